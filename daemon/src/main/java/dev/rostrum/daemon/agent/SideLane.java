package dev.rostrum.daemon.agent;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Work beside the stream whose outcome takes effect at a stated stream position, so that it does not matter how long
 * the work took. One piece of work at a time. All methods are called by the stream's thread.
 */
public interface SideLane<R> extends AutoCloseable {
    /**
     * Begins {@code work}, whose outcome is due at {@code dueSample}. The work must not touch anything that the stream's
     * thread goes on to change.
     *
     * @throws IllegalStateException while earlier work has not been collected
     */
    void submit(long dueSample, Supplier<R> work);

    /** Whether work was submitted and not collected yet. */
    boolean busy();

    /**
     * The outcome, where one is due at {@code atSample} and finished.
     *
     * @throws RuntimeException what the work threw
     */
    Optional<R> collect(long atSample);

    /** How often an outcome was due and not finished, so that it took effect later than stated. */
    long deferred();

    /** Ends the lane; unfinished work is dropped. */
    @Override
    void close();
}
