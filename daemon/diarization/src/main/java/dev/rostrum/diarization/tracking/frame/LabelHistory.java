package dev.rostrum.diarization.tracking.frame;

import dev.rostrum.diarization.speakers.SpeakerId;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The speaker published for each frame, the surer of two. Keeps state: a number a frame, from the oldest frame not
 * forgotten on. Analysis thread.
 */
public final class LabelHistory {
    private static final int NOBODY = 0;
    private static final int GROWTH = 4096;

    private long firstFrame;
    private int[] speaker = new int[GROWTH];

    /** From stream frame {@code firstFrame} on, nobody yet. */
    public LabelHistory(long firstFrame) {
        this.firstFrame = firstFrame;
    }

    /** Says who was published; labels of frames that are known already take their place. */
    public void put(FrameLabels labels, List<SpeakerId> ids) {
        for (int i = 0; i < labels.frames(); i++) {
            int at = Math.toIntExact(labels.firstFrame() + i - firstFrame);
            if (at < 0) {
                continue;
            }
            if (at >= speaker.length) {
                speaker = Arrays.copyOf(speaker, at + GROWTH);
            }
            speaker[at] = number(labels.first(i), ids);
        }
    }

    private static int number(int index, List<SpeakerId> ids) {
        return index == FrameLabels.NONE ? NOBODY : ids.get(index).number();
    }

    /** Who speaks in {@code frame}. */
    @Nullable
    public SpeakerId at(long frame) {
        long at = frame - firstFrame;
        return at < 0 || at >= speaker.length || speaker[(int) at] == NOBODY ? null : new SpeakerId(speaker[(int) at]);
    }

    /** Drops the frames before stream frame {@code frame}. */
    public void forgetBefore(long frame) {
        int drop = Math.clamp(frame - firstFrame, 0, speaker.length);
        speaker = Arrays.copyOfRange(speaker, drop, Math.max(drop + 1, speaker.length));
        firstFrame += drop;
    }
}
