package dev.rostrum.diarization.tracking.frame;

import dev.rostrum.diarization.speakers.SpeakerId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The speakers published for each frame, up to two. Keeps state: two numbers a frame, from the oldest frame not
 * forgotten on. Analysis thread.
 */
public final class LabelHistory {
    private static final int NOBODY = 0;
    private static final int GROWTH = 4096;

    private long firstFrame;
    private int[] first = new int[GROWTH];
    private int[] second = new int[GROWTH];

    /** From stream frame {@code firstFrame} on, nobody yet. */
    public LabelHistory(long firstFrame) {
        this.firstFrame = firstFrame;
    }

    /** Says who was published; labels of frames that are known already take their place. */
    public void put(FrameLabels labels, java.util.List<SpeakerId> ids) {
        for (int i = 0; i < labels.frames(); i++) {
            int at = Math.toIntExact(labels.firstFrame() + i - firstFrame);
            if (at < 0) {
                continue;
            }
            if (at >= first.length) {
                first = Arrays.copyOf(first, at + GROWTH);
                second = Arrays.copyOf(second, at + GROWTH);
            }
            first[at] = number(labels.first(i), ids);
            second[at] = number(labels.second(i), ids);
        }
    }

    private static int number(int speaker, java.util.List<SpeakerId> ids) {
        return speaker == FrameLabels.NONE ? NOBODY : ids.get(speaker).number();
    }

    /** Whether {@code id} is one of those published for {@code frame}. */
    public boolean speaks(long frame, SpeakerId id) {
        long at = frame - firstFrame;
        return at >= 0 && at < first.length && (first[(int) at] == id.number() || second[(int) at] == id.number());
    }

    /** Who speaks in {@code frame}; the surer of two. */
    @Nullable
    public SpeakerId at(long frame) {
        long at = frame - firstFrame;
        return at < 0 || at >= first.length || first[(int) at] == NOBODY ? null : new SpeakerId(first[(int) at]);
    }

    /** Drops the frames before stream frame {@code frame}. */
    public void forgetBefore(long frame) {
        int drop = Math.clamp(frame - firstFrame, 0, first.length);
        first = Arrays.copyOfRange(first, drop, Math.max(drop + 1, first.length));
        second = Arrays.copyOfRange(second, drop, Math.max(drop + 1, second.length));
        firstFrame += drop;
    }
}
