package dev.rostrum.diarization.tracking.frame;

import dev.rostrum.model.segmentation.FrameGrid;
import dev.rostrum.model.segmentation.SpeakerPosteriors;
import java.util.Arrays;

/**
 * What all windows together say of each frame of the stream: means of the probabilities of speech and
 * overlap. Frames are numbered from the stream's beginning on one grid of the network's step; a window's frames go to the
 * nearest. Keeps state: three numbers a frame, from the oldest frame not forgotten on. Analysis thread.
 */
public final class FramePosteriors {
    /**
     * A frame has a speaker, and has two, where that is likelier than not: named at a lower posterior, a speaker adds more
     * time in false alarms than it saves in misses.
     */
    public static final double LIKELY = 0.5;

    private static final int GROWTH = 4096;

    private final FrameGrid grid;
    private long firstFrame;
    private int frames;
    private float[] windows = new float[GROWTH];
    private float[] speech = new float[GROWTH];
    private float[] overlap = new float[GROWTH];

    /** Before the first window; {@code grid} is that of all windows. */
    public FramePosteriors(FrameGrid grid) {
        this.grid = grid;
    }

    /** The frame of the stream nearest to the window's first. */
    public static long frameOf(SpeakerPosteriors window) {
        int step = window.grid().stepSamples();
        return Math.floorDiv(window.firstSample() + step / 2, step);
    }

    /** Adds what one window says. */
    public void add(SpeakerPosteriors window) {
        long from = frameOf(window);
        if (frames == 0) {
            firstFrame = from;
        }
        for (int i = 0; i < window.frames(); i++) {
            int at = Math.toIntExact(from + i - firstFrame);
            if (at < 0) {
                continue;
            }
            reserve(at + 1);
            windows[at]++;
            speech[at] += window.speech(i);
            overlap[at] += window.overlap(i);
        }
    }

    private void reserve(int count) {
        if (count > windows.length) {
            windows = Arrays.copyOf(windows, count + GROWTH);
            speech = Arrays.copyOf(speech, count + GROWTH);
            overlap = Arrays.copyOf(overlap, count + GROWTH);
        }
        frames = Math.max(frames, count);
    }

    /** Mean probability that anybody talks; 0 where no window was heard. */
    public double speech(long frame) {
        return mean(speech, frame);
    }

    /** Mean probability that two or more talk; 0 where no window was heard. */
    public double overlap(long frame) {
        return mean(overlap, frame);
    }

    private double mean(float[] sums, long frame) {
        long at = frame - firstFrame;
        return at < 0 || at >= frames || windows[(int) at] == 0 ? 0 : sums[(int) at] / windows[(int) at];
    }

    /** First frame that is kept. */
    public long firstFrame() {
        return firstFrame;
    }

    /** One past the last frame heard. */
    public long endFrame() {
        return firstFrame + frames;
    }

    /** First sample that {@code frame} of the stream stands for. */
    public long sampleOf(long frame) {
        return frame * grid.stepSamples() + grid.startOf(0);
    }

    /** The frame of the stream that {@code sample} falls into. */
    public long frameAt(long sample) {
        return Math.floorDiv(sample - grid.startOf(0), (long) grid.stepSamples());
    }

    /** The number of frames in {@code seconds}. */
    public int framesIn(double seconds) {
        return (int) Math.round(seconds * grid.sampleRate() / grid.stepSamples());
    }

    /** Drops all before {@code frame}. */
    public void forgetBefore(long frame) {
        int drop = Math.clamp(frame - firstFrame, 0, frames);
        for (float[] sums : new float[][] {windows, speech, overlap}) {
            System.arraycopy(sums, drop, sums, 0, frames - drop);
            Arrays.fill(sums, frames - drop, frames, 0);
        }
        firstFrame += drop;
        frames -= drop;
    }

    /** The means of frames {@code from} to {@code to}, to be read by another thread. */
    public Means copy(long from, long to) {
        Means copy = new Means(from, new float[(int) (to - from)], new float[(int) (to - from)]);
        for (long frame = from; frame < to; frame++) {
            copy.speech[(int) (frame - from)] = (float) speech(frame);
            copy.overlap[(int) (frame - from)] = (float) overlap(frame);
        }
        return copy;
    }

    /** Means of some frames. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Means(long firstFrame, float[] speech, float[] overlap) {
        public int frames() {
            return speech.length;
        }

        /** Frames behind {@code frame} are at least as likely speech as that frame, with at least its votes. */
        public void hold(int frame, double[][] votes) {
            for (int i = frame + 1; frame >= 0 && i < frames(); i++) {
                speech[i] = Math.max(speech[i], speech[frame]);
                for (int k = 0; k < votes[i].length; k++) {
                    votes[i][k] = Math.max(votes[i][k], votes[frame][k]);
                }
            }
        }
    }
}
