package dev.rostrum.lab.alteration;

import java.util.Arrays;

/**
 * An amplifier that saturates: nothing gets louder than the level which this share of the samples exceeds.
 *
 * @param share of samples that are cut, 0 to 1
 */
public record Clipping(double share) implements Alteration {
    public Clipping {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException("share=" + share);
        }
    }

    @Override
    public float[] of(float[] mono, int rateHz, long seed) {
        float[] altered = mono.clone();
        if (mono.length == 0) {
            return altered;
        }
        float[] loudness = new float[mono.length];
        for (int i = 0; i < mono.length; i++) {
            loudness[i] = Math.abs(mono[i]);
        }
        Arrays.sort(loudness);
        int below = Math.clamp(Math.round((1 - share) * mono.length) - 1, 0, mono.length - 1);
        float level = loudness[below];
        for (int i = 0; i < mono.length; i++) {
            altered[i] = Math.clamp(mono[i], -level, level);
        }
        return altered;
    }
}
