package dev.rostrum.daemon.words;

import dev.rostrum.daemon.evaluation.Annotation;
import dev.rostrum.daemon.evaluation.EmissionLog;
import dev.rostrum.daemon.evaluation.Span;
import dev.rostrum.daemon.evaluation.Spans;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** When each talker speaks, and how sure that is: stretches in order, none of one talker overlapping another of his. */
public final class TalkerTimes {
    private final List<Talker> talkers;

    private TalkerTimes(List<Talker> talkers) {
        this.talkers = List.copyOf(talkers);
    }

    /**
     * A stretch of speech.
     *
     * @param span nanoseconds
     * @param sureness probability that it is this talker's
     */
    public record Stretch(Span span, double sureness) {}

    /** A talker with all his stretches, by time. */
    public record Talker(String name, List<Stretch> stretches) {
        public Talker {
            stretches = List.copyOf(stretches);
        }

        /** The first stretch that ends after an instant; their number where none does. */
        int firstEndingAfter(long instant) {
            int low = 0;
            int high = stretches.size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (stretches.get(middle).span().to() > instant) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            return low;
        }
    }

    /** Turns that are all sure. */
    public static TalkerTimes of(Annotation turns) {
        return new TalkerTimes(turns.talkers().stream()
                .map(name -> new Talker(name, stretches(turns.of(name), Spans.none(), 1)))
                .toList());
    }

    /**
     * Turns that are as sure as what was published last of them; what was never published is sure.
     *
     * @throws IllegalArgumentException the events end with a talker that the turns do not know
     */
    public static TalkerTimes of(Annotation turns, EmissionLog events) {
        TreeMap<String, List<Stretch>> published = new TreeMap<>();
        for (EmissionLog.Version version : events.versions()) {
            if (version.until() == Long.MAX_VALUE) {
                Span span = new Span(
                        events.nanoseconds(version.turn().fromSample()),
                        events.nanoseconds(version.turn().toSample()));
                published
                        .computeIfAbsent(version.talker(), name -> new ArrayList<>())
                        .add(new Stretch(span, version.turn().confidence()));
            }
        }
        for (String name : published.keySet()) {
            if (!turns.talkers().contains(name)) {
                throw new IllegalArgumentException("the events end with talker " + name
                        + ", whom the turns do not have (" + String.join(", ", turns.talkers())
                        + "); both must come from one run");
            }
        }
        return new TalkerTimes(turns.talkers().stream()
                .map(name -> new Talker(name, weighed(turns.of(name), published.getOrDefault(name, List.of()))))
                .toList());
    }

    /** All talkers by name. */
    public List<Talker> talkers() {
        return talkers;
    }

    private static List<Stretch> weighed(Spans turns, List<Stretch> published) {
        List<Stretch> all = new ArrayList<>();
        Spans taken = Spans.none();
        for (Stretch stretch : published) {
            Spans here = new Spans(List.of(stretch.span()));
            all.addAll(stretches(turns.and(here), taken, stretch.sureness()));
            taken = taken.or(here);
        }
        all.addAll(stretches(turns, taken, 1));
        all.sort(Comparator.comparingLong(stretch -> stretch.span().from()));
        return all;
    }

    private static List<Stretch> stretches(Spans where, Spans butNot, double sureness) {
        return where.minus(butNot).list().stream()
                .map(span -> new Stretch(span, sureness))
                .toList();
    }
}
