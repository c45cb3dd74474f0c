package dev.rostrum.service.agent;

import java.time.Duration;

/** A piece of the daemon that runs on a thread of its own, or on a test's. All methods are called on that one thread. */
public interface Agent {
    /** For the thread, the log and the status: one lower-case word. */
    String name();

    /** Before the first {@link #doWork()}. */
    default void onStart() {}

    /**
     * Does what there is to do, and returns soon: well within a second.
     *
     * @return how much was done; 0 where there was nothing, and the runner may idle
     */
    int doWork();

    /**
     * The longest that the agent may be left alone while there is nothing to do. Naps grow to it slowly: after T seconds
     * without work one lasts at least sqrt(T / 125) seconds, such as 40 ms after 0.2 s.
     */
    default Duration napAtMost() {
        return Duration.ofMillis(100);
    }

    /** After the last {@link #doWork()}, whether it failed or was told to stop. */
    default void onClose() {}
}
