package dev.rostrum.lab.alteration;

import dev.rostrum.drivers.audio.Resampler;
import java.util.Arrays;

/**
 * Sound that was once sampled at a lower rate: taken down to it and up again.
 *
 * @param originHz the lower rate
 */
public record LowRate(int originHz) implements Alteration {
    @Override
    public float[] of(float[] mono, int rateHz, long seed) {
        float[] low = Resampler.whole(mono, rateHz, originHz);
        return Arrays.copyOf(Resampler.whole(low, originHz, rateHz), mono.length);
    }
}
