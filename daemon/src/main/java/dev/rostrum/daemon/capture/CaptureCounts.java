package dev.rostrum.daemon.capture;

import java.util.concurrent.atomic.AtomicLong;

/** What happened at the capture line since the start. Written by capture, read by anybody. */
public final class CaptureCounts {
    private final AtomicLong frames = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong openings = new AtomicLong();
    private final AtomicLong losses = new AtomicLong();

    void addFrames(long count) {
        frames.addAndGet(count);
    }

    void addDropped(long count) {
        dropped.addAndGet(count);
    }

    void addLost(long count) {
        lost.addAndGet(count);
    }

    void countOpening() {
        openings.incrementAndGet();
    }

    void countLoss() {
        losses.incrementAndGet();
    }

    /** Frames handed to analysis. */
    public long frames() {
        return frames.get();
    }

    /** Frames thrown away here because analysis was behind. */
    public long dropped() {
        return dropped.get();
    }

    /** Frames that the device says it lost. */
    public long lost() {
        return lost.get();
    }

    /** How often the source was opened. */
    public long openings() {
        return openings.get();
    }

    /** How often the source was lost or could not be opened. */
    public long losses() {
        return losses.get();
    }
}
