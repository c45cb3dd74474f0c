package dev.rostrum.drivers.audio;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A line that is read by a thread of its own into a ring, so that nobody else waits for the sound system: when a sound
 * server dies, even asking how much is there may never return. A thread that is stuck so is left behind, which looks
 * to the reader like a line that stays quiet. All methods belong to the capture thread, {@link #pump} to the other.
 */
final class PumpedLine implements SoundSystem.CaptureLine {
    private static final Logger LOG = LoggerFactory.getLogger(PumpedLine.class);
    private static final long IDLE_NS = 2_000_000;
    private static final int DEAD_READS = 3;
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);

    private final SoundSystem.CaptureLine line;
    private final CaptureFormat format;
    private final int frameBytes;
    private final byte[] ring;
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong taken = new AtomicLong();
    private final Thread thread;
    private volatile boolean dead;
    private volatile boolean stopping;

    /**
     * Starts to read.
     *
     * @param line taken over
     * @param frameBytes bytes in a frame
     * @param ringFrames kept for a reader that is late; then the line itself runs over
     */
    PumpedLine(SoundSystem.CaptureLine line, int frameBytes, int ringFrames) {
        this.line = line;
        this.format = line.format();
        this.frameBytes = frameBytes;
        this.ring = new byte[frameBytes * ringFrames];
        this.thread = Thread.ofPlatform().daemon().name("sound-line").start(this::pump);
    }

    @Override
    public CaptureFormat format() {
        return format;
    }

    /** Frames in the ring; of a dead line some that then cannot be read, as the sound system itself has it. */
    @Override
    public int availableFrames() {
        int frames = (int) ((written.get() - taken.get()) / frameBytes);
        return frames == 0 && dead ? format.sampleRate() : frames;
    }

    @Override
    public int read(byte[] into, int frames) {
        long from = taken.get();
        int bytes = (int) Math.min((long) frames * frameBytes, written.get() - from);
        int at = (int) (from % ring.length);
        int first = Math.min(bytes, ring.length - at);
        System.arraycopy(ring, at, into, 0, first);
        System.arraycopy(ring, 0, into, first, bytes - first);
        taken.set(from + bytes);
        return bytes / frameBytes;
    }

    private void pump() {
        byte[] raw = new byte[frameBytes * format.sampleRate() / 50];
        int deadReads = 0;
        try {
            while (!stopping && deadReads < DEAD_READS) {
                int room = (int) (ring.length - (written.get() - taken.get()));
                int frames = Math.min(Math.min(line.availableFrames(), raw.length / frameBytes), room / frameBytes);
                int got = frames > 0 ? line.read(raw, frames) : 0;
                if (got > 0) {
                    put(raw, got * frameBytes);
                    deadReads = 0;
                } else {
                    deadReads += frames > 0 ? 1 : 0;
                    LockSupport.parkNanos(IDLE_NS);
                }
            }
            dead = true;
        } finally {
            line.close();
        }
    }

    private void put(byte[] raw, int bytes) {
        long to = written.get();
        int at = (int) (to % ring.length);
        int first = Math.min(bytes, ring.length - at);
        System.arraycopy(raw, 0, ring, at, first);
        System.arraycopy(raw, first, ring, 0, bytes - first);
        written.set(to + bytes);
    }

    @Override
    public void close() {
        stopping = true;
        LockSupport.unpark(thread);
        try {
            if (!thread.join(CLOSE_LIMIT)) {
                LOG.warn("sound line does not close, its thread is left behind limitMs={}", CLOSE_LIMIT.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
