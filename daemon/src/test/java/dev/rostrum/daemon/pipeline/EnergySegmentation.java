package dev.rostrum.daemon.pipeline;

import dev.rostrum.daemon.evidence.RecordedPosteriors;
import dev.rostrum.model.segmentation.FrameGrid;
import dev.rostrum.model.segmentation.SegmentationNetwork;
import dev.rostrum.model.segmentation.SpeakerPosteriors;

/**
 * A network for tests that tells two talkers apart by loudness: a frame whose peak lies in [0.1, 0.4) is local
 * speaker 0, one from 0.4 on is local speaker 1, anything below is silence.
 */
final class EnergySegmentation implements SegmentationNetwork {
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
    public SpeakerPosteriors segment(long firstSample, float[] samples, int offset, int length) {
        int frames = (length - 991) / 270 + 1;
        float[] active = new float[frames * 2];
        float[][] speechOverlap = new float[2][frames];
        byte[] masks = new byte[frames];
        for (int frame = 0; frame < frames; frame++) {
            float peak = 0;
            for (int i = 0; i < 270; i++) {
                peak = Math.max(peak, Math.abs(samples[offset + GRID.startOf(frame) + i]));
            }
            if (peak >= 0.1f) {
                int speaker = peak < 0.4f ? 0 : 1;
                active[frame * 2 + speaker] = 0.9f;
                speechOverlap[0][frame] = 0.9f;
                masks[frame] = (byte) (1 << speaker);
            }
        }
        return new RecordedPosteriors(firstSample, GRID, active, speechOverlap, masks);
    }
}
