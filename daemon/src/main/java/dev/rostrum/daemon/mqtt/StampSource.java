package dev.rostrum.daemon.mqtt;

import dev.rostrum.daemon.time.TimeSource;
import java.util.function.BooleanSupplier;

/** Numbers the messages of one start of the daemon. Confined to the MQTT thread. */
final class StampSource {
    private final TimeSource time;
    private final BooleanSupplier clockSynchronised;
    private long sequence;
    private long position;

    StampSource(TimeSource time, BooleanSupplier clockSynchronised) {
        this.time = time;
        this.clockSynchronised = clockSynchronised;
    }

    /** The stream has come this far. */
    void at(long positionSamples) {
        position = Math.max(position, positionSamples);
    }

    /** The furthest position heard of. */
    long position() {
        return position;
    }

    /** For something that is true now. */
    Stamp next() {
        return next(position);
    }

    /** For something that belongs to a position, sent now. */
    Stamp next(long positionSamples) {
        return next(positionSamples, time.epochMillis());
    }

    /** For something that happened at a position and a wall time. */
    Stamp next(long positionSamples, long epochMillis) {
        at(positionSamples);
        return new Stamp(++sequence, positionSamples, epochMillis, clockSynchronised.getAsBoolean());
    }
}
