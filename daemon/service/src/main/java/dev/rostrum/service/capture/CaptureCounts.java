package dev.rostrum.service.capture;

import dev.rostrum.drivers.audio.AudioSource;
import java.util.concurrent.atomic.AtomicLong;

/** What happened at the capture line since the start. Written by capture, read by anybody. */
public final class CaptureCounts {
    private static final int REPORT_EVERY_BLOCKS = 50;

    private final AtomicLong frames = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong openings = new AtomicLong();
    private final AtomicLong losses = new AtomicLong();
    private final AtomicLong gaps = new AtomicLong();
    private volatile double driftPpm;
    private long blocks;

    void addFrames(long count) {
        frames.addAndGet(count);
    }

    void addDropped(long count) {
        dropped.addAndGet(count);
    }

    void addLost(long count) {
        lost.addAndGet(count);
        gaps.addAndGet(count > 0 ? 1 : 0);
    }

    /** Looks at what the source found out by itself, now and then: the report costs an object. */
    void look(AudioSource source) {
        blocks++;
        if (blocks % REPORT_EVERY_BLOCKS == 0) {
            driftPpm = source.report().driftPpm();
        }
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

    /** How often the device lost frames. */
    public long gaps() {
        return gaps.get();
    }

    /** How much faster this machine's clock runs than the device's, parts per million. */
    public double driftPpm() {
        return driftPpm;
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
