package dev.rostrum.lab.alteration;

import dev.rostrum.drivers.audio.Resampler;

/**
 * A recorder that runs fast or slow: tempo and pitch change together.
 *
 * @param factor above 1 for faster
 */
public record Speed(double factor) implements Alteration {
    public Speed {
        if (!(factor > 0)) {
            throw new IllegalArgumentException("factor=" + factor);
        }
    }

    @Override
    public float[] of(float[] mono, int rateHz, long seed) {
        return Resampler.whole(mono, Math.toIntExact(Math.round(factor * rateHz)), rateHz);
    }

    @Override
    public double tempo() {
        return factor;
    }
}
