package dev.rostrum.service.mqtt;

import dev.rostrum.service.time.TimeSource;
import java.time.Duration;

/** Clocks that a test moves by hand. */
public final class ManualTime implements TimeSource {
    private long nanos = 1_000_000_000L;
    private long millis = 1_795_420_800_000L; // 2026-11-23T08:00:00Z

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public long epochMillis() {
        return millis;
    }

    public void advance(Duration by) {
        nanos += by.toNanos();
        millis += by.toMillis();
    }

    /** The wall clock is set; the monotonic one goes on. */
    void jump(Duration by) {
        millis += by.toMillis();
    }
}
