package dev.rostrum.model.kernel;

/**
 * Power spectrum of real signals of one fixed length, a power of two. Holds scratch space: one caller at a time.
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
    }

    /**
     * Writes |X[k]|^2 for k = 0 to size/2 - 1 (the Nyquist bin is left out).
     *
     * @param signal {@code size} values; LENT, not changed
     * @param power at least {@code size / 2} long
     */
    public void power(float[] signal, float[] power) {
        for (int i = 0; i < half; i++) {
            re[reversed[i]] = signal[2 * i];
            im[reversed[i]] = signal[2 * i + 1];
        }
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

    private void transform() {
        for (int span = 1; span < half; span *= 2) {
            int stride = half / span; // twiddles are tabled for the full size, twice as fine
            for (int start = 0; start < half; start += 2 * span) {
                for (int j = 0; j < span; j++) {
                    int a = start + j;
                    int b = a + span;
                    float c = cos[j * stride];
                    float s = sin[j * stride];
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
