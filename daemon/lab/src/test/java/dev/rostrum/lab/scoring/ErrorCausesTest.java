package dev.rostrum.lab.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.lab.scoring.ErrorCauses.Cause;
import dev.rostrum.service.annotation.Annotation;
import dev.rostrum.service.annotation.Span;
import dev.rostrum.service.annotation.Spans;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ErrorCausesTest {
    private static final long MS = 1_000_000L;
    private static final Spans ALL = Spans.of(0, 40_000 * MS);

    @Property(tries = 100)
    void shouldAddUpToAllErrors(@ForAll long seed) {
        Random random = new Random(seed);
        Annotation reference = random(random, "r");
        Annotation labels = random(random, "h");

        ErrorCauses causes = ErrorCauses.of(reference, labels, ALL);

        ErrorParts sum = causes.parts().values().stream().reduce(ErrorParts.none(), ErrorParts::plus);
        Annotation truth = reference.within(ALL);
        Annotation found = labels.within(ALL);
        assertThat(sum).isEqualTo(ErrorParts.of(truth, found, SpeakerMapping.between(truth, found)));
        assertThat(causes.plus(ErrorCauses.none())).isEqualTo(causes);
    }

    @Test
    void shouldNameTheFirstCauseThatHolds() {
        // a speaks from 10 to 20 s, b at 25 s for 0.6 s, a again from 30 s
        Annotation reference = Annotation.of(
                List.of(segment("a", 10_000, 20_000), segment("b", 25_000, 25_600), segment("a", 30_000, 38_000)));

        ErrorCauses causes = ErrorCauses.of(reference, Annotation.empty(), ALL);

        assertThat(miss(causes, Cause.BOUNDARY)).isEqualTo(4 * 250 + 2 * 250);
        assertThat(miss(causes, Cause.FIRST_SECONDS)).isEqualTo(4_750 + 100);
        assertThat(miss(causes, Cause.SHORT_TURN))
                .as("b's turn is b's first as well")
                .isZero();
        assertThat(miss(causes, Cause.OTHER_SPEECH)).isEqualTo(4_750 + 7_500);
        assertThat(miss(causes, Cause.SILENCE)).isZero();
    }

    private static long miss(ErrorCauses causes, Cause cause) {
        return causes.parts().getOrDefault(cause, ErrorParts.none()).missNs() / MS;
    }

    private static Annotation.Segment segment(String speaker, long fromMs, long toMs) {
        return new Annotation.Segment(speaker, new Span(fromMs * MS, toMs * MS));
    }

    private static Annotation random(Random random, String prefix) {
        List<Annotation.Segment> segments = new ArrayList<>();
        for (int i = random.nextInt(15); i > 0; i--) {
            long from = random.nextInt(40_000);
            segments.add(segment(prefix + random.nextInt(3), from, from + random.nextInt(6_000)));
        }
        return Annotation.of(segments);
    }
}
