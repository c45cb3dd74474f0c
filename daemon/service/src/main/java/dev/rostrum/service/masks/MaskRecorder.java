package dev.rostrum.service.masks;

import dev.rostrum.diarization.evidence.EvidenceSink;
import dev.rostrum.diarization.evidence.WindowEvidence;
import dev.rostrum.diarization.tracking.frame.FramePosteriors;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what the windows said of each frame, as it stood live and in the end, and hands everything on. Its state grows
 * with the recording: three numbers a frame for the end, two live. One thread.
 */
public final class MaskRecorder implements EvidenceSink {
    private static final int GROWTH = 4096;

    private final EvidenceSink next;
    private final long latencySamples;
    private @Nullable FramePosteriors board;
    private float[] liveSpeech = new float[GROWTH];
    private float[] liveOverlap = new float[GROWTH];
    private int frozen;
    private long endSample;

    /**
     * Before the first window.
     *
     * @param next gets all that this gets
     * @param latencySamples an instant's live state is of the windows that had ended so much later
     */
    public MaskRecorder(EvidenceSink next, long latencySamples) {
        this.next = next;
        this.latencySamples = latencySamples;
    }

    @Override
    public void accept(WindowEvidence evidence) {
        FramePosteriors heard = board;
        if (heard == null) {
            heard = new FramePosteriors(evidence.posteriors().grid());
            board = heard;
        } else {
            // frames that far back do without this window and all that follow
            freeze(heard, heard.frameAt(evidence.endSample() - latencySamples - 1) + 1);
        }
        heard.add(evidence.posteriors());
        next.accept(evidence);
    }

    @Override
    public void gap(long fromSample, long toSample) {
        next.gap(fromSample, toSample);
    }

    @Override
    public void finish(long atSample) {
        endSample = atSample;
        next.finish(atSample);
    }

    /** How long the recording was, in samples of the networks' rate. */
    long endSample() {
        return endSample;
    }

    /** The state after the last window. */
    public FrameProbabilities last() {
        return Optional.ofNullable(board)
                .<FrameProbabilities>map(heard -> sample -> new FrameProbabilities.Activity(
                        heard.speech(heard.frameAt(sample)), heard.overlap(heard.frameAt(sample))))
                .orElse(FrameProbabilities.SILENCE);
    }

    /** The state at the latency. */
    public FrameProbabilities live() {
        FramePosteriors heard = board;
        if (heard == null) {
            return FrameProbabilities.SILENCE;
        }
        freeze(heard, heard.endFrame());
        return sample -> {
            long at = heard.frameAt(sample) - heard.firstFrame();
            return at < 0 || at >= frozen
                    ? FrameProbabilities.Activity.NONE
                    : new FrameProbabilities.Activity(liveSpeech[(int) at], liveOverlap[(int) at]);
        };
    }

    private void freeze(FramePosteriors heard, long untilFrame) {
        int until = (int) (Math.min(untilFrame, heard.endFrame()) - heard.firstFrame());
        if (until > liveSpeech.length) {
            liveSpeech = Arrays.copyOf(liveSpeech, until + GROWTH);
            liveOverlap = Arrays.copyOf(liveOverlap, until + GROWTH);
        }
        for (; frozen < until; frozen++) {
            liveSpeech[frozen] = (float) heard.speech(heard.firstFrame() + frozen);
            liveOverlap[frozen] = (float) heard.overlap(heard.firstFrame() + frozen);
        }
    }
}
