package dev.rostrum.model.kernel;

/**
 * Fourier transform of real signals of one fixed length, a power of two, forward and back. Holds scratch space: one
 * caller at a time. Allocates nothing once made.
 *
 * <p>The n real values are taken as n/2 complex ones, transformed by an iterative radix-2 FFT (Cooley and Tukey 1965)
 * and separated into the spectrum of the real signal. Twiddles and butterflies are float, as in the front ends that
 * the networks were trained with.
 */
public final class RealFft {
    private final int half;
    private final float[] re;
    private final float[] im;
    private final float[] cos;
    private final float[] sin;
    private final float[] stageCos;
    private final float[] stageSin;
    private final int[] reversed;

    /**
     * A transform of one length.
     *
     * @param size real values per signal, a power of two of at least 4
     */
    public RealFft(int size) {
        if (size < 4 || Integer.bitCount(size) != 1) {
            throw new IllegalArgumentException("size=" + size + " is not a power of two of at least 4");
        }
        half = size / 2;
        re = new float[half];
        im = new float[half];
        cos = new float[half];
        sin = new float[half];
        reversed = new int[half];
        int bits = Integer.numberOfTrailingZeros(half);
        for (int i = 0; i < half; i++) {
            cos[i] = (float) Math.cos(-2 * Math.PI * i / size);
            sin[i] = (float) Math.sin(-2 * Math.PI * i / size);
            reversed[i] = Integer.reverse(i) >>> (32 - bits);
        }
        stageCos = new float[half];
        stageSin = new float[half];
        for (int span = 1; span < half; span *= 2) {
            for (int j = 0; j < span; j++) {
                stageCos[span + j] = cos[j * (half / span)];
                stageSin[span + j] = sin[j * (half / span)];
            }
        }
    }

    /**
     * Writes |X[k]|^2 for k = 0 to size/2 - 1 (the Nyquist bin is left out).
     *
     * @param signal {@code size} values; LENT, not changed
     * @param power at least {@code size / 2} long
     */
    public void power(float[] signal, float[] power) {
        pack(signal);
        transform();
        power[0] = (re[0] + im[0]) * (re[0] + im[0]);
        for (int k = 1; k < half; k++) {
            // even and odd parts of the packed spectrum: X[k] = E[k] + e^(-2 pi i k / size) O[k]
            int m = half - k;
            float evenRe = (re[k] + re[m]) * 0.5f;
            float evenIm = (im[k] - im[m]) * 0.5f;
            float oddRe = (im[k] + im[m]) * 0.5f;
            float oddIm = (re[m] - re[k]) * 0.5f;
            float x = evenRe + oddRe * cos[k] - oddIm * sin[k];
            float y = evenIm + oddRe * sin[k] + oddIm * cos[k];
            power[k] = x * x + y * y;
        }
    }

    /**
     * Writes X[k], the sum over n of signal[n] e^(-2 pi i k n / size), for k = 0 to size/2.
     *
     * @param signal {@code size} values; LENT, not changed
     * @param real at least {@code size / 2 + 1} long
     * @param imaginary the same; 0 at both ends
     */
    public void forward(float[] signal, float[] real, float[] imaginary) {
        pack(signal);
        transform();
        real[0] = re[0] + im[0];
        imaginary[0] = 0;
        real[half] = re[0] - im[0];
        imaginary[half] = 0;
        for (int k = 1; k < half; k++) {
            int m = half - k;
            float evenRe = (re[k] + re[m]) * 0.5f;
            float evenIm = (im[k] - im[m]) * 0.5f;
            float oddRe = (im[k] + im[m]) * 0.5f;
            float oddIm = (re[m] - re[k]) * 0.5f;
            real[k] = evenRe + oddRe * cos[k] - oddIm * sin[k];
            imaginary[k] = evenIm + oddRe * sin[k] + oddIm * cos[k];
        }
    }

    /**
     * Writes the signal that {@link #forward} made this spectrum of.
     *
     * @param real X[k] for k = 0 to size/2; LENT, not changed
     * @param imaginary the same; not read at both ends, where a real signal has none
     * @param signal at least {@code size} long
     */
    public void inverse(float[] real, float[] imaginary, float[] signal) {
        put(0, (real[0] + real[half]) * 0.5f, (real[0] - real[half]) * -0.5f);
        for (int k = 1; k < half; k++) {
            int m = half - k;
            float evenRe = (real[k] + real[m]) * 0.5f;
            float evenIm = (imaginary[k] - imaginary[m]) * 0.5f;
            float x = (real[k] - real[m]) * 0.5f;
            float y = (imaginary[k] + imaginary[m]) * 0.5f;
            float oddRe = x * cos[k] + y * sin[k];
            float oddIm = y * cos[k] - x * sin[k];
            // back is forth between two conjugations
            put(k, evenRe - oddIm, -(evenIm + oddRe));
        }
        transform();
        float scale = 1f / half;
        for (int i = 0; i < half; i++) {
            signal[2 * i] = re[i] * scale;
            signal[2 * i + 1] = im[i] * -scale;
        }
    }

    private void pack(float[] signal) {
        for (int i = 0; i < half; i++) {
            put(i, signal[2 * i], signal[2 * i + 1]);
        }
    }

    private void put(int index, float x, float y) {
        re[reversed[index]] = x;
        im[reversed[index]] = y;
    }

    private void transform() {
        for (int span = 1; span < half; span *= 2) {
            for (int start = 0; start < half; start += 2 * span) {
                for (int j = 0; j < span; j++) {
                    int a = start + j;
                    int b = a + span;
                    float c = stageCos[span + j];
                    float s = stageSin[span + j];
                    float x = re[b] * c - im[b] * s;
                    float y = re[b] * s + im[b] * c;
                    re[b] = re[a] - x;
                    im[b] = im[a] - y;
                    re[a] += x;
                    im[a] += y;
                }
            }
        }
    }
}
