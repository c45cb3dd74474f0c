package dev.rostrum.lab.words;

import dev.rostrum.service.annotation.Annotation;
import dev.rostrum.service.annotation.Span;
import dev.rostrum.service.annotation.Spans;
import dev.rostrum.service.replay.EmissionLog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** When each speaker speaks, and how sure that is: stretches in order, none of one speaker overlapping another of his. */
public final class SpeakerTimes {
    private final List<Speaker> speakers;

    private SpeakerTimes(List<Speaker> speakers) {
        this.speakers = List.copyOf(speakers);
    }

    /**
     * A stretch of speech.
     *
     * @param span nanoseconds
     * @param sureness probability that it is this speaker's
     */
    public record LabelSegment(Span span, double sureness) {}

    /** A speaker with all his stretches, by time. */
    public record Speaker(String name, List<LabelSegment> stretches) {
        public Speaker {
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
    public static SpeakerTimes of(Annotation turns) {
        return new SpeakerTimes(turns.speakers().stream()
                .map(name -> new Speaker(name, stretches(turns.of(name), Spans.none(), 1)))
                .toList());
    }

    /**
     * Turns that are as sure as what was published last of them; what was never published is sure.
     *
     * @throws IllegalArgumentException the events end with a speaker that the turns do not know
     */
    public static SpeakerTimes of(Annotation turns, EmissionLog events) {
        TreeMap<String, List<LabelSegment>> published = new TreeMap<>();
        for (EmissionLog.Version version : events.versions()) {
            if (version.until() == Long.MAX_VALUE) {
                Span span = new Span(
                        events.nanoseconds(version.turn().fromSample()),
                        events.nanoseconds(version.turn().toSample()));
                published
                        .computeIfAbsent(version.speaker(), name -> new ArrayList<>())
                        .add(new LabelSegment(span, version.turn().confidence()));
            }
        }
        for (String name : published.keySet()) {
            if (!turns.speakers().contains(name)) {
                throw new IllegalArgumentException("the events end with speaker " + name
                        + ", whom the turns do not have (" + String.join(", ", turns.speakers())
                        + "); both must come from one run");
            }
        }
        return new SpeakerTimes(turns.speakers().stream()
                .map(name -> new Speaker(name, weighed(turns.of(name), published.getOrDefault(name, List.of()))))
                .toList());
    }

    /** All speakers by name. */
    public List<Speaker> speakers() {
        return speakers;
    }

    private static List<LabelSegment> weighed(Spans turns, List<LabelSegment> published) {
        List<LabelSegment> all = new ArrayList<>();
        Spans taken = Spans.none();
        for (LabelSegment stretch : published) {
            Spans here = new Spans(List.of(stretch.span()));
            all.addAll(stretches(turns.and(here), taken, stretch.sureness()));
            taken = taken.or(here);
        }
        all.addAll(stretches(turns, taken, 1));
        all.sort(Comparator.comparingLong(stretch -> stretch.span().from()));
        return all;
    }

    private static List<LabelSegment> stretches(Spans where, Spans butNot, double sureness) {
        return where.minus(butNot).list().stream()
                .map(span -> new LabelSegment(span, sureness))
                .toList();
    }
}
