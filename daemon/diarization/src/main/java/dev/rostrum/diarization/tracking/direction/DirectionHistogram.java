package dev.rostrum.diarization.tracking.direction;

import java.util.Arrays;

/** Counts of directions in {@value #BINS} even bins around, and what can be read off them. Plain functions. */
public final class DirectionHistogram {
    public static final int BINS = 72;

    /** Error of one direction (standard deviation). */
    static final double SPREAD_DEGREES = 7;

    public static final double BIN_DEGREES = 360.0 / BINS;

    /** Shape of one direction around bin 0; sums to 1. */
    private static final double[] KERNEL = kernel();

    private DirectionHistogram() {}

    /** Of a speaker that may speak from anywhere. */
    static float[] flat() {
        float[] flat = new float[BINS];
        Arrays.fill(flat, 1f / BINS);
        return flat;
    }

    /** The bin that holds this azimuth, in degrees. */
    static int bin(double azimuthDegrees) {
        return Math.floorMod(Math.round(azimuthDegrees / BIN_DEGREES), BINS);
    }

    /** The bin in which what was heard and where the speaker uses to speak meet most; -1 where nothing was heard. */
    static int peak(double[] heard, float[] density) {
        double[] smooth = smooth(heard);
        int best = -1;
        double most = 0;
        for (int bin = 0; bin < BINS; bin++) {
            double both = smooth[bin] * Math.sqrt(density[bin]);
            if (both > most) {
                most = both;
                best = bin;
            }
        }
        return best;
    }

    private static double[] kernel() {
        double[] kernel = new double[BINS];
        double sum = 0;
        for (int bin = 0; bin < BINS; bin++) {
            double degrees = Math.min(bin, BINS - bin) * BIN_DEGREES / SPREAD_DEGREES;
            kernel[bin] = Math.exp(-0.5 * degrees * degrees);
            sum += kernel[bin];
        }
        for (int bin = 0; bin < BINS; bin++) {
            kernel[bin] /= sum;
        }
        return kernel;
    }

    /** What was counted, each direction as widely as its error of {@link #SPREAD_DEGREES} makes it. */
    static double[] smooth(double[] counted) {
        double[] smooth = new double[BINS];
        for (int bin = 0; bin < BINS; bin++) {
            for (int k = 0; k < BINS; k++) {
                smooth[bin] += KERNEL[(bin - k + BINS) % BINS] * counted[k];
            }
        }
        return smooth;
    }
}
