package dev.rostrum.lab.demo;

import dev.rostrum.drivers.DeviceException;
import dev.rostrum.drivers.audio.AudioBlock;
import dev.rostrum.drivers.audio.AudioSource;
import dev.rostrum.drivers.audio.CaptureFormat;
import java.util.SplittableRandom;

/**
 * A microphone with every fault that capture has to live with: now and then it loses samples, is pulled out, and is
 * not there when looked for. Hears one stretch of sound over and over. Ends after a stated length.
 */
final class FaultySource implements AudioSource {
    private static final int MEAN_BLOCKS_BETWEEN_FAULTS = 15_000;
    private static final int LONGEST_GAP_FRAMES = 64_000;

    private final CaptureFormat format;
    private final float[] sound;
    private final long totalFrames;
    private final SplittableRandom random;
    private long heardFrames;
    private long position;
    private boolean absent;
    private volatile int faults;
    private volatile long allowedFrames;

    /** A microphone in front of {@code sound}, mono at {@code sampleRate}; not changed, not copied. */
    FaultySource(float[] sound, int sampleRate, long totalFrames, long seed) {
        this.sound = sound;
        this.format = new CaptureFormat(sampleRate, 1);
        this.totalFrames = totalFrames;
        this.random = new SplittableRandom(seed);
    }

    /** How many faults there were. Any thread. */
    int faults() {
        return faults;
    }

    /** Lets it deliver up to so many frames in all: those who inject faults need to keep up with it. Any thread. */
    void allow(long frames) {
        allowedFrames = frames;
    }

    @Override
    public CaptureFormat open() {
        if (absent && random.nextInt(3) > 0) {
            throw new DeviceException("soak: the microphone is not plugged in");
        }
        absent = false;
        position = 0;
        return format;
    }

    @Override
    @SuppressWarnings({"NonAtomicVolatileUpdate", "NonAtomicOperationOnVolatileField"}) // one writer
    public Outcome read(AudioBlock block) {
        if (heardFrames >= totalFrames) {
            return Outcome.END;
        }
        if (heardFrames >= allowedFrames) {
            return Outcome.NOT_YET;
        }
        long gap = 0;
        if (random.nextInt(MEAN_BLOCKS_BETWEEN_FAULTS) == 0) {
            faults++;
            if (random.nextBoolean()) {
                absent = true;
                return Outcome.LOST;
            }
            gap = 1L + random.nextInt(LONGEST_GAP_FRAMES);
        }
        position += gap;
        hear(block.channel(0), block.capacityFrames());
        block.filled(block.capacityFrames(), position, gap);
        position += block.capacityFrames();
        heardFrames += block.capacityFrames();
        return Outcome.FRAMES;
    }

    private void hear(float[] into, int frames) {
        int from = (int) (heardFrames % sound.length);
        int first = Math.min(frames, sound.length - from);
        System.arraycopy(sound, from, into, 0, first);
        System.arraycopy(sound, 0, into, first, frames - first);
    }

    @Override
    public void close() {
        position = 0;
    }
}
