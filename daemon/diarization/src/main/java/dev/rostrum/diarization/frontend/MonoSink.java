package dev.rostrum.diarization.frontend;

/** Takes mono samples at the networks' rate. */
@FunctionalInterface
public interface MonoSink {
    /**
     * The next samples. A position beyond the end of the ones before is a hole.
     *
     * @param positionSamples stream position of {@code mono[offset]} at the networks' rate
     * @param mono in [-1, 1]; LENT for the call
     */
    void accept(long positionSamples, float[] mono, int offset, int length);

    /**
     * From where sound comes around an instant; before the samples of that instant. Whoever does not care ignores it.
     *
     * @param centreSample stream position at the networks' rate
     * @param frame LENT for the call
     */
    default void directions(long centreSample, DirectionFrame frame) {}
}
