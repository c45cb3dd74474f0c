package dev.rostrum.diarization.frontend;

/**
 * Power of the mains' first three harmonics, 50 or 60 Hz, whichever is stronger: six resonators after G. Goertzel, An
 * algorithm for the evaluation of finite trigonometric series (1958). One thread.
 */
final class HumMeter {
    private static final double[] HERTZ = {50, 100, 150, 60, 120, 180};
    private static final int HARMONICS = 3;

    private final double[] coefficient = new double[HERTZ.length];
    private final double[] before = new double[HERTZ.length];
    private final double[] beforeThat = new double[HERTZ.length];
    private long count;

    HumMeter(int sampleRate) {
        for (int h = 0; h < HERTZ.length; h++) {
            coefficient[h] = 2 * Math.cos(2 * Math.PI * HERTZ[h] / sampleRate);
        }
    }

    void add(float[] samples, int from, int to) {
        for (int h = 0; h < HERTZ.length; h++) {
            double c = coefficient[h];
            double s1 = before[h];
            double s2 = beforeThat[h];
            for (int i = from; i < to; i++) {
                double s0 = samples[i] + c * s1 - s2;
                s2 = s1;
                s1 = s0;
            }
            before[h] = s1;
            beforeThat[h] = s2;
        }
        count += to - from;
    }

    /** Mean power since the last call, tenths of a second for whole periods; begins anew. */
    double takePower() {
        double fifty = 0;
        double sixty = 0;
        for (int h = 0; h < HERTZ.length; h++) {
            double s1 = before[h];
            double s2 = beforeThat[h];
            double power = 2 * (s1 * s1 + s2 * s2 - coefficient[h] * s1 * s2) / ((double) count * count);
            fifty += h < HARMONICS ? power : 0;
            sixty += h < HARMONICS ? 0 : power;
            before[h] = 0;
            beforeThat[h] = 0;
        }
        count = 0;
        return Math.max(fifty, sixty);
    }
}
