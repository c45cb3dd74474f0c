package dev.rostrum.diarization.tracking.clustering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rostrum.diarization.speakers.SpeakerModel;
import dev.rostrum.diarization.tracking.embedding.WeightedEmbedding;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against sessions that are drawn from the model with a dependence that is known. */
class SessionDependenceTest {
    private static final int DIMENSIONS = 100;
    private static final int SPEAKERS = 3;
    private static final double COHORT = 0.12;
    private static final double PIECE_VARIANCE = 2;

    private final Random random = new Random(7);
    private final List<WeightedEmbedding> entries = new ArrayList<>();
    private final List<Integer> speakers = new ArrayList<>();

    @Test
    void shouldFindTheVarianceOfTurnsAsAShareOfThatOfPieces() {
        session(60, 0.3, 1);

        assertThat(ofSession()).isCloseTo(0.3, within(0.03));
    }

    @Test
    void shouldFindNoneWhereTurnsAreAlike() {
        session(60, 0, 1);

        assertThat(ofSession()).isCloseTo(0, within(0.01));
    }

    @Test
    void shouldNotTakeOverlappingPiecesForIndependentOnes() {
        session(60, 0.3, 3);

        assertThat(ofSession()).isCloseTo(0.3, within(0.03));
    }

    @Test
    void shouldWeighTheCohortAgainstTheTurnsThatAreFree() {
        session(60, 0, 1);

        // 60 turns less the three means of the speakers
        assertThat(estimate(3 * 57)).isCloseTo(COHORT * 3 / 4, within(0.01));
    }

    @Test
    void shouldBelieveTheCohortAsMuchAsTheLongestMeeting() {
        session(600, 0, 1);

        assertThat(estimate(30)).isCloseTo(COHORT / 2, within(0.01));
    }

    @Test
    void shouldBelieveTheCohortWhereEverybodySpokeOnce() {
        session(SPEAKERS, 0.3, 1);

        assertThat(estimate(30)).isEqualTo(COHORT);
    }

    /** What the session alone tells: many turns, so the cohort counts for half. */
    private double ofSession() {
        return 2 * estimate(0) - COHORT;
    }

    private double estimate(double cohortTurns) {
        return SessionDependence.of(
                entries, speakers.stream().mapToInt(k -> k).toArray(), SPEAKERS, COHORT, cohortTurns);
    }

    /** Speakers take turns of one to six pieces; of every piece so many entries follow that share its sound. */
    private void session(int turns, double dependence, int entriesAPiece) {
        double[][] means = new double[SPEAKERS][];
        for (int k = 0; k < SPEAKERS; k++) {
            means[k] = drawn(new double[DIMENSIONS], 5);
        }
        long at = 0;
        for (int turn = 0; turn < turns; turn++) {
            int speaker = turn % SPEAKERS;
            double[] here = drawn(means[speaker], dependence * PIECE_VARIANCE);
            int pieces = 1 + random.nextInt(6);
            for (int piece = 0; piece < pieces; piece++) {
                double[] vector = drawn(here, PIECE_VARIANCE);
                for (int i = 0; i < entriesAPiece; i++) {
                    long from = at + i * 24_000L / entriesAPiece;
                    entries.add(new WeightedEmbedding(
                            from,
                            from + 24_000,
                            SpeakerModel.PIECE_SECONDS,
                            1,
                            1,
                            vector,
                            vector,
                            vector,
                            vector,
                            true));
                    speakers.add(speaker);
                }
                at += 24_000;
            }
        }
    }

    private double[] drawn(double[] mean, double variance) {
        double[] out = mean.clone();
        for (int d = 0; d < out.length; d++) {
            out[d] += Math.sqrt(variance) * random.nextGaussian();
        }
        return out;
    }
}
