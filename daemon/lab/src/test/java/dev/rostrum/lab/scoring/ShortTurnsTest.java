package dev.rostrum.lab.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rostrum.service.annotation.Annotation;
import dev.rostrum.service.annotation.Span;
import dev.rostrum.service.annotation.Spans;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Turns of a few hundred milliseconds, counted by hand. */
class ShortTurnsTest {
    private static final long MS = 1_000_000L;
    private static final Spans ALL = Spans.of(0, 60_000 * MS);

    /** a and b talk long; three answers of a under 1 s, one of b, and one of a second that is not short. */
    private static final Annotation REFERENCE = annotation(
            segment("a", 0, 10_000),
            segment("b", 10_000, 20_000),
            segment("a", 12_000, 12_600),
            segment("a", 21_000, 21_800),
            segment("b", 22_000, 22_400),
            segment("a", 23_000, 23_500),
            segment("a", 25_000, 26_000));

    @Test
    void shouldTellRightMissedAndConfusedApart() {
        Annotation labels = annotation(
                segment("S1", 0, 10_000),
                segment("S2", 10_000, 20_000),
                // of the answer at 21 s half is right and half is given to S2
                segment("S1", 21_000, 21_400),
                segment("S2", 21_400, 21_800),
                // all of the answer at 22 s is given to somebody who never speaks
                segment("S3", 22_000, 22_400),
                // the first 200 ms of the answer at 23 s are right, the rest has no label
                segment("S1", 23_000, 23_200));

        ShortTurns score = LabelScore.of(REFERENCE, labels, ALL).shortTurns();

        // at 12 s b is labelled and speaks: that label is right, so a's answer in it is missed, not confused
        assertThat(score).isEqualTo(new ShortTurns(4, 2_300 * MS, (600 + 300) * MS, (400 + 400) * MS));
        assertThat(score.rate()).isCloseTo(1700.0 / 2300, within(1e-12));
    }

    @Test
    void shouldFindNothingWrongWhereAllIsRightUnderOtherNames() {
        Annotation labels = annotation(REFERENCE.segments().stream()
                .map(s -> new Annotation.Segment("X" + s.speaker(), s.span()))
                .toArray(Annotation.Segment[]::new));

        assertThat(LabelScore.of(REFERENCE, labels, ALL).shortTurns()).isEqualTo(new ShortTurns(4, 2_300 * MS, 0, 0));
    }

    @Test
    void shouldMissThemAllInSilence() {
        assertThat(LabelScore.of(REFERENCE, Annotation.empty(), ALL)
                        .shortTurns()
                        .rate())
                .isEqualTo(1);
    }

    @Test
    void shouldTakeNoLongTurnForShortThatTheRegionCuts() {
        Spans region = Spans.of(9_500 * MS, 12_200 * MS);

        ShortTurns score = LabelScore.of(REFERENCE, Annotation.empty(), region).shortTurns();

        assertThat(score).isEqualTo(new ShortTurns(1, 200 * MS, 200 * MS, 0));
    }

    @Test
    void shouldHaveNoRateWithoutShortTurns() {
        assertThat(ShortTurns.none().rate()).isNaN();
    }

    private static Annotation annotation(Annotation.Segment... segments) {
        return Annotation.of(List.of(segments));
    }

    private static Annotation.Segment segment(String speaker, long fromMs, long toMs) {
        return new Annotation.Segment(speaker, new Span(fromMs * MS, toMs * MS));
    }
}
