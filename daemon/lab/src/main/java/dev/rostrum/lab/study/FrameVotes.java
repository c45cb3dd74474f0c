package dev.rostrum.lab.study;

import dev.rostrum.diarization.evidence.WindowEvidence;
import dev.rostrum.model.segmentation.FrameGrid;
import dev.rostrum.model.segmentation.SpeakerPosteriors;
import dev.rostrum.service.annotation.Annotation;
import dev.rostrum.service.annotation.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** What all windows of a recording together say of each frame: how many speak, and how much each name is meant. */
final class FrameVotes {
    private static final long NS_PER_SECOND = 1_000_000_000L;

    private final FrameGrid grid;
    private final List<String> names;
    private final double[] speech;
    private final double[] overlap;
    private final double[] number;
    private final int[] cover;
    private final double[][] votes;

    /** Nothing said yet of the frames that these windows reach; they begin at sample 0. */
    FrameVotes(List<WindowEvidence> windows, List<String> names) {
        SpeakerPosteriors last = windows.getLast().posteriors();
        this.grid = last.grid();
        this.names = names;
        int frames = first(last) + last.frames();
        speech = new double[frames];
        overlap = new double[frames];
        number = new double[frames];
        cover = new int[frames];
        votes = new double[frames][names.size()];
    }

    /** Adds a window; {@code nameOf} gives the index of each local speaker's name, a negative one for nobody. */
    void add(SpeakerPosteriors window, IntUnaryOperator nameOf) {
        for (int i = 0; i < window.frames(); i++) {
            int frame = first(window) + i;
            cover[frame]++;
            speech[frame] += window.speech(i);
            overlap[frame] += window.overlap(i);
            number[frame] += Integer.bitCount(window.hardMask(i));
            for (int local = 0; local < window.localSpeakers(); local++) {
                int name = nameOf.applyAsInt(local);
                if (name >= 0 && (window.hardMask(i) >> local & 1) == 1) {
                    votes[frame][name] += window.active(i, local);
                }
            }
        }
    }

    /** Labels with as many speakers in a frame as the windows' most probable classes hold in the mean, rounded. */
    Annotation byMeanNumber() {
        int[] count = new int[cover.length];
        for (int frame = 0; frame < count.length; frame++) {
            count[frame] = (int) Math.rint(number[frame] / Math.max(1, cover[frame]));
        }
        return labels(count);
    }

    /** Labels with one speaker where the mean probability of speech reaches the first limit, two where overlap does. */
    Annotation byMeanProbability(double speechAtLeast, double overlapAtLeast) {
        int[] count = new int[cover.length];
        for (int frame = 0; frame < count.length; frame++) {
            int windows = Math.max(1, cover[frame]);
            boolean one = speech[frame] / windows >= speechAtLeast;
            count[frame] = !one ? 0 : overlap[frame] / windows >= overlapAtLeast ? 2 : 1;
        }
        return labels(count);
    }

    private int first(SpeakerPosteriors window) {
        return Math.toIntExact(Math.round((double) window.firstSample() / grid.stepSamples()));
    }

    private Annotation labels(int[] count) {
        List<Annotation.Segment> segments = new ArrayList<>();
        for (int frame = 0; frame < count.length; frame++) {
            double[] left = votes[frame].clone();
            for (int i = 0; i < count[frame]; i++) {
                int best = best(left);
                if (best >= 0) {
                    segments.add(new Annotation.Segment(names.get(best), new Span(ns(frame), ns(frame + 1))));
                    left[best] = 0;
                }
            }
        }
        return Annotation.of(segments);
    }

    /** The name with most votes, -1 where nobody has any. */
    private static int best(double[] votes) {
        int best = -1;
        for (int name = 0; name < votes.length; name++) {
            if (votes[name] > (best < 0 ? 0 : votes[best])) {
                best = name;
            }
        }
        return best;
    }

    private long ns(int frame) {
        return Math.max(0, grid.startOf(frame)) * NS_PER_SECOND / grid.sampleRate();
    }
}
