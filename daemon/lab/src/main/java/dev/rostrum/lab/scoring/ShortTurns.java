package dev.rostrum.lab.scoring;

import dev.rostrum.service.annotation.Annotation;
import dev.rostrum.service.annotation.Spans;
import java.util.List;

/**
 * What becomes of short answers: turns of the reference that last less than {@link #SHORT_NS}, each looked at for its
 * own speaker. An instant of one is right where this speaker's label is there, whoever else is labelled. Else it is
 * confused where some label is there that belongs to nobody who speaks then, and missed where there is none.
 *
 * @param turns how many there are
 * @param totalNs how long they last together, what overlaps counted for each
 * @param missNs of it, time without a label
 * @param confusionNs of it, time under a wrong label
 */
public record ShortTurns(int turns, long totalNs, long missNs, long confusionNs) {
    /** A turn of this length is not short any more. */
    public static final long SHORT_NS = 1_000_000_000L;

    /** No recording. */
    public static ShortTurns none() {
        return new ShortTurns(0, 0, 0, 0);
    }

    /**
     * Of one recording.
     *
     * @param reference whole: how long a turn is does not depend on what is scored
     * @param found labels
     * @param mapping of the whole recording
     * @param region of which instants count
     */
    public static ShortTurns of(Annotation reference, Annotation found, SpeakerMapping mapping, Spans region) {
        ShortTurns sum = none();
        for (Annotation.Segment turn : reference.segments()) {
            Spans scored = new Spans(List.of(turn.span())).and(region);
            if (turn.span().length() < SHORT_NS && !scored.isEmpty()) {
                sum = sum.plus(of(turn.speaker(), scored, reference, found, mapping));
            }
        }
        return sum;
    }

    private static ShortTurns of(
            String speaker, Spans turn, Annotation reference, Annotation found, SpeakerMapping mapping) {
        Spans left = turn.minus(mapping.foundOf(speaker).map(found::of).orElse(Spans.none()));
        Spans wrong = Spans.union(found.speakers().stream()
                .map(label -> found.of(label)
                        .minus(mapping.trueOf(label).map(reference::of).orElse(Spans.none())))
                .toList());
        long confusion = left.and(wrong).length();
        return new ShortTurns(1, turn.length(), left.length() - confusion, confusion);
    }

    /** Both together. */
    public ShortTurns plus(ShortTurns other) {
        return new ShortTurns(
                turns + other.turns, totalNs + other.totalNs, missNs + other.missNs, confusionNs + other.confusionNs);
    }

    /** Share of their time that is not under their speaker's label, 0 to 1; not a number without such turns. */
    public double rate() {
        return (double) (missNs + confusionNs) / totalNs;
    }
}
