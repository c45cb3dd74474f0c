package dev.rostrum.service.health;

import java.time.Duration;

/**
 * The proof that one thread makes progress. Its thread calls {@link #beat}; the watchdog looks. A thread beats only when it has
 * done its work: capture when frames arrived or its muted or no-microphone loop went round, analysis when it looked into an
 * empty pipe or finished a window, the conductor every round.
 */
public final class Heartbeat {
    private final String thread;
    private final long limitNs;
    private volatile long lastNs;
    private volatile boolean begun;

    /** @param limit longer than this without a beat counts as stuck */
    public Heartbeat(String thread, Duration limit) {
        this.thread = thread;
        this.limitNs = limit.toNanos();
    }

    /** Progress was made at {@code nowNs}. Called by the thread itself; costs one write. */
    public void beat(long nowNs) {
        lastNs = nowNs;
        begun = true;
    }

    /** Name for logs and status. */
    public String thread() {
        return thread;
    }

    /** Whether the thread is stuck as of {@code nowNs}. One that has not begun is not: start-up has a time limit of its own. */
    boolean stuck(long nowNs) {
        return begun && nowNs - lastNs > limitNs;
    }

    /** Time since the last beat. */
    Duration silence(long nowNs) {
        return begun ? Duration.ofNanos(nowNs - lastNs) : Duration.ZERO;
    }
}
