package dev.rostrum.diarization.tracking.frame;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Who speaks in each of some frames: up to two speakers, the surer one first. Speakers are indices into a list that the
 * maker states.
 */
public final class FrameLabels {
    /** Nobody. */
    public static final int NONE = -1;

    private final long firstFrame;
    private final int[] first;
    private final int[] second;
    private final float[] confidence;

    /** {@code frames} frames from stream frame {@code firstFrame} on, nobody in any. */
    public FrameLabels(long firstFrame, int frames) {
        this.firstFrame = firstFrame;
        first = new int[frames];
        second = new int[frames];
        confidence = new float[frames];
        Arrays.fill(first, NONE);
        Arrays.fill(second, NONE);
    }

    /** Stream number of frame 0. */
    public long firstFrame() {
        return firstFrame;
    }

    /** How many frames these are. */
    public int frames() {
        return first.length;
    }

    /** The surer speaker in frame {@code i} of these, or {@link #NONE}. */
    public int first(int i) {
        return first[i];
    }

    /** The other speaker where two speak, or {@link #NONE}. */
    public int second(int i) {
        return second[i];
    }

    /** Probability, as the labeller sees it, that the surer speaker is right. */
    public float confidence(int i) {
        return confidence[i];
    }

    /** The labels of {@code count} frames from stream frame {@code from} on; all of them are in these. */
    public FrameLabels of(long from, int count) {
        FrameLabels out = new FrameLabels(from, count);
        int skipped = (int) (from - firstFrame);
        for (int i = 0; i < count; i++) {
            out.set(i, first[skipped + i], second[skipped + i], confidence[skipped + i]);
        }
        return out;
    }

    /** In how many frames {@code speaker} speaks. */
    public int framesOf(int speaker) {
        return (int) IntStream.range(0, frames())
                .filter(i -> first[i] == speaker || second[i] == speaker)
                .count();
    }

    /** The same labels with speaker {@code v} called {@code rank[v]}. */
    public FrameLabels renumbered(int[] rank) {
        FrameLabels out = new FrameLabels(firstFrame, frames());
        for (int i = 0; i < frames(); i++) {
            out.set(
                    i,
                    first[i] == NONE ? NONE : rank[first[i]],
                    second[i] == NONE ? NONE : rank[second[i]],
                    confidence[i]);
        }
        return out;
    }

    /** Says who speaks in frame {@code i} of these: {@link #NONE} for nobody or nobody else. */
    public void set(int i, int firstSpeaker, int secondSpeaker, float sureness) {
        first[i] = firstSpeaker;
        second[i] = secondSpeaker;
        confidence[i] = sureness;
    }
}
