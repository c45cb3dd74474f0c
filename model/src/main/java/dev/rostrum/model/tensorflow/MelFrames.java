package dev.rostrum.model.tensorflow;

import dev.rostrum.model.bundle.EmbeddingFacts;
import dev.rostrum.model.features.SlaneyScale;

/** What is done to mel frames, row-major {@code [frames][mels]}, that a network is given at once. Plain. */
final class MelFrames {
    /** Share of a Hann window's energy in its samples. */
    private static final double WINDOW_ENERGY = 0.375;

    private static final double TINY = 1e-20;

    private MelFrames() {}

    /** Removes each bin's mean over the frames. */
    static void subtractMean(float[] frames, int mels) {
        double[] sum = new double[mels];
        for (int i = 0; i < frames.length; i++) {
            sum[i % mels] += frames[i];
        }
        int count = frames.length / mels;
        for (int i = 0; i < frames.length; i++) {
            frames[i] = (float) (frames[i] - sum[i % mels] / count);
        }
    }

    /** Brings powers to the level that the network was trained at, where it wants one. */
    static void toLevel(float[] frames, EmbeddingFacts facts) {
        if (facts.levelDb().isEmpty()) {
            return;
        }
        double scale = scale(frames, facts);
        for (int i = 0; i < frames.length; i++) {
            frames[i] = (float) (frames[i] * scale);
        }
    }

    /** By Parseval, half of a frame's energy lies in the bins that the bands, at height 1, share among them. */
    private static double scale(float[] frames, EmbeddingFacts facts) {
        int mels = facts.frontEnd().mels();
        double[] areas = new double[mels];
        for (int m = 0; m < mels; m++) {
            areas[m] = (SlaneyScale.edge(facts.frontEnd(), m + 2) - SlaneyScale.edge(facts.frontEnd(), m)) / 2;
        }
        double energy = 0;
        for (int i = 0; i < frames.length; i++) {
            energy += frames[i] * areas[i % mels];
        }
        double fft = facts.frontEnd().fftSize();
        int count = frames.length / mels;
        double meanSquare = energy / count / (fft / 2 * facts.frontEnd().frameSamples() * WINDOW_ENERGY);
        return Math.pow(10, facts.levelDb().getAsDouble() / 10) / Math.max(meanSquare, TINY);
    }
}
