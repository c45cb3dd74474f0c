package dev.rostrum.lab.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.service.annotation.Annotation;
import dev.rostrum.service.annotation.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BoundaryLoosenessTest {
    private static final long MS = 1_000_000;

    @Test
    void shouldTellHowMuchRoomAReferenceLeaves() {
        Annotation reference = speech(1_000, 3_000, 5_000, 6_000, 9_000, 9_500);
        Annotation labels = speech(1_200, 2_900, 5_100, 6_050, 20_000, 21_000);

        BoundaryLooseness looseness = BoundaryLooseness.of(reference, labels);

        assertThat(looseness.startsNs()).containsExactly(200 * MS, 100 * MS);
        assertThat(looseness.endsNs()).containsExactly(100 * MS, -50 * MS);
        assertThat(looseness.alone()).isEqualTo(2);
    }

    @Test
    void shouldFindNoneInAReferenceAgainstItself() {
        Annotation reference = speech(1_000, 3_000, 5_000, 6_000);

        BoundaryLooseness looseness = BoundaryLooseness.of(reference, reference);

        assertThat(Stream.concat(looseness.startsNs().stream(), looseness.endsNs().stream()))
                .hasSize(4)
                .containsOnly(0L);
        assertThat(looseness.plus(looseness).startsNs()).hasSize(4);
    }

    @Test
    void shouldGoByTheSpeechAndNotByWhoSpeaks() {
        Annotation reference = Annotation.of(List.of(segment("a", 0, 2_000), segment("b", 1_500, 4_000)));

        BoundaryLooseness looseness = BoundaryLooseness.of(reference, speech(0, 4_000));

        assertThat(looseness.startsNs()).containsExactly(0L);
        assertThat(looseness.endsNs()).containsExactly(0L);
        assertThat(looseness.alone()).isZero();
    }

    @Test
    void shouldShowTheMiddleAndTheTails() {
        Annotation reference = speech(1_000, 3_000, 5_000, 6_000, 8_000, 9_000);
        Annotation labels = speech(1_100, 3_000, 5_200, 6_000, 8_300, 9_000);

        assertThat(BoundaryLooseness.of(reference, labels).rows().get(1))
                .containsExactly("starts before what was heard", "3", "0.10 s", "0.20 s", "0.30 s");
        assertThat(BoundaryLooseness.none().rows().get(2)).endsWith("-", "-", "-");
    }

    /** One speaker from the first to the second of each pair of milliseconds. */
    private static Annotation speech(long... edges) {
        List<Annotation.Segment> segments = new ArrayList<>();
        for (int i = 0; i < edges.length; i += 2) {
            segments.add(segment("a", edges[i], edges[i + 1]));
        }
        return Annotation.of(segments);
    }

    private static Annotation.Segment segment(String speaker, long fromMs, long toMs) {
        return new Annotation.Segment(speaker, new Span(fromMs * MS, toMs * MS));
    }
}
