package dev.rostrum.diarization.pipeline;

import dev.rostrum.model.embedding.EmbeddingNetwork;

/** A network for tests: the mean of the log-mel frames over time, its own mean removed, is the voice. */
public final class MeanEmbedding implements EmbeddingNetwork {
    private final int mels;
    private int calls;

    public MeanEmbedding(int mels) {
        this.mels = mels;
    }

    public int calls() {
        return calls;
    }

    @Override
    public int size() {
        return mels;
    }

    @Override
    public int mels() {
        return mels;
    }

    @Override
    public int shortestFrames() {
        return 20;
    }

    @Override
    public float[] embed(float[] logMel, int frames) {
        calls++;
        float[] mean = new float[mels];
        float all = 0;
        for (int i = 0; i < frames * mels; i++) {
            mean[i % mels] += logMel[i] / frames;
            all += logMel[i] / frames / mels;
        }
        for (int i = 0; i < mels; i++) {
            mean[i] -= all;
        }
        return mean;
    }
}
