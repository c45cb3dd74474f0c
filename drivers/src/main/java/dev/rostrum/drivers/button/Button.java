package dev.rostrum.drivers.button;

import java.util.Optional;

/**
 * The push button of the unit. Edges wait in a bounded queue with the time at which they happened, so a busy reader loses
 * none. Read by one thread.
 */
public interface Button extends AutoCloseable {
    /** The next edge in order, or empty when there is none. Never waits. */
    Optional<Edge> poll();

    /** Has {@code reader} called after each edge from now on, on the driver's thread: it must return at once. */
    void wakes(Runnable reader);

    /** Edges lost so far because nobody polled; normally 0. */
    long lostEdges();

    /**
     * The device still answers. False once it is gone (unplugged, driver unbound): close, and open again later.
     */
    boolean alive();

    /** Releases the device. Twice does no harm; never throws. */
    @Override
    void close();
}
