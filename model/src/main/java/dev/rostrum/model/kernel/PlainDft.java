package dev.rostrum.model.kernel;

/**
 * The Fourier transform of a real frame of any even length, by its definition over half of the frame: the sums and
 * differences of samples that lie alike from both ends meet the same cosine and sine. For lengths that have no fast one
 * here; a frame of 400 takes 80,000 multiplications.
 */
final class PlainDft implements PowerSpectrum {
    private final int length;
    private final float[][] cosine;
    private final float[][] sine;
    private final float[] even;
    private final float[] odd;

    PlainDft(int length) {
        if (length < 2 || length % 2 != 0) {
            throw new IllegalArgumentException("length=" + length);
        }
        this.length = length;
        int half = length / 2;
        cosine = new float[half + 1][half + 1];
        sine = new float[half + 1][half + 1];
        for (int k = 0; k <= half; k++) {
            for (int n = 0; n <= half; n++) {
                double angle = 2 * Math.PI * ((long) k * n % length) / length;
                cosine[k][n] = (float) Math.cos(angle);
                sine[k][n] = (float) Math.sin(angle);
            }
        }
        even = new float[half + 1];
        odd = new float[half + 1];
    }

    @Override
    public int bins() {
        return length / 2 + 1;
    }

    @Override
    public void of(float[] frame, float[] power) {
        int half = length / 2;
        even[0] = frame[0];
        even[half] = frame[half];
        for (int n = 1; n < half; n++) {
            even[n] = frame[n] + frame[length - n];
            odd[n] = frame[n] - frame[length - n];
        }
        for (int k = 0; k <= half; k++) {
            float real = 0;
            float imaginary = 0;
            float[] c = cosine[k];
            float[] s = sine[k];
            for (int n = 0; n <= half; n++) {
                real = Math.fma(even[n], c[n], real);
                imaginary = Math.fma(odd[n], s[n], imaginary);
            }
            power[k] = real * real + imaginary * imaginary;
        }
    }
}
