package dev.rostrum.service.annotation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** A set of instants as sorted spans of positive length that neither overlap nor touch; exact set arithmetic on it. */
public record Spans(List<Span> list) {
    private static final Spans NONE = new Spans(List.of());

    /**
     * The union of these spans; those of no length add nothing.
     *
     * @param list in any order, overlapping or not
     */
    public Spans {
        list = merged(list);
    }

    /** No instant. */
    public static Spans none() {
        return NONE;
    }

    /** One stretch; none where it has no length. */
    public static Spans of(long from, long to) {
        return new Spans(List.of(new Span(from, to)));
    }

    /** Instants in either. */
    public Spans or(Spans other) {
        List<Span> both = new ArrayList<>(list);
        both.addAll(other.list);
        return new Spans(both);
    }

    /** Instants in all of these. */
    public static Spans union(Collection<Spans> many) {
        List<Span> all = new ArrayList<>();
        many.forEach(spans -> all.addAll(spans.list));
        return new Spans(all);
    }

    /** Instants in both. */
    public Spans and(Spans other) {
        List<Span> common = new ArrayList<>();
        int mine = 0;
        int theirs = 0;
        while (mine < list.size() && theirs < other.list.size()) {
            Span a = list.get(mine);
            Span b = other.list.get(theirs);
            long from = Math.max(a.from(), b.from());
            long to = Math.min(a.to(), b.to());
            if (from < to) {
                common.add(new Span(from, to));
            }
            if (a.to() < b.to()) {
                mine++;
            } else {
                theirs++;
            }
        }
        return new Spans(common);
    }

    /** Instants in this but not in the other. */
    public Spans minus(Spans other) {
        if (isEmpty() || other.isEmpty()) {
            return this;
        }
        long begin = extent().from();
        List<Span> gaps = new ArrayList<>();
        for (Span taken : other.list) {
            if (taken.from() > begin) {
                gaps.add(new Span(begin, taken.from()));
            }
            begin = Math.max(begin, taken.to());
        }
        if (begin < extent().to()) {
            gaps.add(new Span(begin, extent().to()));
        }
        return and(new Spans(gaps));
    }

    /** The time all spans last together. */
    public long length() {
        return list.stream().mapToLong(Span::length).sum();
    }

    /** No instant belongs to it. */
    public boolean isEmpty() {
        return list.isEmpty();
    }

    /** From the first instant to the last, what lies between included; of no length at 0 where there is none. */
    public Span extent() {
        return isEmpty()
                ? new Span(0, 0)
                : new Span(list.getFirst().from(), list.getLast().to());
    }

    private static List<Span> merged(List<Span> spans) {
        List<Span> sorted = spans.stream()
                .filter(span -> span.length() > 0)
                .sorted(Comparator.comparingLong(Span::from))
                .toList();
        List<Span> merged = new ArrayList<>(sorted.size());
        for (Span span : sorted) {
            if (!merged.isEmpty() && span.from() <= merged.getLast().to()) {
                Span last = merged.removeLast();
                merged.add(new Span(last.from(), Math.max(last.to(), span.to())));
            } else {
                merged.add(span);
            }
        }
        return List.copyOf(merged);
    }
}
