package dev.rostrum.model.segmentation;

/**
 * Where the frames of a segmentation network lie in time. Frame {@code i} of a window that starts at sample
 * {@code s} is centred at {@code s + firstCentreSamples + i * stepSamples}; a run of active frames {@code i..j}
 * covers half a step either side of the centres of {@code i} and {@code j}.
 *
 * @param sampleRate samples per second
 * @param firstCentreSamples centre of frame 0, in samples from the start of the window
 * @param stepSamples distance between frame centres
 */
public record FrameGrid(int sampleRate, int firstCentreSamples, int stepSamples) {
    public FrameGrid {
        if (sampleRate <= 0 || stepSamples <= 0 || firstCentreSamples < 0) {
            throw new IllegalArgumentException("sampleRate=" + sampleRate + " firstCentreSamples=" + firstCentreSamples
                    + " stepSamples=" + stepSamples);
        }
    }

    /** First sample that frame {@code frame} stands for, relative to the window's start. */
    public int startOf(int frame) {
        return firstCentreSamples - stepSamples / 2 + frame * stepSamples;
    }
}
