package dev.rostrum.service.annotation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who speaks when in one recording, in nanoseconds from its start. What one speaker says twice at a time counts once:
 * a speaker's stretches that overlap or touch are one.
 */
public final class Annotation {
    private static final Annotation EMPTY = new Annotation(new TreeMap<>());

    private final SortedMap<String, Spans> bySpeaker;

    private Annotation(SortedMap<String, Spans> bySpeaker) {
        this.bySpeaker = bySpeaker;
    }

    /**
     * One stretch of one speaker.
     *
     * @param speaker the name as in the file
     * @param span nanoseconds
     */
    public record Segment(String speaker, Span span) {}

    /** Nobody speaks. */
    public static Annotation empty() {
        return EMPTY;
    }

    /** Of segments in any order; a speaker without a segment of positive length is not in it. */
    public static Annotation of(Collection<Segment> segments) {
        SortedMap<String, List<Span>> spans = new TreeMap<>();
        for (Segment segment : segments) {
            spans.computeIfAbsent(segment.speaker(), speaker -> new ArrayList<>())
                    .add(segment.span());
        }
        SortedMap<String, Spans> merged = new TreeMap<>();
        spans.forEach((speaker, list) -> put(merged, speaker, new Spans(list)));
        return new Annotation(merged);
    }

    /** Names of those who speak, sorted. */
    public SortedSet<String> speakers() {
        return new TreeSet<>(bySpeaker.keySet());
    }

    /** When this speaker speaks; never, for a name that is not known. */
    public Spans of(String speaker) {
        return bySpeaker.getOrDefault(speaker, Spans.none());
    }

    /** All stretches by time, then by name. */
    public List<Segment> segments() {
        List<Segment> segments = new ArrayList<>();
        bySpeaker.forEach((speaker, spans) -> spans.list().forEach(span -> segments.add(new Segment(speaker, span))));
        segments.sort(Comparator.<Segment>comparingLong(s -> s.span().from())
                .thenComparingLong(s -> s.span().to())
                .thenComparing(Segment::speaker));
        return segments;
    }

    /** The part that lies in the region. */
    public Annotation within(Spans region) {
        SortedMap<String, Spans> kept = new TreeMap<>();
        bySpeaker.forEach((speaker, spans) -> put(kept, speaker, spans.and(region)));
        return new Annotation(kept);
    }

    /** Instants at which anybody speaks. */
    public Spans speech() {
        return Spans.union(bySpeaker.values());
    }

    /** Instants at which two or more speak. */
    public Spans overlap() {
        List<Span> twice = new ArrayList<>();
        Spans seen = Spans.none();
        for (Spans spans : bySpeaker.values()) {
            twice.addAll(seen.and(spans).list());
            seen = seen.or(spans);
        }
        return new Spans(twice);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Annotation that && bySpeaker.equals(that.bySpeaker);
    }

    @Override
    public int hashCode() {
        return bySpeaker.hashCode();
    }

    @Override
    public String toString() {
        return bySpeaker.toString();
    }

    private static void put(SortedMap<String, Spans> to, String speaker, Spans spans) {
        if (!spans.isEmpty()) {
            to.put(speaker, spans);
        }
    }
}
