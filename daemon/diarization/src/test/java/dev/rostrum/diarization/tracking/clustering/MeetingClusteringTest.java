package dev.rostrum.diarization.tracking.clustering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rostrum.diarization.evidence.EmbeddingEvidence;
import dev.rostrum.diarization.tracking.embedding.EmbeddingTransform;
import dev.rostrum.diarization.tracking.embedding.WeightedEmbedding;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Speakers are unit vectors along the axes with noise, so who belongs together is known. */
final class MeetingClusteringTest {
    private static final int SIZE = 24;
    private static final EmbeddingTransform SPACE = EmbeddingTransform.flat(SIZE, 0.06);
    /** In which pieces of one speaker may differ twice as much as the noise here does. */
    private static final EmbeddingTransform LOOSE = EmbeddingTransform.flat(SIZE, 0.12);

    private static final MeetingClustering.Settings DEFAULTS = MeetingClustering.Settings.defaults();

    private final Random random = new Random(5);

    @Test
    void shouldFindAsManyVoicesAsSpeak() {
        assertThat(clustered(DEFAULTS, 4).count()).isEqualTo(4);
    }

    @Test
    void shouldKeepToTheMostSpeakersGiven() {
        assertThat(clustered(DEFAULTS.with(new SpeakerLimits(1, 2)), 4).count()).isEqualTo(2);
    }

    @Test
    void shouldFindTheFewestSpeakersGivenAmongLikeVoices() {
        List<WeightedEmbedding> alike = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            // two people of a family: close enough to be taken for one
            alike.add(entry(i, i % 2 == 0 ? 0.25f : -0.25f, LOOSE));
        }
        assertThat(new MeetingClustering(LOOSE, DEFAULTS).cluster(alike).count())
                .isEqualTo(1);
        MeetingClustering.Outcome two =
                new MeetingClustering(LOOSE, DEFAULTS.with(new SpeakerLimits(2, 2))).cluster(alike);
        assertThat(two.count()).isEqualTo(2);
        for (int i = 2; i < 60; i++) {
            assertThat(two.owner(i)).isEqualTo(two.owner(i % 2));
        }
    }

    @Test
    void shouldRefuseHintsThatContradictEachOther() {
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULTS.with(new SpeakerLimits(3, 2)));
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULTS.with(new SpeakerLimits(0, 2)));
    }

    private MeetingClustering.Outcome clustered(MeetingClustering.Settings settings, int speakers) {
        List<WeightedEmbedding> entries = new ArrayList<>();
        for (int i = 0; i < 30 * speakers; i++) {
            entries.add(entry(i, i % speakers));
        }
        return new MeetingClustering(SPACE, settings).cluster(entries);
    }

    private WeightedEmbedding entry(int at, int speaker) {
        float[] vector = noise();
        vector[speaker] += 1;
        return entry(at, vector);
    }

    private WeightedEmbedding entry(int at, float aside, EmbeddingTransform space) {
        float[] vector = noise();
        vector[0] += 1;
        vector[1] += aside;
        return entry(at, vector, space);
    }

    private static WeightedEmbedding entry(int at, float[] vector) {
        return entry(at, vector, SPACE);
    }

    private static WeightedEmbedding entry(int at, float[] vector, EmbeddingTransform space) {
        EmbeddingEvidence evidence = new EmbeddingEvidence(at * 8_000L, at * 8_000L + 24_000, 1.5f, vector);
        return WeightedEmbedding.of(evidence, 1, false, space);
    }

    private float[] noise() {
        float[] vector = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            vector[i] = 0.06f * (float) random.nextGaussian();
        }
        return vector;
    }
}
