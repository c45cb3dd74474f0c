package dev.rostrum.model.features;

/** Slaney's mel scale (Auditory Toolbox, 1998): 15 mel a kilohertz up to 1 kHz, logarithmic with 27 mel for a factor of 6.4 above. */
public final class SlaneyScale {
    private static final double LINEAR_HZ = 200.0 / 3;
    private static final double BREAK_HZ = 1000;
    private static final double BREAK_MEL = BREAK_HZ / LINEAR_HZ;
    private static final double LOG_STEP = Math.log(6.4) / 27;

    private SlaneyScale() {}

    /** The frequency in Hz of edge {@code i} of a bank whose filter m lies between its edges m and m + 2. */
    public static double edge(LogMelExtractor.Settings bank, int i) {
        double low = mel(bank.lowHz());
        return hz(low + i * (mel(bank.highHz()) - low) / (bank.mels() + 1));
    }

    private static double mel(double hz) {
        return hz < BREAK_HZ ? hz / LINEAR_HZ : BREAK_MEL + Math.log(hz / BREAK_HZ) / LOG_STEP;
    }

    private static double hz(double mel) {
        return mel < BREAK_MEL ? mel * LINEAR_HZ : BREAK_HZ * Math.exp(LOG_STEP * (mel - BREAK_MEL));
    }
}
