package dev.rostrum.model.kernel;

/** Squared magnitudes of the Fourier transform of one frame of fixed length. Holds scratch space: one caller at a time. */
public interface PowerSpectrum {
    /** Frequencies in the answer, from 0 on. */
    int bins();

    /**
     * Transforms one frame.
     *
     * @param frame as many samples as the transform is long; LENT, not changed
     * @param power receives {@link #bins()} numbers
     */
    void of(float[] frame, float[] power);

    /** A fast one for powers of two, without the last bin; a plain one, with it, for other lengths. */
    static PowerSpectrum of(int length) {
        if (Integer.bitCount(length) != 1) {
            return new PlainDft(length);
        }
        RealFft fft = new RealFft(length);
        return new PowerSpectrum() {
            @Override
            public int bins() {
                return length / 2;
            }

            @Override
            public void of(float[] frame, float[] power) {
                fft.power(frame, power);
            }
        };
    }
}
