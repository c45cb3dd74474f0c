package dev.rostrum.service.mqtt.payload;

import dev.rostrum.service.time.TimeSource;
import java.util.function.BooleanSupplier;

/**
 * Numbers the messages of one start of the daemon, and says how far the sound was heard when each was made: never less than
 * the message before. Confined to the MQTT thread.
 */
public final class StampSource {
    /** Numbers kept for the messages of one connection: more than it ever has, so that its last will can stand behind them. */
    private static final long PER_CONNECTION = 100_000_000;

    /** The last number there is; every reader of JSON knows it exactly. */
    private static final long LAST = (1L << 53) - 1;

    private final TimeSource time;
    private final BooleanSupplier clockSynchronised;
    private long sequence;
    private long will;
    private long position;
    private long positionEpochMillis;

    public StampSource(TimeSource time, BooleanSupplier clockSynchronised) {
        this.time = time;
        this.clockSynchronised = clockSynchronised;
        this.positionEpochMillis = time.epochMillis();
    }

    /** The sound was heard as far as this sample, which was spoken at this wall time. What was told before stays told. */
    public void at(long positionSamples, long epochMillis) {
        if (positionSamples >= position) {
            position = positionSamples;
            positionEpochMillis = epochMillis;
        }
    }

    /** The furthest position heard of. */
    public long position() {
        return position;
    }

    /** For something told of the sound: its time is that of its position. */
    public Stamp next() {
        return stamp(++sequence, positionEpochMillis);
    }

    /** For something said of the unit itself: its time is now. */
    public Stamp now() {
        return stamp(++sequence, time.epochMillis());
    }

    /** For the last will of a connection that begins: behind everything that will be sent on it, before all that follows it. */
    public Stamp will() {
        sequence = Math.max(sequence, will);
        will = (sequence / PER_CONNECTION + 1) * PER_CONNECTION;
        return stamp(will, time.epochMillis());
    }

    /** For what stands behind everything that this start of the daemon ever says. */
    public Stamp last() {
        return stamp(LAST, positionEpochMillis);
    }

    private Stamp stamp(long number, long epochMillis) {
        return new Stamp(number, position, epochMillis, clockSynchronised.getAsBoolean());
    }
}
