package dev.rostrum.diarization.frontend.array;

import dev.rostrum.model.kernel.RealFft;
import java.util.Arrays;

/**
 * Short-time spectra of all channels: {@value #SIZE} samples under the square root of a Hann window, every
 * {@value #HOP}. Allocates nothing once made. One thread.
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
    private final float[] window = window();
    private final float[] windowed = new float[SIZE];
    private final RealFft fft = new RealFft(SIZE);
    private final float[][] re;
    private final float[][] im;

    ArraySpectrum(int channels) {
        this.channels = channels;
        this.recent = new float[channels][SIZE];
        this.re = new float[channels][BINS];
        this.im = new float[channels][BINS];
    }

    /** The window, for those who go back: its square, added up at every hop, is 1. */
    static float[] window() {
        float[] window = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            window[i] = (float) Math.sqrt(0.5 - 0.5 * Math.cos(2 * Math.PI * i / SIZE));
        }
        return window;
    }

    /** Where the next {@link #HOP} samples of a channel belong: they begin at {@code SIZE - HOP}. LENT. */
    float[] recent(int channel) {
        return recent[channel];
    }

    /** Transforms what lies in {@link #recent}, then makes room for the next hop. */
    void step() {
        for (int c = 0; c < channels; c++) {
            for (int i = 0; i < SIZE; i++) {
                windowed[i] = window[i] * recent[c][i];
            }
            fft.forward(windowed, re[c], im[c]);
        }
        for (float[] samples : recent) {
            System.arraycopy(samples, HOP, samples, 0, SIZE - HOP);
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
