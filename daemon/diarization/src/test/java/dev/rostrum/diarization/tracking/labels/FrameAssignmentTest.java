package dev.rostrum.diarization.tracking.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rostrum.diarization.speakers.SessionSpeakers;
import dev.rostrum.diarization.speakers.SpeakerModel;
import dev.rostrum.diarization.speakers.SpeakerStatistics;
import dev.rostrum.diarization.tracking.embedding.WeightedEmbedding;
import dev.rostrum.diarization.tracking.frame.FrameLabels;
import dev.rostrum.diarization.tracking.frame.FramePosteriors;
import dev.rostrum.model.segmentation.FrameGrid;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameAssignmentTest {
    private static final FramePosteriors BOARD = new FramePosteriors(new FrameGrid(100, 5, 10));
    /** Two dimensions in which speakers differ by about 7, and pieces by 1. */
    private static final SpeakerModel MODEL = SpeakerModel.flat(2, 0.1);

    private static final SessionSpeakers SPEAKERS = new SessionSpeakers(
            MODEL,
            List.of(
                    new SpeakerStatistics(100, 0, new double[] {10, 0}),
                    new SpeakerStatistics(100, 0, new double[] {0, 10})));

    private final FrameAssignment labeller =
            FrameAssignment.ofRevision(2, new FrameAssignment.Settings(true, 0.6, 0.2, 0.3, 0.01, 0.1));

    private static FramePosteriors.Means frame(double speech, double overlap) {
        return new FramePosteriors.Means(3, new float[] {(float) speech}, new float[] {(float) overlap});
    }

    private static SegmentScores pieces(double[]... heard) {
        return pieces(1, heard);
    }

    private static SegmentScores pieces(double residualRatio, double[]... heard) {
        List<WeightedEmbedding> entries = Arrays.stream(heard)
                .map(x -> new WeightedEmbedding(0, 70, SpeakerModel.PIECE_SECONDS, 1, residualRatio, x, x, x, x, true))
                .toList();
        return SegmentScores.of(entries, SPEAKERS, BOARD, 3, 1);
    }

    /** Probability of speech, times the share of the surer of two voices whose scores are flattened by the power .3. */
    private static float confidence(double speech, double odds) {
        double flat = Math.pow(odds, 0.3);
        return (float) (speech * flat / (1 + flat));
    }

    @Test
    void shouldNameNobodyWithoutSpeech() {
        FrameLabels labels = labeller.label(frame(0.49, 0), new double[][] {{1, 0}}, pieces(), 2);

        assertThat(labels.first(0)).isEqualTo(FrameLabels.NONE);
        assertThat(labels.second(0)).isEqualTo(FrameLabels.NONE);
    }

    @Test
    void shouldNameNobodyInARunThatIsNowhereSure() {
        FramePosteriors.Means unsure = new FramePosteriors.Means(3, new float[] {0.5f, 0.55f}, new float[2]);
        FramePosteriors.Means sure = new FramePosteriors.Means(3, new float[] {0.5f, 0.65f}, new float[2]);
        double[][] votes = {{1, 0}, {1, 0}};
        SegmentScores none = SegmentScores.of(List.of(), SPEAKERS, BOARD, 3, 2);

        assertThat(labeller.label(unsure, votes, none, 2).first(0)).isEqualTo(FrameLabels.NONE);
        assertThat(labeller.label(sure, votes, none, 2).first(0)).isZero();
    }

    @Test
    void shouldTakeStrangeSoundForNoiseUnlessItIsLikeAnEstablishedVoice() {
        double[][] votes = {{1, 0}};
        double[] unlikeBoth = {-10, -10};
        double[] likeTheFirst = {9, 1};

        assertThat(labeller.label(frame(0.9, 0), votes, pieces(1.9, unlikeBoth), 1)
                        .first(0))
                .isZero();
        assertThat(labeller.label(frame(0.9, 0), votes, pieces(2.1, unlikeBoth), 1)
                        .first(0))
                .isEqualTo(FrameLabels.NONE);
        assertThat(labeller.label(frame(0.9, 0), votes, pieces(2.1, likeTheFirst), 1)
                        .first(0))
                .isZero();
        assertThat(labeller.label(frame(0.9, 0), votes, pieces(2.1, likeTheFirst), 0)
                        .first(0))
                .isEqualTo(FrameLabels.NONE);
    }

    @Test
    void shouldNameNobodyWhereNobodyIsKnown() {
        FrameLabels labels = labeller.label(frame(1, 1), new double[1][0], pieces(), 2);

        assertThat(labels.first(0)).isEqualTo(FrameLabels.NONE);
    }

    @Test
    void shouldFollowTheVotesWhereNoPieceCovers() {
        double[][] votes = {{0.2, 0.6}};

        labeller.prior(votes);
        FrameLabels labels = labeller.label(frame(0.9, 0), votes, pieces(), 2);

        assertThat(labels.first(0)).isEqualTo(1);
        assertThat(labels.second(0)).isEqualTo(FrameLabels.NONE);
        // shares .25 and .75 with the floor .01 each; what the absent pieces give is the same for both
        assertThat(labels.confidence(0)).isCloseTo(confidence(0.9, 0.76 / 0.26), within(1e-4f));
    }

    @Test
    void shouldLetPiecesDecideBetweenEvenVotes() {
        FrameLabels labels =
                labeller.label(frame(0.9, 0), new double[][] {{0.5, 0.5}}, pieces(new double[] {4.5, 5.5}), 2);

        // a fifth of the nats between the two, by the squared distances to both: both are as sure, so all else cancels
        double piece = 1 + 0.12;
        double trust = 50 / (50 + 1 / 100.0 + 0.12);
        double near = 10 * trust;
        double variance = 50 * 0.12 / (50 + 0.12) + piece;
        double nats = 0.5 * (square(4.5 - near) + square(5.5) - square(4.5) - square(5.5 - near)) / variance;
        double share = 1 / (1 + Math.exp(-0.2 * nats));
        double odds = share / (1 - share);
        assertThat(labels.first(0)).isEqualTo(1);
        assertThat(labels.confidence(0)).isCloseTo(confidence(0.9, odds), within(1e-4f));
    }

    private static double square(double x) {
        return x * x;
    }

    @Test
    void shouldNameBothWhereTwoSpeak() {
        FrameLabels labels = labeller.label(frame(0.9, 0.5), new double[][] {{0.7, 0.6}}, pieces(), 2);

        assertThat(labels.first(0)).isZero();
        assertThat(labels.second(0)).isEqualTo(1);
    }

    @Test
    void shouldNameOneWhereASecondIsNoLikelierThanNone() {
        FrameLabels labels = labeller.label(frame(0.9, 0.49), new double[][] {{0.7, 0.6}}, pieces(), 2);

        assertThat(labels.second(0)).isEqualTo(FrameLabels.NONE);
    }

    @Test
    void shouldNameOneWhereTwoSpeakButOneIsKnown() {
        FrameLabels labels = labeller.label(
                frame(0.9, 0.9),
                new double[][] {{0.7}},
                SegmentScores.of(
                        List.of(),
                        new SessionSpeakers(MODEL, List.of(new SpeakerStatistics(1, 0, new double[2]))),
                        BOARD,
                        3,
                        1),
                1);

        assertThat(labels.first(0)).isZero();
        assertThat(labels.second(0)).isEqualTo(FrameLabels.NONE);
    }
}
