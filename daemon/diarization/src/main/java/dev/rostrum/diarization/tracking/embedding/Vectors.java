package dev.rostrum.diarization.tracking.embedding;

/** Plain arithmetic on vectors. */
public final class Vectors {
    private static final double TINY = 1e-12;

    private Vectors() {}

    /** Index of the largest of {@code values}, at least one; the first of equals. */
    public static int largest(double[] values) {
        int largest = 0;
        for (int i = 1; i < values.length; i++) {
            largest = values[i] > values[largest] ? i : largest;
        }
        return largest;
    }

    /** Scalar product of two vectors of one length. */
    public static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** Brings {@code a} to length 1, in place; a vector of no length stays as it is. */
    public static double[] normalise(double[] a) {
        double scale = 1 / Math.sqrt(dot(a, a) + TINY);
        for (int i = 0; i < a.length; i++) {
            a[i] *= scale;
        }
        return a;
    }

    static double[] unit(float[] vector) {
        double[] out = new double[vector.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = vector[i];
        }
        return normalise(out);
    }

    /** Adds {@code factor * b} to {@code a}. */
    public static void add(double[] a, double factor, double[] b) {
        for (int i = 0; i < a.length; i++) {
            a[i] += factor * b[i];
        }
    }
}
