package dev.rostrum.drivers.audio;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Another source held to real time, so that a file or a simulated room behaves like a microphone: a block is delivered
 * no earlier than a microphone could have filled it. Never waits itself; before its time a read says NOT_YET.
 */
public final class PacedSource implements AudioSource {
    private static final double NANOS = 1e9;

    private final AudioSource source;
    private final LongSupplier nanoTime;
    private @Nullable CaptureFormat format;
    private long openedAtNs;
    private long delivered;

    /**
     * @param source taken over
     * @param nanoTime monotonic nanoseconds
     */
    public PacedSource(AudioSource source, LongSupplier nanoTime) {
        this.source = source;
        this.nanoTime = nanoTime;
    }

    @Override
    public CaptureFormat open() {
        CaptureFormat opened = source.open();
        format = opened;
        openedAtNs = nanoTime.getAsLong();
        delivered = 0;
        return opened;
    }

    @Override
    public Outcome read(AudioBlock block) {
        if (format == null) {
            throw new IllegalStateException("not open");
        }
        double heard = (nanoTime.getAsLong() - openedAtNs) / NANOS * format.sampleRate();
        if (heard < delivered + block.capacityFrames()) {
            return Outcome.NOT_YET;
        }
        Outcome outcome = source.read(block);
        if (outcome == Outcome.FRAMES) {
            delivered = block.positionFrames() + block.frames();
        }
        return outcome;
    }

    @Override
    public SourceReport report() {
        return source.report();
    }

    @Override
    public void close() {
        source.close();
    }
}
