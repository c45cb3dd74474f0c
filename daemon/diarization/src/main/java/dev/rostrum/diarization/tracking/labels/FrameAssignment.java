package dev.rostrum.diarization.tracking.labels;

import dev.rostrum.diarization.tracking.embedding.EmbeddingTransform;
import dev.rostrum.diarization.tracking.embedding.TrackerParameters;
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
     * @param speech a frame of at least this mean probability of speech has a speaker
     * @param onset if somewhere in its run of such frames the probability reaches this
     * @param residualRatioAtMost a run whose pieces have a higher residual ratio in the mean is no speech (see {@link EmbeddingTransform#residualRatio})
     *     unless an established speaker is likelier than one never heard
     * @param overlap a frame of speech of at least this mean probability of overlap has two
     * @param temper nats that count of each nat that the pieces tell: those at a change of speakers hold both
     * @param confidenceExponent power of a speaker's score in the confidence; under 1, for the scores are too sure
     * @param voteFloor share that a speaker without votes keeps
     */
    public record Settings(
            double speech,
            double onset,
            double residualRatioAtMost,
            double overlap,
            double temper,
            double confidenceExponent,
            double voteFloor) {
        /** Of the revision, which has heard what follows. */
        public static Settings revision(TrackerParameters figures) {
            return of(figures, 0.4, 0.4, 0.3, 0.01);
        }

        /** Of the live labelling. */
        public static Settings live(TrackerParameters figures) {
            return of(figures, 0.45, 0.5, 0.4, 0.1);
        }

        private static Settings of(
                TrackerParameters figures, double speech, double overlap, double confidenceExponent, double voteFloor) {
            return new Settings(
                    speech, 0.7, figures.residualRatioAtMost(), overlap, 0.2, confidenceExponent, voteFloor);
        }
    }

    private static final double TINY = 1e-6;

    private final Settings settings;

    /** Decides by these settings; keeps nothing. */
    public FrameAssignment(Settings settings) {
        this.settings = settings;
    }

    /**
     * Decides every frame.
     *
     * @param means of the frames
     * @param votes {@code [frames][speakers]} mean activity that the windows give each speaker, 0 or more
     * @param pieces what the pieces that cover each frame tell
     * @param established so many speakers, the first, are established
     */
    public FrameLabels label(FramePosteriors.Means means, double[][] votes, SegmentScores pieces, int established) {
        FrameLabels labels = new FrameLabels(means.firstFrame(), means.frames());
        int speakers = votes.length == 0 ? 0 : votes[0].length;
        if (speakers == 0) {
            return labels;
        }
        double[] score = new double[speakers];
        boolean[] speech = speech(means.speech(), pieces, established);
        for (int i = 0; i < means.frames(); i++) {
            if (!speech[i]) {
                continue;
            }
            double total = score(votes[i], pieces, i, score);
            if (total <= 0) {
                continue;
            }
            int best = best(score, FrameLabels.NONE);
            int other = means.overlap()[i] >= settings.overlap() ? best(score, best) : FrameLabels.NONE;
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
            for (end = begin; end < speech.length && probability[end] >= settings.speech(); end++) {
                most = Math.max(most, probability[end]);
                if (pieces.covers(end)) {
                    residualRatio += pieces.residualRatio(end);
                    familiarity += pieces.closest(end, established);
                    heard++;
                }
            }
            boolean likeSpeech = residualRatio <= settings.residualRatioAtMost() * heard || familiarity > 0;
            boolean isSpeech = most >= settings.onset() && likeSpeech;
            Arrays.fill(speech, begin, end, isSpeech);
        }
        return speech;
    }

    private double score(double[] votes, SegmentScores pieces, int frame, double[] score) {
        double voteSum = TINY;
        double pieceSum = 0;
        boolean heard = pieces.covers(frame);
        double most = heard ? pieces.closest(frame, score.length) : 0;
        for (int k = 0; k < score.length; k++) {
            voteSum += votes[k];
            score[k] = heard ? Math.exp(settings.temper() * (pieces.logRatio(frame, k) - most)) : 1;
            pieceSum += score[k];
        }
        double total = 0;
        for (int k = 0; k < score.length; k++) {
            double vote = votes[k] / voteSum + settings.voteFloor();
            double piece = score[k] / pieceSum;
            score[k] = vote * piece;
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
