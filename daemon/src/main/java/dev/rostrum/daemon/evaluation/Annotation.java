package dev.rostrum.daemon.evaluation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who speaks when in one recording, in nanoseconds from its start. What one talker says twice at a time counts once:
 * a talker's stretches that overlap or touch are one.
 */
public final class Annotation {
    private static final Annotation EMPTY = new Annotation(new TreeMap<>());

    private final SortedMap<String, Spans> byTalker;

    private Annotation(SortedMap<String, Spans> byTalker) {
        this.byTalker = byTalker;
    }

    /**
     * One stretch of one talker.
     *
     * @param talker the name as in the file
     * @param span nanoseconds
     */
    public record Segment(String talker, Span span) {}

    /** Nobody speaks. */
    public static Annotation empty() {
        return EMPTY;
    }

    /** Of segments in any order; a talker without a segment of positive length is not in it. */
    public static Annotation of(Collection<Segment> segments) {
        SortedMap<String, List<Span>> spans = new TreeMap<>();
        for (Segment segment : segments) {
            spans.computeIfAbsent(segment.talker(), talker -> new ArrayList<>()).add(segment.span());
        }
        SortedMap<String, Spans> merged = new TreeMap<>();
        spans.forEach((talker, list) -> put(merged, talker, new Spans(list)));
        return new Annotation(merged);
    }

    /** Names of those who speak, sorted. */
    public SortedSet<String> talkers() {
        return new TreeSet<>(byTalker.keySet());
    }

    /** When this talker speaks; never, for a name that is not known. */
    public Spans of(String talker) {
        return byTalker.getOrDefault(talker, Spans.none());
    }

    /** All stretches by time, then by name. */
    public List<Segment> segments() {
        List<Segment> segments = new ArrayList<>();
        byTalker.forEach((talker, spans) -> spans.list().forEach(span -> segments.add(new Segment(talker, span))));
        segments.sort(Comparator.<Segment>comparingLong(s -> s.span().from())
                .thenComparingLong(s -> s.span().to())
                .thenComparing(Segment::talker));
        return segments;
    }

    /** The part that lies in the region. */
    public Annotation within(Spans region) {
        SortedMap<String, Spans> kept = new TreeMap<>();
        byTalker.forEach((talker, spans) -> put(kept, talker, spans.and(region)));
        return new Annotation(kept);
    }

    /** Instants at which anybody speaks. */
    public Spans speech() {
        return Spans.union(byTalker.values());
    }

    /** Instants at which two or more speak. */
    public Spans overlap() {
        List<Span> twice = new ArrayList<>();
        Spans seen = Spans.none();
        for (Spans spans : byTalker.values()) {
            twice.addAll(seen.and(spans).list());
            seen = seen.or(spans);
        }
        return new Spans(twice);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Annotation that && byTalker.equals(that.byTalker);
    }

    @Override
    public int hashCode() {
        return byTalker.hashCode();
    }

    @Override
    public String toString() {
        return byTalker.toString();
    }

    private static void put(SortedMap<String, Spans> to, String talker, Spans spans) {
        if (!spans.isEmpty()) {
            to.put(talker, spans);
        }
    }
}
