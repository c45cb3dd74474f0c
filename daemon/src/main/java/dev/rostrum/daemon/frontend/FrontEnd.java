package dev.rostrum.daemon.frontend;

import dev.rostrum.drivers.audio.AudioBlock;

/** Makes the one stream that the networks hear out of all channels. One thread; state is the stream's own. */
public interface FrontEnd {
    /**
     * Turns {@code block} into mono samples.
     *
     * @param block LENT for the call
     * @param out called before the method returns, as often as need be
     */
    void accept(AudioBlock block, MonoSink out);
}
