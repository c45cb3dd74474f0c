package dev.rostrum.model.features;

/**
 * Three seconds of a sound that everybody can make again, to try a network with: twelve harmonics of 125 Hz that swell
 * and fade. Sample n is the sum over h of {@code .1/h (1 + sin(2 pi (.7 t + h/5))) sin(2 pi 125 h t)}, t = n/rate.
 */
public final class CheckSound {
    private static final int SECONDS = 3;
    private static final int HARMONICS = 12;

    private CheckSound() {}

    /** Its samples in [-1, 1]. */
    public static float[] samples(int sampleRate) {
        float[] samples = new float[SECONDS * sampleRate];
        for (int n = 0; n < samples.length; n++) {
            double t = (double) n / sampleRate;
            double sum = 0;
            for (int h = 1; h <= HARMONICS; h++) {
                double swell = 1 + Math.sin(2 * Math.PI * (0.7 * t + h / 5.0));
                sum += 0.1 / h * swell * Math.sin(2 * Math.PI * 125 * h * t);
            }
            samples[n] = (float) sum;
        }
        return samples;
    }
}
