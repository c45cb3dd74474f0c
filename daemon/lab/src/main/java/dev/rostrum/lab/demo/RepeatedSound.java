package dev.rostrum.lab.demo;

import dev.rostrum.drivers.audio.AudioBlock;
import dev.rostrum.drivers.audio.AudioSource;
import dev.rostrum.drivers.audio.CaptureFormat;

/** A microphone that hears one stretch of sound over and over, and is at its end after a stated length. */
final class RepeatedSound implements AudioSource {
    private final CaptureFormat format;
    private final float[] sound;
    private final long totalFrames;
    private long position;

    /** Mono at {@code sampleRate}; {@code sound} is not changed and not copied. */
    RepeatedSound(float[] sound, int sampleRate, long totalFrames) {
        this.sound = sound;
        this.format = new CaptureFormat(sampleRate, 1);
        this.totalFrames = totalFrames;
    }

    @Override
    public CaptureFormat open() {
        position = 0;
        return format;
    }

    @Override
    public Outcome read(AudioBlock block) {
        if (position >= totalFrames) {
            return Outcome.END;
        }
        float[] into = block.channel(0);
        for (int i = 0; i < block.capacityFrames(); i++) {
            into[i] = sound[(int) ((position + i) % sound.length)];
        }
        block.filled(block.capacityFrames(), position, 0);
        position += block.capacityFrames();
        return Outcome.FRAMES;
    }

    @Override
    public void close() {
        position = totalFrames;
    }
}
