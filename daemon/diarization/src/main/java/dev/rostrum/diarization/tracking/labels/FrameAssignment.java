package dev.rostrum.diarization.tracking.labels;

import dev.rostrum.diarization.tracking.embedding.EmbeddingTransform;
import dev.rostrum.diarization.tracking.frame.FrameLabels;
import dev.rostrum.diarization.tracking.frame.FramePosteriors;
import java.util.Arrays;

/**
 * Decides frame by frame who speaks: how many, from the averaged posteriors; who, from the windows' votes as prior and
 * the short pieces that cover the frame as evidence. Live labels and revision use it, the latter for the whole meeting. Plain.
 */
public final class FrameAssignment {
    /**
     * What a frame is decided by.
     *
     * @param overlaps whether a frame may have two speakers (without: for evaluation)
     * @param onset a run of frames of speech is one if somewhere in it the probability reaches this
     * @param temper nats that count of each nat that the pieces tell: those at a change of speakers hold both
     * @param confidenceExponent power of a speaker's score in the confidence; under 1, for the scores are too sure
     * @param voteFloor share that a speaker without votes keeps in the revision
     * @param liveVoteFloor and in the live labelling, where windows before a newcomer was known voted for others
     */
    public record Settings(
            boolean overlaps,
            double onset,
            double temper,
            double confidenceExponent,
            double voteFloor,
            double liveVoteFloor) {
        public static Settings defaults() {
            return new Settings(true, 0.7, 0.2, 0.4, 0.01, 0.1);
        }
    }

    private static final double TINY = 1e-6;

    private final double residualRatioAtMost;
    private final double voteFloor;
    private final Settings settings;

    /** The live labelling's. See {@link #ofRevision}. */
    public static FrameAssignment live(double residualRatioAtMost, Settings settings) {
        return new FrameAssignment(residualRatioAtMost, settings.liveVoteFloor(), settings);
    }

    /**
     * The revision's; keeps nothing.
     *
     * @param residualRatioAtMost a run whose pieces have a higher {@link EmbeddingTransform#residualRatio} in the mean is no speech
     *     unless an established speaker is likelier than one never heard
     */
    public static FrameAssignment ofRevision(double residualRatioAtMost, Settings settings) {
        return new FrameAssignment(residualRatioAtMost, settings.voteFloor(), settings);
    }

    private FrameAssignment(double residualRatioAtMost, double voteFloor, Settings settings) {
        this.residualRatioAtMost = residualRatioAtMost;
        this.voteFloor = voteFloor;
        this.settings = settings;
    }

    /**
     * How probable each speaker is by what the windows say alone: its share of the votes, and no less than the floor.
     *
     * @param votes {@code [frames][speakers]} mean activity that the windows give each speaker, 0 or more; overwritten
     * @return the same array
     */
    public double[][] prior(double[][] votes) {
        for (double[] row : votes) {
            double sum = TINY + Arrays.stream(row).sum();
            for (int k = 0; k < row.length; k++) {
                row[k] = row[k] / sum + voteFloor;
            }
        }
        return votes;
    }

    /**
     * Decides every frame.
     *
     * @param means of the frames
     * @param prior {@code [frames][speakers]} how probable each speaker is before the pieces are heard, up to a factor
     * @param pieces what the pieces that cover each frame tell
     * @param established so many speakers, the first, are established
     */
    public FrameLabels label(FramePosteriors.Means means, double[][] prior, SegmentScores pieces, int established) {
        FrameLabels labels = new FrameLabels(means.firstFrame(), means.frames());
        int speakers = prior.length == 0 ? 0 : prior[0].length;
        if (speakers == 0) {
            return labels;
        }
        double[] score = new double[speakers];
        boolean[] speech = speech(means.speech(), pieces, established);
        for (int i = 0; i < means.frames(); i++) {
            if (!speech[i]) {
                continue;
            }
            double total = score(prior[i], pieces, i, score);
            if (total <= 0) {
                continue;
            }
            int best = best(score, FrameLabels.NONE);
            int other = settings.overlaps() && means.overlap()[i] >= FramePosteriors.LIKELY
                    ? best(score, best)
                    : FrameLabels.NONE;
            labels.set(i, best, other, (float) (means.speech()[i] * share(score, best)));
        }
        return labels;
    }

    /** Frames of speech: runs that are sure somewhere and sound like a speaker. */
    private boolean[] speech(float[] probability, SegmentScores pieces, int established) {
        boolean[] speech = new boolean[probability.length];
        int end;
        for (int begin = 0; begin < speech.length; begin = Math.max(end, begin + 1)) {
            float most = 0;
            double residualRatio = 0;
            double familiarity = 0;
            int heard = 0;
            for (end = begin; end < speech.length && probability[end] >= FramePosteriors.LIKELY; end++) {
                most = Math.max(most, probability[end]);
                if (pieces.covers(end)) {
                    residualRatio += pieces.residualRatio(end);
                    familiarity += pieces.closest(end, established);
                    heard++;
                }
            }
            boolean likeSpeech = residualRatio <= residualRatioAtMost * heard || familiarity > 0;
            Arrays.fill(speech, begin, end, likeSpeech && most >= settings.onset());
        }
        return speech;
    }

    private double score(double[] prior, SegmentScores pieces, int frame, double[] score) {
        double pieceSum = 0;
        boolean heard = pieces.covers(frame);
        double most = heard ? pieces.closest(frame, score.length) : 0;
        for (int k = 0; k < score.length; k++) {
            score[k] = heard ? Math.exp(settings.temper() * (pieces.logRatio(frame, k) - most)) : 1;
            pieceSum += score[k];
        }
        double total = 0;
        for (int k = 0; k < score.length; k++) {
            score[k] *= prior[k] / pieceSum;
            total += score[k];
        }
        return total;
    }

    private double share(double[] score, int speaker) {
        double sum = 0;
        for (double value : score) {
            sum += Math.pow(value, settings.confidenceExponent());
        }
        return Math.pow(score[speaker], settings.confidenceExponent()) / sum;
    }

    private static int best(double[] score, int without) {
        int best = FrameLabels.NONE;
        for (int k = 0; k < score.length; k++) {
            if (k != without && (best == FrameLabels.NONE || score[k] > score[best])) {
                best = k;
            }
        }
        return best;
    }
}
