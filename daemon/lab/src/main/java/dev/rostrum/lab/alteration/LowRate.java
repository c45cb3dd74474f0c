package dev.rostrum.lab.alteration;

import java.util.Arrays;

/**
 * Sound that was once sampled at a lower rate: taken down to it and up again.
 *
 * @param originHz the lower rate
 */
public record LowRate(int originHz) implements Alteration {
    @Override
    public float[] of(float[] mono, int rateHz, long seed) {
        double stride = (double) rateHz / originHz;
        float[] low = new Interpolator(stride).read(mono);
        return Arrays.copyOf(new Interpolator(1 / stride).read(low), mono.length);
    }
}
