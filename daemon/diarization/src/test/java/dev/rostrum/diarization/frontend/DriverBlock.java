package dev.rostrum.diarization.frontend;

import dev.rostrum.drivers.audio.AudioBlock;

/** A block of the simulated drivers as a front end takes it. */
public record DriverBlock(AudioBlock block) implements SoundBlock {
    @Override
    public int channels() {
        return block.channels();
    }

    @Override
    public int frames() {
        return block.frames();
    }

    @Override
    public long positionFrames() {
        return block.positionFrames();
    }

    @Override
    public float[] channel(int channel) {
        return block.channel(channel);
    }
}
