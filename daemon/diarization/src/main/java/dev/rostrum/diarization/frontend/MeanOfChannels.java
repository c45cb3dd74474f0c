package dev.rostrum.diarization.frontend;

import dev.rostrum.diarization.frontend.array.ArrayFrontEnd;

/**
 * All channels as one, by their mean: for recordings that give each speaker a channel. Microphones of an array belong
 * into {@link ArrayFrontEnd}, for here what reaches them at different times partly cancels.
 */
public final class MeanOfChannels implements FrontEnd {
    private float[] mean = new float[0];

    @Override
    public void accept(SoundBlock block, MonoSink out) {
        int frames = block.frames();
        if (mean.length < frames) {
            mean = new float[frames];
        }
        for (int i = 0; i < frames; i++) {
            double sum = 0;
            for (int channel = 0; channel < block.channels(); channel++) {
                sum += block.channel(channel)[i];
            }
            mean[i] = (float) (sum / block.channels());
        }
        out.accept(block.positionFrames(), mean, 0, frames);
    }
}
