package dev.rostrum.service.time;

import java.time.Duration;

/** A clock that stands until it is told to go on. One thread, unless told otherwise by a test. */
public final class ManualTimeSource implements TimeSource {
    private volatile long nanos = 5_000_000_000L;
    private volatile long epochMillis = 1_800_000_000_000L;

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public long epochMillis() {
        return epochMillis;
    }

    /** Both clocks go on. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    public void advance(Duration by) {
        nanos += by.toNanos();
        epochMillis += by.toMillis();
    }

    /** Somebody sets the wall clock. */
    public void setEpochMillis(long to) {
        epochMillis = to;
    }
}
