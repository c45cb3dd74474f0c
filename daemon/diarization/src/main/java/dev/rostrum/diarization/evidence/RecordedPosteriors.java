package dev.rostrum.diarization.evidence;

import dev.rostrum.model.segmentation.FrameGrid;
import dev.rostrum.model.segmentation.SpeakerPosteriors;

/** Posteriors as numbers: read back from a recording, or made by a test. Immutable. */
public final class RecordedPosteriors implements SpeakerPosteriors {
    private final long firstSample;
    private final FrameGrid grid;
    private final int localSpeakers;
    private final float[] active;
    private final float[] speech;
    private final float[] overlap;
    private final byte[] hardMasks;

    /**
     * All arrays are kept, not copied: the caller gives them away.
     *
     * @param active row-major {@code [frames][localSpeakers]}
     * @param speechOverlap {@code speech[frames]} and {@code overlap[frames]}
     * @param hardMasks bit per local speaker, {@code [frames]}
     */
    public RecordedPosteriors(
            long firstSample, FrameGrid grid, float[] active, float[][] speechOverlap, byte[] hardMasks) {
        this.firstSample = firstSample;
        this.grid = grid;
        this.active = active;
        this.speech = speechOverlap[0];
        this.overlap = speechOverlap[1];
        this.hardMasks = hardMasks;
        this.localSpeakers = hardMasks.length == 0 ? 0 : active.length / hardMasks.length;
        if (speech.length != hardMasks.length
                || overlap.length != hardMasks.length
                || active.length != localSpeakers * hardMasks.length) {
            throw new IllegalArgumentException("active=" + active.length + " speech=" + speech.length + " overlap="
                    + overlap.length + " hardMasks=" + hardMasks.length);
        }
    }

    /**
     * A copy of frames of other posteriors, from {@code from} on; where those end, nobody speaks.
     *
     * @param firstSample stream position at which frame {@code from} begins
     * @param frames how many there are then
     */
    public static RecordedPosteriors copyOf(SpeakerPosteriors other, int from, int frames, long firstSample) {
        int locals = other.localSpeakers();
        float[] active = new float[frames * locals];
        float[][] speechOverlap = new float[2][frames];
        byte[] masks = new byte[frames];
        for (int frame = 0; frame < Math.min(frames, other.frames() - from); frame++) {
            for (int local = 0; local < locals; local++) {
                active[frame * locals + local] = other.active(frame + from, local);
            }
            speechOverlap[0][frame] = other.speech(frame + from);
            speechOverlap[1][frame] = other.overlap(frame + from);
            masks[frame] = (byte) other.hardMask(frame + from);
        }
        return new RecordedPosteriors(firstSample, other.grid(), active, speechOverlap, masks);
    }

    @Override
    public long firstSample() {
        return firstSample;
    }

    @Override
    public FrameGrid grid() {
        return grid;
    }

    @Override
    public int frames() {
        return hardMasks.length;
    }

    @Override
    public int localSpeakers() {
        return localSpeakers;
    }

    @Override
    public float active(int frame, int speaker) {
        return active[frame * localSpeakers + speaker];
    }

    @Override
    public float speech(int frame) {
        return speech[frame];
    }

    @Override
    public float overlap(int frame) {
        return overlap[frame];
    }

    @Override
    public int hardMask(int frame) {
        return hardMasks[frame];
    }
}
