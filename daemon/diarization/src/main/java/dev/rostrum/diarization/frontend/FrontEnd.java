package dev.rostrum.diarization.frontend;

/** Makes the one stream that the networks hear out of all channels. One thread; state is the stream's own. */
public interface FrontEnd {
    /**
     * Turns {@code block} into mono samples.
     *
     * @param block LENT for the call
     * @param out called before the method returns, as often as need be
     */
    void accept(SoundBlock block, MonoSink out);

    /** The sound pauses or ends: gives what was held back, if anything. */
    default void finish(MonoSink out) {}
}
