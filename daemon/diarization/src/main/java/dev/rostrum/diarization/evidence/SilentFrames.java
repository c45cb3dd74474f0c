package dev.rostrum.diarization.evidence;

import dev.rostrum.diarization.window.AudioWindow;
import dev.rostrum.model.segmentation.FrameGrid;
import dev.rostrum.model.segmentation.SpeakerPosteriors;

/** Posteriors of a window whose newest sound no network heard, since it is silent. Plain. */
final class SilentFrames {
    private SilentFrames() {}

    /** What {@code before} says of the frames that {@code window} still holds, then frames in which nobody speaks. */
    static SpeakerPosteriors after(SpeakerPosteriors before, AudioWindow window) {
        FrameGrid grid = before.grid();
        int all = frames(grid, window.endSample() - before.firstSample());
        int drop = Math.max(0, all - frames(grid, window.length()));
        long firstSample = before.firstSample() + (long) drop * grid.stepSamples();
        return RecordedPosteriors.copyOf(before, drop, all - drop, firstSample);
    }

    /** Frames that fit into so many samples, as far from its end as from its beginning. */
    private static int frames(FrameGrid grid, long samples) {
        return (int) ((samples - 2L * grid.firstCentreSamples()) / grid.stepSamples()) + 1;
    }
}
