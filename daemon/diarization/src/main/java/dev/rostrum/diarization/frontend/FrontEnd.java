package dev.rostrum.diarization.frontend;

import java.util.Optional;

/** Makes the one stream that the networks hear out of all channels. One thread; state is the stream's own. */
public interface FrontEnd {
    /**
     * The front end for what a source delivers: that of the array, or the first channel where none is known.
     *
     * @throws SoundFormatException if the rate is not the networks', or the channels are not the array's
     */
    static FrontEnd of(SoundFormat format, int networkRate, Optional<ArrayGeometry> array) {
        return array.<FrontEnd>map(geometry -> new ArrayFrontEnd(format, networkRate, geometry))
                .orElseGet(() -> new FirstChannel(format, networkRate));
    }

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
