package dev.rostrum.diarization.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LocalEmbeddingsTest {
    private final LocalEmbeddings earlier = new LocalEmbeddings(0.6, 1000);

    @Test
    void shouldStandForTheSameFramesAndForMostOfThem() {
        EmbeddingEvidence made = made();
        earlier.add(frames(0, 300), made);

        assertThat(earlier.of(frames(0, 300))).containsSame(made);
        assertThat(earlier.of(frames(100, 400))).as("two thirds").containsSame(made);
        assertThat(earlier.of(frames(150, 450))).as("half").isEmpty();
        assertThat(earlier.of(frames(0, 600))).as("grew to the double").isEmpty();
        assertThat(earlier.of(frames(0, 100)))
                .as("a third of what it was made of")
                .isEmpty();
        assertThat(earlier.of(List.of())).isEmpty();
    }

    @Test
    void shouldGiveTheOneThatSharesMost() {
        EmbeddingEvidence old = made();
        EmbeddingEvidence fresh = made();
        earlier.add(frames(0, 300), old);
        earlier.add(frames(100, 400), fresh);

        assertThat(earlier.of(frames(90, 390))).containsSame(fresh);
        assertThat(earlier.of(frames(10, 310))).containsSame(old);
    }

    @Test
    void shouldForgetWhatIsOlderThanAWindowAndWhatIsCleared() {
        earlier.add(frames(0, 300), made());
        earlier.add(frames(1000, 1301), made());
        assertThat(earlier.of(frames(0, 300))).isEmpty();
        earlier.clear();
        assertThat(earlier.of(frames(1000, 1300))).isEmpty();
    }

    private static EmbeddingEvidence made() {
        return new EmbeddingEvidence(0, 1, 1, new float[1]);
    }

    private static List<Long> frames(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }
}
