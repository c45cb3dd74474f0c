package dev.rostrum.lab.study;

import dev.rostrum.diarization.evidence.WindowEvidence;
import dev.rostrum.diarization.tracking.LinearAssignment;
import dev.rostrum.model.segmentation.SpeakerPosteriors;
import dev.rostrum.service.annotation.Annotation;
import dev.rostrum.service.annotation.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * Labels from what the segmentation said of each window, with every local speaker given the name of the speaker whom he
 * speaks together with most, one to one: perfect identity on our segmentation. Where a local speaker is two people,
 * or nobody, no name can be right.
 */
final class PerfectNames {
    /** In a frame, as in the revision: mean probability of speech, and of overlap. */
    private static final double SPEECH = 0.4;

    private static final double OVERLAP = 0.4;
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final String NOBODY = "nobody";

    private PerfectNames() {}

    /** Labels of a whole recording. */
    static Annotation labels(List<WindowEvidence> windows, Annotation truth) {
        if (windows.isEmpty()) {
            return Annotation.empty();
        }
        List<String> names = new ArrayList<>(truth.speakers());
        names.add(NOBODY);
        FrameVotes votes = new FrameVotes(windows, names);
        for (WindowEvidence window : windows) {
            int[] speakerOf = speakers(window.posteriors(), truth, names);
            votes.add(window.posteriors(), local -> speakerOf[local]);
        }
        return votes.byMeanProbability(SPEECH, OVERLAP);
    }

    private static int[] speakers(SpeakerPosteriors window, Annotation truth, List<String> names) {
        int nobody = names.size() - 1;
        double[][] together = new double[window.localSpeakers()][nobody];
        for (int speaker = 0; speaker < nobody; speaker++) {
            for (Span span : truth.of(names.get(speaker)).list()) {
                int from = frameAt(window, span.from());
                int to = frameAt(window, span.to());
                for (int frame = Math.max(0, from); frame < Math.min(window.frames(), to); frame++) {
                    for (int local = 0; local < together.length; local++) {
                        together[local][speaker] += window.hardMask(frame) >> local & 1;
                    }
                }
            }
        }
        int[] speakerOf = LinearAssignment.maximise(together);
        for (int local = 0; local < speakerOf.length; local++) {
            if (speakerOf[local] < 0 || together[local][speakerOf[local]] == 0) {
                speakerOf[local] = nobody;
            }
        }
        return speakerOf;
    }

    /** The first frame whose centre does not lie before this instant. */
    private static int frameAt(SpeakerPosteriors window, long ns) {
        long samples = Math.ceilDiv(ns * window.grid().sampleRate(), NS_PER_SECOND)
                - window.firstSample()
                - window.grid().firstCentreSamples();
        return Math.toIntExact(Math.ceilDiv(samples, window.grid().stepSamples()));
    }
}
