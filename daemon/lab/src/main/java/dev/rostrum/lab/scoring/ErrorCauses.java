package dev.rostrum.lab.scoring;

import dev.rostrum.service.annotation.Annotation;
import dev.rostrum.service.annotation.Span;
import dev.rostrum.service.annotation.Spans;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Where the errors lie. Every instant has one cause, the first of the list that holds for it, so the parts add up to
 * all errors; the mapping of speakers is that of the whole recording.
 *
 * @param parts errors by cause, all causes present
 */
public record ErrorCauses(Map<Cause, ErrorParts> parts) {
    private static final long BOUNDARY_NS = 250_000_000L;
    private static final long FIRST_NS = 5_000_000_000L;

    /** What is the matter with an instant, by the reference. */
    public enum Cause {
        BOUNDARY("within 0.25 s of a boundary"),
        OVERLAP("overlapped speech"),
        FIRST_SECONDS("a speaker's first 5 s"),
        SHORT_TURN("turns under 1 s"),
        OTHER_SPEECH("other speech"),
        SILENCE("silence");

        private final String words;

        Cause(String words) {
            this.words = words;
        }

        /** For a reader. */
        public String words() {
            return words;
        }
    }

    public ErrorCauses {
        parts = Collections.unmodifiableMap(new EnumMap<>(parts));
    }

    /** Nothing was heard. */
    public static ErrorCauses none() {
        Map<Cause, ErrorParts> parts = new EnumMap<>(Cause.class);
        for (Cause cause : Cause.values()) {
            parts.put(cause, ErrorParts.none());
        }
        return new ErrorCauses(parts);
    }

    /** Of one recording. */
    public static ErrorCauses of(Annotation reference, Annotation labels, Spans region) {
        Annotation truth = reference.within(region);
        Annotation found = labels.within(region);
        SpeakerMapping mapping = SpeakerMapping.between(truth, found);
        Map<Cause, ErrorParts> parts = new EnumMap<>(Cause.class);
        Spans left = region;
        for (Cause cause : Cause.values()) {
            Spans zone = zone(cause, reference).and(left);
            if (cause == Cause.SILENCE) {
                zone = left;
            }
            parts.put(cause, ErrorParts.of(truth.within(zone), found.within(zone), mapping));
            left = left.minus(zone);
        }
        return new ErrorCauses(parts);
    }

    /** Both together. */
    public ErrorCauses plus(ErrorCauses other) {
        Map<Cause, ErrorParts> sums = new EnumMap<>(parts);
        other.parts.forEach((cause, more) -> sums.merge(cause, more, ErrorParts::plus));
        return new ErrorCauses(sums);
    }

    private static Spans zone(Cause cause, Annotation reference) {
        return switch (cause) {
            case BOUNDARY -> boundaries(reference);
            case OVERLAP -> reference.overlap();
            case FIRST_SECONDS -> firstSeconds(reference);
            case SHORT_TURN -> shortTurns(reference);
            case OTHER_SPEECH -> reference.speech();
            case SILENCE -> Spans.none();
        };
    }

    private static Spans boundaries(Annotation reference) {
        List<Span> spans = new ArrayList<>();
        for (Annotation.Segment segment : reference.segments()) {
            spans.add(
                    new Span(segment.span().from() - BOUNDARY_NS, segment.span().from() + BOUNDARY_NS));
            spans.add(new Span(segment.span().to() - BOUNDARY_NS, segment.span().to() + BOUNDARY_NS));
        }
        return new Spans(spans);
    }

    private static Spans firstSeconds(Annotation reference) {
        return Spans.union(reference.speakers().stream()
                .map(speaker -> {
                    Spans speech = reference.of(speaker);
                    long begin = speech.extent().from();
                    return speech.and(Spans.of(begin, begin + FIRST_NS));
                })
                .toList());
    }

    private static Spans shortTurns(Annotation reference) {
        return new Spans(reference.segments().stream()
                .map(Annotation.Segment::span)
                .filter(span -> span.length() < ShortTurns.SHORT_NS)
                .toList());
    }
}
