package dev.rostrum.diarization.timeline;

import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.diarization.timeline.SpeechTurn.Certainty;
import dev.rostrum.diarization.tracking.OnlineDiarizer;
import dev.rostrum.diarization.tracking.OnlineDiarizer.Decision;
import dev.rostrum.diarization.tracking.frame.FrameLabels;
import java.util.ArrayList;
import java.util.List;

/** Frames of one speaker put together to stretches of speech. Plain. */
final class LabelSegments {
    private final OnlineDiarizer diarizer;
    private final Decision decision;
    private final int bridgeSamples;
    private final long heardToSample;

    /**
     * @param diarizer that decided
     * @param bridgeSamples a shorter pause does not end a stretch
     * @param heardToSample one past the last sample heard: the last frame may stand for more than was, a stretch does not
     */
    LabelSegments(OnlineDiarizer diarizer, Decision decision, int bridgeSamples, long heardToSample) {
        this.diarizer = diarizer;
        this.decision = decision;
        this.bridgeSamples = bridgeSamples;
        this.heardToSample = heardToSample;
    }

    /** All of them, by time. */
    List<LabelSegment> byTime() {
        List<LabelSegment> all = new ArrayList<>();
        for (int index = 0; index < decision.ids().size(); index++) {
            for (Run run : runs(index)) {
                if (sampleOf(run.first()) < heardToSample) {
                    all.add(stretch(index, run));
                }
            }
        }
        all.sort(LabelSegment.BY_TIME);
        return all;
    }

    /** Frames of one speaker; {@code end} is one past the last. */
    private record Run(int first, int end, double sureness, int frames) {
        Run and(int frame, float confidence) {
            return new Run(first, frame + 1, sureness + confidence, frames + 1);
        }
    }

    private List<Run> runs(int index) {
        FrameLabels labels = decision.labels();
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < labels.frames(); i++) {
            if (labels.first(i) != index && labels.second(i) != index) {
                continue;
            }
            if (!runs.isEmpty() && sampleOf(i) - sampleOf(runs.getLast().end()) <= bridgeSamples) {
                runs.add(runs.removeLast().and(i, labels.confidence(i)));
            } else {
                runs.add(new Run(i, i + 1, labels.confidence(i), 1));
            }
        }
        return runs;
    }

    private LabelSegment stretch(int index, Run run) {
        SpeakerId speaker = decision.ids().get(index);
        long firstFrame = decision.labels().firstFrame();
        return new LabelSegment(
                speaker,
                sampleOf(run.first()),
                Math.min(sampleOf(run.end()), heardToSample),
                decision.established().get(index) ? Certainty.CONFIRMED : Certainty.PROVISIONAL,
                (float) (run.sureness() / run.frames()),
                diarizer.bearing(speaker, firstFrame + run.first(), firstFrame + run.end()));
    }

    private long sampleOf(int frame) {
        return diarizer.sampleOf(decision.labels().firstFrame() + frame);
    }
}
