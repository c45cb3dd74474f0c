package dev.rostrum.diarization.frontend.array;

import java.util.Arrays;

/**
 * How much each frequency of the newest spectrum says of directions: nothing at its noise floor, which is followed over
 * time, nearly 1 far above it. Allocates nothing once made. One thread.
 */
final class PhaseTransformWeights {
    private static final double TINY = 1e-20;

    private final SteeredPower.Settings settings;
    private final int channels;
    private final int firstBin;
    private final int bins;
    private final float[] power;
    private final float[] floor;
    private final float[] weight;
    private final float[] inverse;

    /** For {@code bins} frequencies from {@code firstBin} on. */
    PhaseTransformWeights(int channels, int firstBin, int bins, SteeredPower.Settings settings) {
        this.settings = settings;
        this.channels = channels;
        this.firstBin = firstBin;
        this.bins = bins;
        this.power = new float[bins];
        this.floor = new float[bins];
        Arrays.fill(floor, Float.POSITIVE_INFINITY);
        this.weight = new float[bins];
        this.inverse = new float[channels * bins];
    }

    /** Takes the newest spectrum of the live channels. */
    void weigh(ArraySpectrum spectrum, boolean[] live) {
        Arrays.fill(weight, 0);
        int alive = 0;
        for (int c = 0; c < channels; c++) {
            if (!live[c]) {
                continue;
            }
            alive++;
            float[] re = spectrum.re(c);
            float[] im = spectrum.im(c);
            for (int b = 0; b < bins; b++) {
                float square = re[firstBin + b] * re[firstBin + b] + im[firstBin + b] * im[firstBin + b];
                weight[b] += square;
                inverse[c * bins + b] = (float) (1 / Math.sqrt(square + TINY));
            }
        }
        for (int b = 0; b < bins; b++) {
            float now = weight[b] / Math.max(alive, 1);
            if (now > TINY) { // digital silence tells nothing of the room's noise
                power[b] = power[b] == 0 ? now : power[b] + 0.2f * (now - power[b]);
                floor[b] = Math.min(floor[b] * settings.noiseRise(), power[b]);
            }
            weight[b] = Math.clamp(1 - settings.noiseFactor() * floor[b] / (now + (float) TINY), 0, 1);
        }
    }

    /** Of a frequency, 0 to 1. */
    float weight(int bin) {
        return weight[bin];
    }

    /** One over the amplitude of a live channel at a frequency. */
    float inverse(int channel, int bin) {
        return inverse[channel * bins + bin];
    }
}
