package dev.rostrum.diarization.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LocalEmbeddingsTest {
    private final LocalEmbeddings earlier = new LocalEmbeddings(0.6, 1000);

    @Test
    void shouldStandForTheSameFramesAndForMostOfThem() {
        EmbeddingEvidence made = made();
        earlier.add(frames(0, 300), made);

        assertThat(of(frames(0, 300))).containsSame(made);
        assertThat(of(frames(100, 400))).as("two thirds").containsSame(made);
        assertThat(of(frames(150, 450))).as("half").isEmpty();
        assertThat(of(frames(0, 600))).as("grew to the double").isEmpty();
        assertThat(of(frames(0, 100))).as("a third of what it was made of").isEmpty();
        assertThat(of(List.of())).isEmpty();
    }

    @Test
    void shouldGiveTheOneThatSharesMost() {
        EmbeddingEvidence old = made();
        EmbeddingEvidence fresh = made();
        earlier.add(frames(0, 300), old);
        earlier.add(frames(100, 400), fresh);

        assertThat(of(frames(90, 390))).containsSame(fresh);
        assertThat(of(frames(10, 310))).containsSame(old);
    }

    @Test
    void shouldForgetWhatIsOlderThanAWindowAndWhatIsCleared() {
        earlier.add(frames(0, 300), made());
        earlier.add(frames(1000, 1301), made());
        assertThat(of(frames(0, 300))).isEmpty();
        earlier.clear();
        assertThat(of(frames(1000, 1300))).isEmpty();
    }

    /** Pieces of 150 frames in which the speaker is alone say together what a vector of all their frames would. */
    @Test
    void shouldBeTheMeanOfThePiecesThatCoverIt() {
        earlier.addPiece(frames(0, 150), piece(0, 24_000, 1));
        earlier.addPiece(frames(50, 200), piece(8_000, 32_000, 3));
        earlier.addPiece(frames(150, 300), piece(24_000, 48_000, 8));

        EmbeddingEvidence all = of(frames(0, 300)).orElseThrow();
        assertThat(all.vector()).containsExactly(4);
        assertThat(all.cleanSeconds()).isEqualTo(3);
        assertThat(all.fromSample()).isZero();
        assertThat(all.toSample()).isEqualTo(48_000);

        assertThat(of(frames(0, 500))).as("three fifths are covered").isPresent();
        assertThat(of(frames(0, 501))).as("less").isEmpty();
    }

    @Test
    void shouldNotHearPiecesInWhichAnotherSpeaksOrThatAreMostlyOlder() {
        earlier.addPiece(frames(0, 150), piece(0, 24_000, 1));
        earlier.addPiece(frames(100, 250), piece(16_000, 40_000, 5));
        List<Long> own = Stream.concat(frames(0, 120).stream(), frames(121, 250).stream())
                .toList();
        assertThat(of(own)).as("frame 120 is not its own").isEmpty();

        List<Long> newest = frames(80, 250);
        assertThat(earlier.of(frames(0, 250), newest).orElseThrow().vector())
                .as("seventy of the first piece's frames are asked for, fewer than half")
                .containsExactly(5);

        earlier.addPiece(frames(1400, 1550), piece(0, 24_000, 9));
        assertThat(of(frames(0, 150))).as("older than a window").isEmpty();
        earlier.clear();
        assertThat(of(frames(1400, 1550))).isEmpty();
    }

    private Optional<EmbeddingEvidence> of(List<Long> own) {
        return earlier.of(own, own);
    }

    private static EmbeddingEvidence piece(long fromSample, long toSample, float value) {
        return new EmbeddingEvidence(fromSample, toSample, 1.5f, new float[] {value});
    }

    private static EmbeddingEvidence made() {
        return new EmbeddingEvidence(0, 1, 1, new float[1]);
    }

    private static List<Long> frames(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }
}
