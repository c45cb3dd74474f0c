package dev.rostrum.daemon.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

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
        List<Span> marked = reference.speech().list();
        List<Span> heard = labels.speech().list();
        List<Long> starts = new ArrayList<>();
        List<Long> ends = new ArrayList<>();
        distances(marked, heard, Span::from, starts);
        distances(marked, heard, Span::to, ends);
        starts.replaceAll(later -> -later);
        int alone = 2 * marked.size() - starts.size() - ends.size();
        return new BoundaryLooseness(starts, ends, alone);
    }

    /** Of both. */
    public BoundaryLooseness plus(BoundaryLooseness other) {
        List<Long> starts = new ArrayList<>(startsNs);
        List<Long> ends = new ArrayList<>(endsNs);
        starts.addAll(other.startsNs);
        ends.addAll(other.endsNs);
        return new BoundaryLooseness(starts, ends, alone + other.alone);
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

    private static double percentile(List<Long> distances, double share) {
        List<Long> sorted = new ArrayList<>(distances);
        Collections.sort(sorted);
        return sorted.get((int) Math.round(share * (sorted.size() - 1))) / 1e9;
    }

    /** Adds, for each boundary that has one near it, how much later it is than the nearest. */
    private static void distances(List<Span> marked, List<Span> heard, ToLongFunction<Span> edge, List<Long> found) {
        for (Span span : marked) {
            long at = edge.applyAsLong(span);
            heard.stream()
                    .map(other -> at - edge.applyAsLong(other))
                    .min((one, other) -> Long.compare(Math.abs(one), Math.abs(other)))
                    .filter(distance -> Math.abs(distance) <= NEAR_NS)
                    .ifPresent(found::add);
        }
    }
}
