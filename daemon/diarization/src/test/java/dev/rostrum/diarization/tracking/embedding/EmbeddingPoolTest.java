package dev.rostrum.diarization.tracking.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.diarization.evidence.RecordedPosteriors;
import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.diarization.tracking.frame.FramePosteriors;
import dev.rostrum.model.segmentation.FrameGrid;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EmbeddingPoolTest {
    /** One frame each 10 samples, 100 samples a second. */
    private static final FrameGrid GRID = new FrameGrid(100, 5, 10);

    private static EmbeddingPool.Settings settings(int entriesAtMost) {
        EmbeddingPool.Settings usual = EmbeddingPool.Settings.defaults();
        return new EmbeddingPool.Settings(
                usual.localWeight(), usual.pieceSpeech(), usual.pieceOverlap(), usual.pieceAlone(), entriesAtMost);
    }

    private static WeightedEmbedding entry(long fromSample, double cleanSeconds, double weight) {
        double[] vector = {1, 0};
        return new WeightedEmbedding(
                fromSample, fromSample + 100, cleanSeconds, weight, 1, vector, vector, vector, vector, false);
    }

    @Property(tries = 100)
    void shouldStayBoundedAndNeverLetAnEmbeddingCountForMore(
            @ForAll @IntRange(min = 3, max = 40) int atMost,
            @ForAll @IntRange(min = 0, max = 300) int count,
            @ForAll long seed) {
        EmbeddingPool pool = new EmbeddingPool(settings(atMost));
        Random random = new Random(seed);
        double[] given = new double[count];
        for (int i = 0; i < count; i++) {
            given[i] = 0.1 + random.nextDouble();
            pool.add(entry(i, 1, given[i]), null);
            assertThat(pool.size()).isLessThanOrEqualTo(atMost);
        }

        assertThat(pool.entries()).allMatch(kept -> kept.weight() == given[(int) kept.fromSample()]);
        assertThat(pool.speakers()).hasSize(pool.size());
    }

    @Test
    void shouldThinTheOlderHalfAndKeepTheNewerWhole() {
        EmbeddingPool pool = new EmbeddingPool(settings(8));
        for (int i = 0; i < 9; i++) {
            pool.add(entry(i, 1, 1), new SpeakerId(i + 1));
        }

        assertThat(pool.entries())
                .extracting(WeightedEmbedding::fromSample)
                .containsExactly(0L, 2L, 4L, 5L, 6L, 7L, 8L);
        assertThat(pool.speakers()).extracting(SpeakerId::number).containsExactly(1, 3, 5, 6, 7, 8, 9);
    }

    @Test
    void shouldTakeOnlyPiecesInWhichOneSpeakerSpeaks() {
        EmbeddingPool pool = new EmbeddingPool(settings(8));

        pool.addPiece(entry(0, 1, 1), null, board(0.9f, 0.1f));
        assertThat(pool.size()).isEqualTo(1);
        pool.addPiece(entry(0, 1, 1), null, board(0.3f, 0.0f));
        pool.addPiece(entry(0, 1, 1), null, board(0.9f, 0.5f));
        assertThat(pool.size()).isEqualTo(1);
    }

    @Test
    void shouldGiveEntriesToTheirOwnersAndPassOverThoseThatHaveGone() {
        EmbeddingPool pool = new EmbeddingPool(settings(8));
        WeightedEmbedding mine = entry(0, 1, 1);
        WeightedEmbedding theirs = entry(1, 1, 1);
        WeightedEmbedding gone = entry(2, 1, 1);
        pool.add(mine, new SpeakerId(1));
        pool.add(theirs, new SpeakerId(2));
        IdentityHashMap<WeightedEmbedding, SpeakerId> owners = new IdentityHashMap<>();
        owners.put(mine, new SpeakerId(3));
        owners.put(gone, new SpeakerId(4));

        pool.assign(owners);

        assertThat(pool.speakers()).containsExactly(new SpeakerId(3), new SpeakerId(2));
    }

    private static FramePosteriors board(float speech, float overlap) {
        FramePosteriors board = new FramePosteriors(GRID);
        float[][] said = new float[2][20];
        Arrays.fill(said[0], speech);
        Arrays.fill(said[1], overlap);
        board.add(new RecordedPosteriors(0, GRID, new float[20], said, new byte[20]));
        return board;
    }
}
