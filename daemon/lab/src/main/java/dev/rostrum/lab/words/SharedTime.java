package dev.rostrum.lab.words;

import dev.rostrum.service.annotation.Span;
import java.util.ArrayList;
import java.util.List;

/** Texts that have one stretch of time between them share it by their length in letters. */
final class SharedTime {
    private SharedTime() {}

    /** The stretch of each text, in nanoseconds, one after another without a gap. */
    static List<Span> of(List<String> texts, Span time) {
        long letters = texts.stream().mapToLong(SharedTime::letters).sum();
        List<Span> spans = new ArrayList<>();
        long before = 0;
        for (String text : texts) {
            long after = before + letters(text);
            spans.add(new Span(at(time, before, letters), at(time, after, letters)));
            before = after;
        }
        return spans;
    }

    private static long letters(String text) {
        return text.codePointCount(0, text.length());
    }

    private static long at(Span time, long letter, long letters) {
        return time.from() + Math.round((double) time.length() * letter / letters);
    }
}
