package dev.rostrum.diarization.frontend.array;

import java.util.Arrays;
import org.apache.commons.math3.transform.DftNormalization;
import org.apache.commons.math3.transform.FastFourierTransformer;
import org.apache.commons.math3.transform.TransformType;

/**
 * Short-time spectra of all channels: {@value #SIZE} samples under the square root of a Hann window, every
 * {@value #HOP}. Two real channels go through one complex transform. Allocates nothing once made. One thread.
 */
final class ArraySpectrum {
    /** Samples behind a spectrum. */
    static final int SIZE = 512;
    /** Samples from one spectrum to the next. */
    static final int HOP = 256;
    /** Bins of a spectrum, from 0 to half the rate. */
    static final int BINS = SIZE / 2 + 1;

    private final int channels;
    private final float[][] recent;
    private final double[] window;
    private final double[][] packed = new double[2][SIZE];
    private final float[][] re;
    private final float[][] im;

    ArraySpectrum(int channels) {
        this.channels = channels;
        this.recent = new float[channels][SIZE];
        this.re = new float[channels][BINS];
        this.im = new float[channels][BINS];
        this.window = window();
    }

    /** The window, for those who go back: its square, added up at every hop, is 1. */
    static double[] window() {
        double[] window = new double[SIZE];
        for (int i = 0; i < SIZE; i++) {
            window[i] = Math.sqrt(0.5 - 0.5 * Math.cos(2 * Math.PI * i / SIZE));
        }
        return window;
    }

    /** Where the next {@link #HOP} samples of a channel belong: they begin at {@code SIZE - HOP}. LENT. */
    float[] recent(int channel) {
        return recent[channel];
    }

    /** Transforms what lies in {@link #recent}, then makes room for the next hop. */
    void step() {
        for (int c = 0; c < channels; c += 2) {
            boolean two = c + 1 < channels;
            for (int i = 0; i < SIZE; i++) {
                packed[0][i] = window[i] * recent[c][i];
                packed[1][i] = two ? window[i] * recent[c + 1][i] : 0;
            }
            FastFourierTransformer.transformInPlace(packed, DftNormalization.STANDARD, TransformType.FORWARD);
            unpack(c, two);
        }
        for (float[] samples : recent) {
            System.arraycopy(samples, HOP, samples, 0, SIZE - HOP);
        }
    }

    /** The even part of a complex signal's spectrum is that of its real part, the odd part that of its imaginary one. */
    private void unpack(int c, boolean two) {
        for (int k = 0; k < BINS; k++) {
            int m = (SIZE - k) % SIZE;
            re[c][k] = (float) (0.5 * (packed[0][k] + packed[0][m]));
            im[c][k] = (float) (0.5 * (packed[1][k] - packed[1][m]));
            if (two) {
                re[c + 1][k] = (float) (0.5 * (packed[1][k] + packed[1][m]));
                im[c + 1][k] = (float) (0.5 * (packed[0][m] - packed[0][k]));
            }
        }
    }

    /** Real part of a channel's newest spectrum, {@code [BINS]}. LENT until the next step. */
    float[] re(int channel) {
        return re[channel];
    }

    /** Imaginary part. LENT until the next step. */
    float[] im(int channel) {
        return im[channel];
    }

    int channels() {
        return channels;
    }

    /** Forgets the sound so far: what follows does not continue it. */
    void restart() {
        for (float[] samples : recent) {
            Arrays.fill(samples, 0);
        }
    }
}
