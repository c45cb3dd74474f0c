package dev.rostrum.lab.words;

import dev.rostrum.service.annotation.Span;
import java.util.OptionalDouble;

/**
 * One recognised word.
 *
 * @param text as it was recognised, no white space at its ends and single spaces inside
 * @param span nanoseconds
 * @param probability what the recogniser says of it, where it says so
 * @param timeFilled whether the recogniser gave no time, and its neighbours had to say when it was
 */
public record Word(String text, Span span, OptionalDouble probability, boolean timeFilled) {
    /** The instant half way, in nanoseconds. */
    public long middle() {
        return span.from() + span.length() / 2;
    }
}
