package dev.rostrum.lab.scoring;

import dev.rostrum.service.annotation.Annotation;
import dev.rostrum.service.annotation.Span;
import dev.rostrum.service.annotation.Spans;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * How far a reference's boundaries of speech lie outside what was heard: whoever marked turns by hand, or by an
 * aligner, left room before the first sound and behind the last, and no system can be right in it. Each start and end
 * of speech, whoever speaks, is compared with the nearest one of the same kind in the labels, within a second.
 *
 * @param startsNs how much earlier each start of the reference is than the one heard; negative where it is later
 * @param endsNs how much later each end of the reference is than the one heard; negative where it is earlier
 * @param alone boundaries of the reference that have none near them
 */
public record BoundaryLooseness(List<Long> startsNs, List<Long> endsNs, int alone) {
    private static final long NEAR_NS = 1_000_000_000L;

    public BoundaryLooseness {
        startsNs = List.copyOf(startsNs);
        endsNs = List.copyOf(endsNs);
    }

    /** No recording. */
    public static BoundaryLooseness none() {
        return new BoundaryLooseness(List.of(), List.of(), 0);
    }

    /** Of one recording. */
    public static BoundaryLooseness of(Annotation reference, Annotation labels) {
        Spans marked = reference.speech();
        Spans heard = labels.speech();
        List<Long> starts = new ArrayList<>();
        List<Long> ends = new ArrayList<>();
        distances(marked, heard, Span::from, starts);
        distances(marked, heard, Span::to, ends);
        starts.replaceAll(later -> -later);
        int alone = 2 * marked.list().size() - starts.size() - ends.size();
        return new BoundaryLooseness(starts, ends, alone);
    }

    /** Of both. */
    public BoundaryLooseness plus(BoundaryLooseness other) {
        return new BoundaryLooseness(plus(startsNs, other.startsNs), plus(endsNs, other.endsNs), alone + other.alone);
    }

    /** As rows of a table, in seconds. */
    public List<List<String>> rows() {
        return List.of(
                List.of("", "boundaries", "10 % below", "median", "90 % below"),
                row("starts before what was heard", startsNs),
                row("ends after what was heard", endsNs),
                List.of("has none within 1 s", String.valueOf(alone), "", "", ""));
    }

    private static List<String> row(String name, List<Long> distances) {
        List<String> row = new ArrayList<>(List.of(name, String.valueOf(distances.size())));
        for (double share : new double[] {0.1, 0.5, 0.9}) {
            row.add(distances.isEmpty() ? "-" : String.format(Locale.ROOT, "%.2f s", percentile(distances, share)));
        }
        return row;
    }

    /** The distance that this share of all lie below, in seconds; not a number where there are none. */
    public static double percentile(List<Long> distances, double share) {
        if (distances.isEmpty()) {
            return Double.NaN;
        }
        List<Long> sorted = new ArrayList<>(distances);
        Collections.sort(sorted);
        return sorted.get((int) Math.round(share * (sorted.size() - 1))) / 1e9;
    }

    /** The share of starts and ends further than this from what was heard, on either side; not a number without any. */
    public double beyond(long distanceNs) {
        List<Long> all = plus(startsNs, endsNs);
        return (double) all.stream().filter(ns -> Math.abs(ns) > distanceNs).count() / all.size();
    }

    /** The edge nearest to an instant, none where it is further than {@code nearNs}. */
    public static Optional<Long> nearest(Spans heard, ToLongFunction<Span> edge, long atNs, long nearNs) {
        return heard.list().stream()
                .map(edge::applyAsLong)
                .min(Comparator.comparingLong(other -> Math.abs(other - atNs)))
                .filter(other -> Math.abs(other - atNs) <= nearNs);
    }

    /** Adds, for each boundary that has one near it, how much later it is than the nearest. */
    private static void distances(Spans marked, Spans heard, ToLongFunction<Span> edge, List<Long> found) {
        for (Span span : marked.list()) {
            long at = edge.applyAsLong(span);
            nearest(heard, edge, at, NEAR_NS).ifPresent(other -> found.add(at - other));
        }
    }

    private static List<Long> plus(List<Long> some, List<Long> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }
}
