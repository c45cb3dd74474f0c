package dev.rostrum.diarization.tracking;

import dev.rostrum.diarization.evidence.WindowEvidence;
import dev.rostrum.diarization.speakers.SessionSpeakers;
import dev.rostrum.diarization.tracking.embedding.EmbeddingPool;
import dev.rostrum.diarization.tracking.embedding.EmbeddingTransform;
import dev.rostrum.diarization.tracking.embedding.Vectors;
import dev.rostrum.diarization.tracking.embedding.WeightedEmbedding;
import dev.rostrum.diarization.tracking.frame.FramePosteriors;
import dev.rostrum.model.segmentation.SpeakerPosteriors;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * One window as live labels and revision keep it. Immutable.
 *
 * @param firstFrame stream number of its first frame
 * @param posteriors who of its local speakers is active when
 * @param locals entries of the local speakers that had enough clean speech, by number
 */
record LocalSpeakers(long firstFrame, SpeakerPosteriors posteriors, Map<Integer, WeightedEmbedding> locals) {
    /** The speaker of a local speaker that nothing names. */
    static final int UNNAMED = -1;

    static LocalSpeakers of(WindowEvidence evidence, EmbeddingPool.Settings settings, EmbeddingTransform space) {
        Map<Integer, WeightedEmbedding> locals = new TreeMap<>();
        evidence.locals().forEach((local, heard) -> {
            double weight = settings.localWeight() * heard.cleanSeconds();
            locals.put(local, WeightedEmbedding.of(heard, weight, false, space));
        });
        SpeakerPosteriors posteriors = evidence.posteriors();
        return new LocalSpeakers(FramePosteriors.frameOf(posteriors), posteriors, locals);
    }

    long endFrame() {
        return firstFrame + posteriors.frames();
    }

    /** Whether local speaker {@code local} is active at all. */
    boolean speaks(int local) {
        for (int i = 0; i < posteriors.frames(); i++) {
            if ((posteriors.hardMask(i) >> local & 1) == 1) {
                return true;
            }
        }
        return false;
    }

    /** Share of the frames {@code from} to {@code to} of the stream in which the local speaker who has most of them is alone. */
    double alone(long from, long to) {
        int begin = Math.clamp(from - firstFrame, 0, posteriors.frames());
        int end = Math.clamp(to - firstFrame, 0, posteriors.frames());
        int[] frames = new int[posteriors.localSpeakers()];
        for (int i = begin; i < end; i++) {
            int mask = posteriors.hardMask(i);
            if (Integer.bitCount(mask) == 1) {
                frames[Integer.numberOfTrailingZeros(mask)]++;
            }
        }
        return (double) Arrays.stream(frames).max().orElse(0) / Math.max(1, end - begin);
    }

    /**
     * Names local speakers, each speaker at most once if {@code cannotLinks}: two locals of one window are two people.
     *
     * @param gain {@code [locals][speakers]} how well each speaker fits
     * @param cannotLinks else each local speaker is named for itself
     * @return speaker of each local, or {@link #UNNAMED}
     */
    int[] named(double[][] gain, boolean cannotLinks) {
        int[] speaking = IntStream.range(0, posteriors.localSpeakers())
                .filter(this::speaks)
                .toArray();
        int[] speaker = new int[posteriors.localSpeakers()];
        Arrays.fill(speaker, UNNAMED);
        if (speaking.length == 0 || gain[0].length == 0) {
            return speaker;
        }
        double[][] rows = Arrays.stream(speaking).mapToObj(k -> gain[k]).toArray(double[][]::new);
        int[] matched = cannotLinks
                ? LinearAssignment.maximise(rows)
                : Arrays.stream(rows).mapToInt(Vectors::largest).toArray();
        for (int i = 0; i < speaking.length; i++) {
            speaker[speaking[i]] = matched[i];
        }
        return speaker;
    }

    /**
     * How much likelier each local speaker is under each known speaker than under one never heard, in nats; 0 where it has
     * no entry: {@code [locals][speakers]}.
     */
    double[][] logRatios(SessionSpeakers known) {
        double[][] ratios = new double[posteriors.localSpeakers()][known.count()];
        locals.forEach((local, entry) -> ratios[local] = known.logRatios(entry.speaker(), entry.pieces()));
        return ratios;
    }

    /**
     * Adds this window's activity to the votes of the speakers that its local speakers were named.
     *
     * @param votes {@code [frames][speakers]} from stream frame {@code from} on
     */
    void vote(int[] speaker, long from, double[][] votes) {
        int begin = (int) Math.max(0, from - firstFrame);
        int end = (int) Math.min(posteriors.frames(), from + votes.length - firstFrame);
        for (int i = begin; i < end; i++) {
            int at = (int) (firstFrame + i - from);
            for (int local = 0; local < speaker.length; local++) {
                if (speaker[local] != UNNAMED) {
                    votes[at][speaker[local]] += posteriors.active(i, local);
                }
            }
        }
    }
}
