package dev.rostrum.lab.study;

import java.util.Arrays;
import java.util.OptionalDouble;

/** How high a voice is: the median of its fundamental frequency where it is voiced, by autocorrelation. */
final class Pitch {
    private static final double FRAME_SECONDS = 0.04;
    private static final double LOWEST_HZ = 60;
    private static final double HIGHEST_HZ = 400;
    /** Correlation of a frame with itself a period later, above which it is taken for voiced. */
    private static final double VOICED = 0.6;
    /** A multiple of the period correlates as well: the shortest lag that comes so near to the best is the period. */
    private static final double AS_GOOD = 0.9;

    private Pitch() {}

    /** Hertz; empty where no frame is voiced. */
    static OptionalDouble medianHz(float[] mono, int rateHz) {
        int frame = (int) Math.round(FRAME_SECONDS * rateHz);
        int longest = (int) (rateHz / LOWEST_HZ);
        double[] found = new double[mono.length / frame + 1];
        int voiced = 0;
        for (int from = 0; from + frame + longest <= mono.length; from += frame) {
            int period = period(mono, from, frame, (int) (rateHz / HIGHEST_HZ), longest);
            if (period > 0) {
                found[voiced++] = (double) rateHz / period;
            }
        }
        Arrays.sort(found, 0, voiced);
        return voiced == 0 ? OptionalDouble.empty() : OptionalDouble.of(found[voiced / 2]);
    }

    /** In samples; 0 where the frame is not voiced. */
    private static int period(float[] mono, int from, int frame, int shortest, int longest) {
        double[] likeness = new double[longest + 1];
        double best = 0;
        double power = product(mono, from, from, frame);
        for (int lag = shortest; lag <= longest; lag++) {
            double later = product(mono, from + lag, from + lag, frame);
            likeness[lag] = product(mono, from, from + lag, frame) / Math.sqrt(power * later + Double.MIN_NORMAL);
            best = Math.max(best, likeness[lag]);
        }
        if (best < VOICED) {
            return 0;
        }
        for (int lag = shortest; lag <= longest; lag++) {
            boolean peak = lag == longest || likeness[lag] >= likeness[lag + 1];
            if (peak && likeness[lag] >= AS_GOOD * best) {
                return lag;
            }
        }
        return 0;
    }

    private static double product(float[] mono, int a, int b, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += (double) mono[a + i] * mono[b + i];
        }
        return sum;
    }
}
