package dev.rostrum.service.composition;

import dev.rostrum.service.event.Commands;
import dev.rostrum.service.event.EventSink;
import dev.rostrum.service.time.StreamClock;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A sink that was opened.
 *
 * @param trouble a word for the state while it is not well
 * @param closing what to do at the end
 */
public record OpenSink(EventSink sink, Supplier<Optional<String>> trouble, AutoCloseable closing) {
    /** Opens a sink of a daemon that is being built. */
    @FunctionalInterface
    public interface Factory {
        /**
         * Opens it.
         *
         * @param commands the way in for commands
         * @param clock stream position and wall time of the daemon
         */
        OpenSink open(Commands commands, StreamClock clock);
    }

    /** A sink that is always well and needs no closing. */
    public static OpenSink of(EventSink sink) {
        return new OpenSink(sink, Optional::empty, () -> {});
    }
}
