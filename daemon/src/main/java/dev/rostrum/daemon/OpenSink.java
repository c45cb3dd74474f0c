package dev.rostrum.daemon;

import dev.rostrum.daemon.event.EventSink;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A sink that was opened.
 *
 * @param trouble a word for the state while it is not well
 * @param closing what to do at the end
 */
public record OpenSink(EventSink sink, Supplier<Optional<String>> trouble, AutoCloseable closing) {
    /** A sink that is always well and needs no closing. */
    public static OpenSink of(EventSink sink) {
        return new OpenSink(sink, Optional::empty, () -> {});
    }
}
