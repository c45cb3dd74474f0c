package dev.rostrum.diarization.tracking.clustering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rostrum.diarization.evidence.EmbeddingEvidence;
import dev.rostrum.diarization.tracking.SyntheticMeeting;
import dev.rostrum.diarization.tracking.embedding.EmbeddingTransform;
import dev.rostrum.diarization.tracking.embedding.TrackerParameters;
import dev.rostrum.diarization.tracking.embedding.WeightedEmbedding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class VariationalClusteringTest {
    private static final EmbeddingTransform SPACE = SyntheticMeeting.space();

    private static TrackerParameters.Clustering settings(double price) {
        double evidenceFactor = TrackerParameters.packaged().clustering().evidenceFactor();
        return new TrackerParameters.Clustering(evidenceFactor, 0, price, price);
    }

    /** Entries of {@code speakers} speakers in turn. */
    private static List<WeightedEmbedding> entries(int speakers, int each, double noise) {
        Random random = new Random(7);
        List<WeightedEmbedding> entries = new ArrayList<>();
        for (int i = 0; i < speakers * each; i++) {
            float[] vector = new float[SyntheticMeeting.SIZE];
            for (int d = 0; d < vector.length; d++) {
                vector[d] = (float) ((d == i % speakers ? 1 : 0) + noise * random.nextGaussian());
            }
            entries.add(WeightedEmbedding.of(new EmbeddingEvidence(i, i + 1, 1.5f, vector), 1, false, SPACE));
        }
        return entries;
    }

    /** Leans to {@code voice(i)} in entry i. */
    private static double[][] start(int entries, int voices, IntUnaryOperator voice) {
        double[][] shares = new double[entries][voices];
        for (int i = 0; i < entries; i++) {
            Arrays.fill(shares[i], 0.1 / voices);
            shares[i][voice.applyAsInt(i)] += 0.9;
        }
        return shares;
    }

    @Test
    void shouldFindSpeakersThatLieApart() {
        List<WeightedEmbedding> entries = entries(3, 30, SyntheticMeeting.NOISE);
        // the start is wrong in every fourth entry
        double[][] start = start(90, 3, i -> i % 4 == 3 ? (i + 1) % 3 : i % 3);

        double[][] shares = new VariationalClustering(entries, SPACE, settings(2)).refine(start);

        assertThat(shares[0]).hasSize(3);
        for (int i = 0; i < shares.length; i++) {
            assertThat(shares[i][i % 3]).as("entry %d", i).isGreaterThan(0.99);
        }
    }

    @Test
    void shouldDropAVoiceThatNothingNeeds() {
        List<WeightedEmbedding> entries = entries(2, 40, SyntheticMeeting.NOISE);
        // a third voice begins with a few of each speaker's entries
        double[][] start = start(80, 3, i -> i % 10 > 7 ? 2 : i % 2);

        double[][] shares = new VariationalClustering(entries, SPACE, settings(6)).refine(start);

        assertThat(shares[0]).hasSize(2);
        for (int i = 0; i < shares.length; i++) {
            assertThat(shares[i][i % 2]).as("entry %d", i).isGreaterThan(0.99);
        }
    }

    @Test
    void shouldTellNobodyApartWhereAVoiceCostsMoreThanItTells() {
        List<WeightedEmbedding> entries = entries(2, 4, SyntheticMeeting.NOISE);
        double[][] start = start(8, 2, i -> i % 2);

        double[][] cheap = new VariationalClustering(entries, SPACE, settings(1)).refine(start);
        double[][] dear = new VariationalClustering(entries, SPACE, settings(1e4)).refine(start);

        for (int i = 0; i < 8; i++) {
            assertThat(cheap[i][i % 2]).isGreaterThan(0.99);
            assertThat(dear[i]).containsExactly(dear[0], within(1e-3));
        }
    }

    @Test
    void shouldGiveSharesThatAddUpToOne() {
        List<WeightedEmbedding> entries = entries(3, 10, 0.4);

        double[][] shares = new VariationalClustering(entries, SPACE, settings(1)).refine(start(30, 5, i -> i % 5));

        for (double[] row : shares) {
            assertThat(Arrays.stream(row).sum()).isCloseTo(1, within(1e-9));
        }
    }

    @Test
    void shouldKeepTheHeaviestVoiceHoweverLight() {
        List<WeightedEmbedding> entries = entries(1, 3, SyntheticMeeting.NOISE);
        VariationalClustering voices = new VariationalClustering(entries, SPACE, settings(1));
        double[][] shares = {{0.9, 0.1}, {0.9, 0.1}, {0.9, 0.1}};

        assertThat(voices.weights(shares)).containsExactly(new double[] {2.7, 0.3}, within(1e-9));
        assertThat(voices.withAtLeast(shares, 100)[0]).containsExactly(new double[] {1}, within(1e-9));
    }
}
