package dev.rostrum.drivers.simulated;

/**
 * Fast Fourier transform of complex numbers in place, radix 2 (J. W. Cooley and J. W. Tukey, An algorithm for the
 * machine calculation of complex Fourier series, Math. Comp. 19, 1965). Not scaled in either direction.
 */
final class FourierTransform {
    private final int size;
    private final double[] cosine;
    private final double[] sine;

    /**
     * @param size numbers in a transform, a power of two
     */
    FourierTransform(int size) {
        if (Integer.bitCount(size) != 1) {
            throw new IllegalArgumentException("size=" + size);
        }
        this.size = size;
        cosine = new double[size / 2];
        sine = new double[size / 2];
        for (int i = 0; i < size / 2; i++) {
            cosine[i] = StrictMath.cos(2 * StrictMath.PI * i / size);
            sine[i] = StrictMath.sin(2 * StrictMath.PI * i / size);
        }
    }

    int size() {
        return size;
    }

    /** Time to frequency. */
    void forward(double[] real, double[] imaginary) {
        reorder(real, imaginary);
        for (int half = 1; half < size; half *= 2) {
            int stride = size / (2 * half);
            for (int start = 0; start < size; start += 2 * half) {
                for (int k = 0; k < half; k++) {
                    int a = start + k;
                    int b = a + half;
                    double wr = cosine[k * stride];
                    double wi = -sine[k * stride];
                    double re = real[b] * wr - imaginary[b] * wi;
                    double im = real[b] * wi + imaginary[b] * wr;
                    real[b] = real[a] - re;
                    imaginary[b] = imaginary[a] - im;
                    real[a] += re;
                    imaginary[a] += im;
                }
            }
        }
    }

    /** Frequency to time, {@link #size()} times too large. */
    void inverse(double[] real, double[] imaginary) {
        forward(imaginary, real);
    }

    private void reorder(double[] real, double[] imaginary) {
        int shift = Integer.numberOfLeadingZeros(size) + 1;
        for (int i = 1; i < size; i++) {
            int j = Integer.reverse(i) >>> shift;
            if (j > i) {
                double re = real[i];
                double im = imaginary[i];
                real[i] = real[j];
                imaginary[i] = imaginary[j];
                real[j] = re;
                imaginary[j] = im;
            }
        }
    }
}
