package dev.rostrum.service.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Against sets of single instants. */
class SpansTest {
    @Property(tries = 300)
    void shouldDoSetArithmetic(@ForAll long seed) {
        Random random = new Random(seed);
        List<Span> first = random(random);
        List<Span> second = random(random);
        Spans a = new Spans(first);
        Spans b = new Spans(second);

        BitSet both = instants(first);
        both.and(instants(second));
        BitSet either = instants(first);
        either.or(instants(second));
        BitSet rest = instants(first);
        rest.andNot(instants(second));

        assertThat(instants(a.and(b).list())).isEqualTo(both);
        assertThat(instants(a.or(b).list())).isEqualTo(either);
        assertThat(instants(a.minus(b).list())).isEqualTo(rest);
        assertThat(a.length()).isEqualTo(instants(first).cardinality());
        assertThat(a.or(b)).isEqualTo(b.or(a));
    }

    @Property(tries = 200)
    void shouldKeepSpansApart(@ForAll long seed) {
        List<Span> list = new Spans(random(new Random(seed))).list();

        assertThat(list).allMatch(span -> span.length() > 0);
        for (int i = 1; i < list.size(); i++) {
            assertThat(list.get(i).from()).isGreaterThan(list.get(i - 1).to());
        }
    }

    private static List<Span> random(Random random) {
        List<Span> spans = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            int from = random.nextInt(40);
            spans.add(new Span(from, from + random.nextInt(9)));
        }
        return spans;
    }

    private static BitSet instants(List<Span> spans) {
        BitSet set = new BitSet();
        spans.forEach(span -> set.set((int) span.from(), (int) span.to()));
        return set;
    }
}
