package dev.rostrum.daemon.tracking;

/**
 * Decides frame by frame who speaks: how many, from the averaged posteriors; who, from the windows' votes as prior and
 * the short pieces that cover the frame as evidence. Both lanes use it, the slow one for the whole meeting. Plain.
 */
final class FrameLabeller {
    /**
     * What a frame is decided by.
     *
     * @param speech a frame of at least this mean probability of speech has a talker
     * @param overlap a frame of speech of at least this mean probability of overlap has two
     * @param sharpness factor on a piece's cosine before the exponential: how much a difference in cosine tells
     * @param pieceExponent power of the pieces' share against the votes' share
     * @param voteFloor share that a voice without votes keeps
     * @param pieceFloor share that a voice unlike the pieces keeps
     */
    public record Settings(
            double speech,
            double overlap,
            double sharpness,
            double pieceExponent,
            double voteFloor,
            double pieceFloor) {
        /** Of the slow lane, which has heard what follows. */
        public static Settings slow() {
            return new Settings(0.4, 0.4, 12, 2, 0.01, 1e-3);
        }

        /** Of the fast lane. */
        public static Settings fast() {
            return new Settings(0.45, 0.5, 12, 2, 0.01, 1e-3);
        }
    }

    private static final double TINY = 1e-6;

    private final Settings settings;

    FrameLabeller(Settings settings) {
        this.settings = settings;
    }

    /**
     * @param means of the frames
     * @param votes {@code [frames][voices]} mean activity that the windows give each voice, 0 or more
     * @param pieces similarity of the pieces that cover each frame
     */
    FrameLabels label(FrameBoard.Means means, double[][] votes, PieceScores pieces) {
        FrameLabels labels = new FrameLabels(means.firstFrame(), means.frames());
        int voices = votes.length == 0 ? 0 : votes[0].length;
        double[] score = new double[voices];
        for (int i = 0; i < means.frames(); i++) {
            if (voices == 0 || means.speech()[i] < settings.speech()) {
                continue;
            }
            double total = score(votes[i], pieces, i, score);
            if (total <= 0) {
                continue;
            }
            int best = best(score, FrameLabels.NONE);
            int other = means.overlap()[i] >= settings.overlap() ? best(score, best) : FrameLabels.NONE;
            labels.set(i, best, other, (float) (score[best] / total));
        }
        return labels;
    }

    private double score(double[] votes, PieceScores pieces, int frame, double[] score) {
        double voteSum = TINY;
        double pieceSum = 0;
        boolean heard = pieces.covers(frame);
        for (int k = 0; k < score.length; k++) {
            voteSum += votes[k];
            score[k] = heard ? Math.exp(settings.sharpness() * pieces.cosine(frame, k)) : 1;
            pieceSum += score[k];
        }
        double total = 0;
        for (int k = 0; k < score.length; k++) {
            double vote = votes[k] / voteSum + settings.voteFloor();
            double piece = score[k] / pieceSum + settings.pieceFloor();
            score[k] = vote * Math.pow(piece, settings.pieceExponent());
            total += score[k];
        }
        return total;
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
