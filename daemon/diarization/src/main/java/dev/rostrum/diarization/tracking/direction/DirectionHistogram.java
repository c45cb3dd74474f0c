package dev.rostrum.diarization.tracking.direction;

import java.util.Arrays;

/** Counts of directions in {@value #BINS} even bins around, and what can be read off them. Plain functions. */
public final class DirectionHistogram {
    public static final int BINS = 72;

    /** Error of one direction (standard deviation). */
    static final double SPREAD_DEGREES = 7;

    public static final double BIN_DEGREES = 360.0 / BINS;

    private DirectionHistogram() {}

    /** Of a speaker that may speak from anywhere. */
    public static float[] flat() {
        float[] flat = new float[BINS];
        Arrays.fill(flat, 1f / BINS);
        return flat;
    }

    /** The bin that holds this azimuth, in degrees. */
    static int bin(double azimuthDegrees) {
        return Math.floorMod(Math.round(azimuthDegrees / BIN_DEGREES), BINS);
    }

    /**
     * Logarithm of how much more likely each direction is than chance.
     *
     * @param counted weight of speech from each direction
     * @param uniform weight of speech from anywhere, added
     */
    public static double[] logRatio(double[] counted, double uniform) {
        double[] kernel = kernel(SPREAD_DEGREES);
        double total = uniform;
        for (double one : counted) {
            total += one;
        }
        double[] ratio = new double[BINS];
        for (int bin = 0; bin < BINS; bin++) {
            double smooth = uniform / BINS;
            for (int k = 0; k < BINS; k++) {
                smooth += kernel[(bin - k + BINS) % BINS] * counted[k];
            }
            ratio[bin] = Math.log(smooth / total * BINS);
        }
        return ratio;
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

    /**
     * How much two speakers share their directions, 0 to 1: Bhattacharyya's coefficient of their smoothed histograms; 1 where
     * either is unknown.
     */
    static double shared(double[] a, double[] b) {
        double[] x = smooth(a);
        double[] y = smooth(b);
        double sumX = 0;
        double sumY = 0;
        double common = 0;
        for (int bin = 0; bin < BINS; bin++) {
            sumX += x[bin];
            sumY += y[bin];
            common += Math.sqrt(x[bin] * y[bin]);
        }
        return sumX == 0 || sumY == 0 ? 1 : common / Math.sqrt(sumX * sumY);
    }

    /** From -1, where two speakers come from different directions, to 1 where they share one; 0 where a direction is unknown. */
    public static double agreement(double[] a, double[] b) {
        boolean known = Arrays.stream(a).sum() > 0 && Arrays.stream(b).sum() > 0;
        return known ? 2 * shared(a, b) - 1 : 0;
    }

    /** The same numbers, to be counted with. */
    public static double[] counted(float[] directions) {
        double[] counted = new double[directions.length];
        for (int bin = 0; bin < directions.length; bin++) {
            counted[bin] = directions[bin];
        }
        return counted;
    }

    /** Shape of one direction that is known with this error, around bin 0; sums to 1. */
    static double[] kernel(double spreadDegrees) {
        double[] kernel = new double[BINS];
        double sum = 0;
        for (int bin = 0; bin < BINS; bin++) {
            double degrees = Math.min(bin, BINS - bin) * BIN_DEGREES / spreadDegrees;
            kernel[bin] = Math.exp(-0.5 * degrees * degrees);
            sum += kernel[bin];
        }
        for (int bin = 0; bin < BINS; bin++) {
            kernel[bin] /= sum;
        }
        return kernel;
    }

    private static double[] smooth(double[] counted) {
        double[] kernel = kernel(SPREAD_DEGREES);
        double[] smooth = new double[BINS];
        for (int bin = 0; bin < BINS; bin++) {
            for (int k = 0; k < BINS; k++) {
                smooth[bin] += kernel[(bin - k + BINS) % BINS] * counted[k];
            }
        }
        return smooth;
    }
}
