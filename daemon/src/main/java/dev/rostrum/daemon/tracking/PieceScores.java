package dev.rostrum.daemon.tracking;

import java.util.Arrays;
import java.util.List;

/**
 * How much each frame sounds like each voice: the cosines of all pieces that cover it, weighted by how central it is
 * to the piece (a triangle).
 */
final class PieceScores {

    private final double[][] cosine;
    private final double[] weight;
    private final double[] strangeness;

    private PieceScores(int frames, int voices) {
        cosine = new double[frames][voices];
        weight = new double[frames];
        strangeness = new double[frames];
    }

    /**
     * @param pieces of any time; only those that reach into the frames count
     * @param means unit mean of each voice
     * @param firstFrame stream number of frame 0
     */
    static PieceScores of(List<VoiceEntry> pieces, double[][] means, FrameBoard board, long firstFrame, int frames) {
        PieceScores scores = new PieceScores(frames, means.length);
        double[] similar = new double[means.length];
        for (VoiceEntry piece : pieces) {
            int from = (int) (board.frameAt(piece.fromSample()) - firstFrame);
            int to = (int) (board.frameAt(piece.toSample()) - firstFrame);
            if (to <= 0 || from >= frames) {
                continue;
            }
            for (int k = 0; k < means.length; k++) {
                similar[k] = Vectors.dot(means[k], piece.unit());
            }
            double half = (to - from) / 2.0;
            for (int i = Math.max(0, from); i < Math.min(frames, to); i++) {
                double w = 1 - Math.abs(i + 0.5 - from - half) / half;
                Vectors.add(scores.cosine[i], w, similar);
                scores.strangeness[i] += w * piece.strangeness();
                scores.weight[i] += w;
            }
        }
        for (int i = 0; i < frames; i++) {
            if (scores.weight[i] > 0) {
                scores.strangeness[i] /= scores.weight[i];
                Vectors.add(scores.cosine[i], 1 / scores.weight[i] - 1, scores.cosine[i]);
            }
        }
        return scores;
    }

    /** Gives the frames behind the last piece what the last covered frame has. */
    PieceScores carriedOn() {
        int last = -1;
        for (int i = 0; i < weight.length; i++) {
            if (weight[i] > 0) {
                last = i;
            } else if (last >= 0) {
                weight[i] = weight[last];
                cosine[i] = cosine[last];
                strangeness[i] = strangeness[last];
            }
        }
        return this;
    }

    boolean covers(int frame) {
        return weight[frame] > 0;
    }

    /** {@link VoiceSpace#strangeness} of what is heard at a covered frame. */
    double strangeness(int frame) {
        return strangeness[frame];
    }

    /** Cosine to the one of the first {@code voices} that a frame sounds most like; -1 if there is none. */
    double closest(int frame, int voices) {
        return Arrays.stream(cosine[frame], 0, voices).max().orElse(-1);
    }

    double cosine(int frame, int voice) {
        return cosine[frame][voice];
    }
}
