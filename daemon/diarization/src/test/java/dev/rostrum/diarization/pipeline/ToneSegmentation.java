package dev.rostrum.diarization.pipeline;

import dev.rostrum.diarization.evidence.RecordedPosteriors;
import dev.rostrum.model.segmentation.FrameGrid;
import dev.rostrum.model.segmentation.HeardSound;
import dev.rostrum.model.segmentation.SegmentationNetwork;
import dev.rostrum.model.segmentation.SpeakerPosteriors;

/**
 * A network for tests that tells two speakers apart by pitch: a frame that changes its sign in less than one sample of
 * eight is local speaker 0, one that does so more often is local speaker 1; where nothing sounds is silence.
 */
public final class ToneSegmentation implements SegmentationNetwork {
    static final int RATE = 16_000;
    private static final FrameGrid GRID = new FrameGrid(RATE, 495, 270);

    @Override
    public FrameGrid grid() {
        return GRID;
    }

    @Override
    public int windowSamples() {
        return 10 * RATE;
    }

    @Override
    public int shortestWindowSamples() {
        return RATE;
    }

    @Override
    public SpeakerPosteriors follow(HeardSound next) {
        return segment(next);
    }

    @Override
    public SpeakerPosteriors segment(long firstSample, float[] samples, int offset, int length) {
        int frames = (length - 991) / 270 + 1;
        float[] active = new float[frames * 2];
        float[][] speechOverlap = new float[2][frames];
        byte[] masks = new byte[frames];
        for (int frame = 0; frame < frames; frame++) {
            int speaker = speaker(samples, offset + GRID.startOf(frame));
            if (speaker >= 0) {
                active[frame * 2 + speaker] = 0.9f;
                speechOverlap[0][frame] = 0.9f;
                masks[frame] = (byte) (1 << speaker);
            }
        }
        return new RecordedPosteriors(firstSample, GRID, active, speechOverlap, masks);
    }

    /** Who sounds in the frame's step from {@code begin} on; -1 for nobody. */
    private static int speaker(float[] samples, int begin) {
        int sounding = 0;
        int changes = 0;
        for (int i = begin; i < begin + GRID.stepSamples(); i++) {
            sounding += samples[i] == 0 ? 0 : 1;
            changes += samples[i] * samples[i + 1] < 0 ? 1 : 0;
        }
        if (2 * sounding < GRID.stepSamples()) {
            return -1;
        }
        return 8 * changes < sounding ? 0 : 1;
    }
}
