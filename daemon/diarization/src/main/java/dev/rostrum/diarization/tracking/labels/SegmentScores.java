package dev.rostrum.diarization.tracking.labels;

import dev.rostrum.diarization.speakers.SessionSpeakers;
import dev.rostrum.diarization.tracking.embedding.EmbeddingTransform;
import dev.rostrum.diarization.tracking.embedding.Vectors;
import dev.rostrum.diarization.tracking.embedding.WeightedEmbedding;
import dev.rostrum.diarization.tracking.frame.FramePosteriors;
import java.util.Arrays;
import java.util.List;

/**
 * How much each frame sounds like each speaker: how much likelier the pieces that cover it are under each than under one
 * never heard, weighted by how central the frame is to the piece (a triangle).
 */
public final class SegmentScores {
    private final double[][] logRatio;
    private final double[] weight;
    private final double[] residualRatio;

    private SegmentScores(int frames, int speakers) {
        logRatio = new double[frames][speakers];
        weight = new double[frames];
        residualRatio = new double[frames];
    }

    /**
     * What pieces tell of {@code frames} frames.
     *
     * @param pieces of any time; only those that reach into the frames count
     * @param speakers the speakers
     * @param firstFrame stream number of frame 0
     */
    public static SegmentScores of(
            List<WeightedEmbedding> pieces,
            SessionSpeakers speakers,
            FramePosteriors board,
            long firstFrame,
            int frames) {
        SegmentScores scores = new SegmentScores(frames, speakers.count());
        for (WeightedEmbedding piece : pieces) {
            int from = (int) (board.frameAt(piece.fromSample()) - firstFrame);
            int to = (int) (board.frameAt(piece.toSample()) - firstFrame);
            if (to <= 0 || from >= frames) {
                continue;
            }
            double[] ratios = speakers.logRatios(piece.speaker(), piece.pieces());
            double half = (to - from) / 2.0;
            for (int i = Math.max(0, from); i < Math.min(frames, to); i++) {
                double w = 1 - Math.abs(i + 0.5 - from - half) / half;
                Vectors.add(scores.logRatio[i], w, ratios);
                scores.residualRatio[i] += w * piece.residualRatio();
                scores.weight[i] += w;
            }
        }
        for (int i = 0; i < frames; i++) {
            if (scores.weight[i] > 0) {
                scores.residualRatio[i] /= scores.weight[i];
                Vectors.add(scores.logRatio[i], 1 / scores.weight[i] - 1, scores.logRatio[i]);
            }
        }
        return scores;
    }

    /** Gives the frames behind the last piece what the last covered frame has. */
    public SegmentScores carriedOn() {
        int last = -1;
        for (int i = 0; i < weight.length; i++) {
            if (weight[i] > 0) {
                last = i;
            } else if (last >= 0) {
                weight[i] = weight[last];
                logRatio[i] = logRatio[last];
                residualRatio[i] = residualRatio[last];
            }
        }
        return this;
    }

    boolean covers(int frame) {
        return weight[frame] > 0;
    }

    /** {@link EmbeddingTransform#residualRatio} of what is heard at a covered frame. */
    double residualRatio(int frame) {
        return residualRatio[frame];
    }

    /** Ratio of the one of the first {@code speakers} that a frame sounds most like, in nats; minus infinity without any. */
    double closest(int frame, int speakers) {
        return Arrays.stream(logRatio[frame], 0, speakers).max().orElse(Double.NEGATIVE_INFINITY);
    }

    /** How much likelier a covered frame is under a speaker than under one never heard, in nats. */
    double logRatio(int frame, int speaker) {
        return logRatio[frame][speaker];
    }
}
