package dev.rostrum.service.event;

/** Figures without the decimals that would be noise. */
public final class Decimals {
    private Decimals() {}

    /** The nearest number with so many decimals; of two equally near ones the even. */
    public static double rounded(double value, int decimals) {
        double scale = Math.pow(10, decimals);
        return Math.rint(value * scale) / scale;
    }
}
