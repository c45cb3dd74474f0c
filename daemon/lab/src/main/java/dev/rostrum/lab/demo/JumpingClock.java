package dev.rostrum.lab.demo;

import dev.rostrum.service.time.TimeSource;
import java.time.Duration;

/** The machine's clocks, but somebody sets the wall clock now and then. */
final class JumpingClock implements TimeSource {
    private final TimeSource system = TimeSource.system();
    private volatile long offsetMillis;

    @Override
    public long nanoTime() {
        return system.nanoTime();
    }

    @Override
    public long epochMillis() {
        return system.epochMillis() + offsetMillis;
    }

    /** The wall clock is set. One thread. */
    @SuppressWarnings({"NonAtomicVolatileUpdate", "NonAtomicOperationOnVolatileField"}) // one writer
    void jump(Duration by) {
        offsetMillis += by.toMillis();
    }
}
