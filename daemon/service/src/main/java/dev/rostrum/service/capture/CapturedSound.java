package dev.rostrum.service.capture;

import dev.rostrum.diarization.frontend.SoundBlock;
import dev.rostrum.diarization.frontend.SoundFormat;
import dev.rostrum.drivers.audio.AudioBlock;
import dev.rostrum.drivers.audio.CaptureFormat;

/**
 * A driver's block as a front end takes it.
 *
 * @param block whose samples these are
 */
public record CapturedSound(AudioBlock block) implements SoundBlock {
    /** What a source delivers, as a front end is told. */
    public static SoundFormat format(CaptureFormat format) {
        return new SoundFormat(format.sampleRate(), format.channels(), format.numbers());
    }

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
