package dev.rostrum.lab.study;

import dev.rostrum.lab.scoring.BoundaryLooseness;
import dev.rostrum.service.annotation.Annotation;
import dev.rostrum.service.annotation.Span;
import dev.rostrum.service.annotation.Spans;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * The boundaries of a reference that stand free: no other stretch of speech, of whomever, within half a second, and no
 * end of the recording. Only there can an edge of the sound be held against the mark, and it is sought as near.
 *
 * @param turns all stretches of the reference
 */
record FreeBoundaries(List<Turn> turns) {
    /** How near anything else may not be, and how near the edge of the sound must be. */
    static final long NEAR_NS = 500_000_000L;

    FreeBoundaries {
        turns = List.copyOf(turns);
    }

    /**
     * A stretch of one speaker.
     *
     * @param startFree whether its start stands free
     * @param endFree whether its end does
     */
    record Turn(Annotation.Segment segment, boolean startFree, boolean endFree) {}

    /** Those of a recording that lasts from 0 to {@code lengthNs}. */
    static FreeBoundaries of(Annotation reference, long lengthNs) {
        List<Annotation.Segment> segments = reference.segments();
        List<Turn> turns = new ArrayList<>();
        for (Annotation.Segment segment : segments) {
            Spans others = new Spans(segments.stream()
                    .filter(other -> !other.equals(segment))
                    .map(Annotation.Segment::span)
                    .toList());
            turns.add(new Turn(
                    segment,
                    free(segment.span().from(), others, lengthNs),
                    free(segment.span().to(), others, lengthNs)));
        }
        return new FreeBoundaries(turns);
    }

    private static boolean free(long at, Spans others, long lengthNs) {
        return at >= NEAR_NS
                && at <= lengthNs - NEAR_NS
                && others.and(Spans.of(at - NEAR_NS, at + NEAR_NS)).isEmpty();
    }

    /** How many stand free. */
    int free() {
        return turns.stream()
                .mapToInt(turn -> (turn.startFree() ? 1 : 0) + (turn.endFree() ? 1 : 0))
                .sum();
    }

    /** How far the free ones lie outside what was heard. */
    BoundaryLooseness against(Spans heard) {
        List<Long> starts = new ArrayList<>();
        List<Long> ends = new ArrayList<>();
        for (Turn turn : turns) {
            Span marked = turn.segment().span();
            edge(turn.startFree(), heard, Span::from, marked).ifPresent(found -> starts.add(found - marked.from()));
            edge(turn.endFree(), heard, Span::to, marked).ifPresent(found -> ends.add(marked.to() - found));
        }
        return new BoundaryLooseness(starts, ends, free() - starts.size() - ends.size());
    }

    /** The reference as it is. */
    Annotation asMarked() {
        return Annotation.of(turns.stream().map(Turn::segment).toList());
    }

    /** The reference with its free boundaries moved to what was heard; one that nothing would be left of stays. */
    Annotation movedTo(Spans heard) {
        return Annotation.of(turns.stream().map(turn -> moved(turn, heard)).toList());
    }

    private static Annotation.Segment moved(Turn turn, Spans heard) {
        Span marked = turn.segment().span();
        long from = edge(turn.startFree(), heard, Span::from, marked).orElse(marked.from());
        long to = edge(turn.endFree(), heard, Span::to, marked).orElse(marked.to());
        return from < to ? new Annotation.Segment(turn.segment().speaker(), new Span(from, to)) : turn.segment();
    }

    private static Optional<Long> edge(boolean free, Spans heard, ToLongFunction<Span> kind, Span marked) {
        return free ? BoundaryLooseness.nearest(heard, kind, kind.applyAsLong(marked), NEAR_NS) : Optional.empty();
    }
}
