package dev.rostrum.model.segmentation;

/** Says who of a few local speakers is active in each frame of a window. Not thread-safe: one caller at a time. */
public interface SegmentationNetwork {
    /** Frame geometry of every answer. */
    FrameGrid grid();

    /** Longest window in samples; the one the network was trained on. */
    int windowSamples();

    /** Shortest window in samples that gives a meaningful answer. */
    int shortestWindowSamples();

    /**
     * Runs the network on the window's true length; a short window is never padded.
     *
     * @param firstSample stream position of {@code samples[offset]}, carried into the answer
     * @param samples mono, in [-1, 1]; LENT for the call
     * @throws IllegalArgumentException if {@code length} is outside {@link #shortestWindowSamples()} to {@link #windowSamples()}
     */
    SpeakerPosteriors segment(long firstSample, float[] samples, int offset, int length);

    /**
     * The same of sound that is heard louder or quieter than it is. A network may keep what it learnt of samples that
     * the next call brings again, so whoever feeds a stream gives it as it came and lets the gain change.
     */
    default SpeakerPosteriors segment(HeardSound sound) {
        return segment(sound.firstSample(), sound.scaled(), 0, sound.length());
    }

    /**
     * The same of the next window of a stream whose last one was heard before: of the frames that both share, those that
     * have sound enough behind them may keep the answer that they had, in the same local speakers. So the answer may begin
     * up to a frame beside {@code next.firstSample()}, and costs less. Not for the first window behind a hole. A network
     * that cannot go on hears the window whole, as {@link #segment(HeardSound)} does. Whoever wraps a network hands this on.
     */
    SpeakerPosteriors follow(HeardSound next);
}
