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
        int frames = all - drop;
        int kept = Math.clamp(before.frames() - drop, 0, frames);
        int locals = before.localSpeakers();
        float[] active = new float[frames * locals];
        float[][] speechOverlap = new float[2][frames];
        byte[] masks = new byte[frames];
        for (int frame = 0; frame < kept; frame++) {
            for (int local = 0; local < locals; local++) {
                active[frame * locals + local] = before.active(frame + drop, local);
            }
            speechOverlap[0][frame] = before.speech(frame + drop);
            speechOverlap[1][frame] = before.overlap(frame + drop);
            masks[frame] = (byte) before.hardMask(frame + drop);
        }
        return new RecordedPosteriors(
                before.firstSample() + (long) drop * grid.stepSamples(), grid, active, speechOverlap, masks);
    }

    /** Frames that fit into so many samples, as far from its end as from its beginning. */
    private static int frames(FrameGrid grid, long samples) {
        return (int) ((samples - 2L * grid.firstCentreSamples()) / grid.stepSamples()) + 1;
    }
}
