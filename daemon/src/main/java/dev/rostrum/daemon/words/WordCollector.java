package dev.rostrum.daemon.words;

import dev.rostrum.daemon.evaluation.AnnotationException;
import dev.rostrum.daemon.evaluation.DecimalSeconds;
import dev.rostrum.daemon.evaluation.Span;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Words as they are read, each checked against what can be: every reader fills one. */
final class WordCollector {
    private final Path file;
    private final List<Word> words = new ArrayList<>();

    WordCollector(Path file) {
        this.file = file;
    }

    /**
     * A word as it stands in the file.
     *
     * @param from begin in seconds, null where it is missing
     * @param to end in seconds, null where it is missing
     */
    record Raw(
            @Nullable String text,
            @Nullable String from,
            @Nullable String to,
            OptionalDouble probability) {}

    /**
     * Takes a word that begins no earlier than the one before.
     *
     * @param where in the file, for the message
     * @throws AnnotationException it is none, or out of order
     */
    void add(String where, Raw raw) {
        add(where, new Span(time(where, "begin", raw.from()), end(where, raw)), raw);
    }

    /** Takes a word at a time that has been read already. */
    void add(String where, Span span, Raw raw) {
        String text = raw.text() == null ? "" : raw.text().strip().replaceAll("\\s+", " ");
        if (text.isEmpty()) {
            throw wrong(where, raw.text() == null ? "the word itself is missing" : "the word is empty");
        }
        if (raw.probability().isPresent() && !Double.isFinite(raw.probability().getAsDouble())) {
            throw wrong(where, "'" + text + "' is sure by " + raw.probability().getAsDouble() + ", a number is needed");
        }
        if (!words.isEmpty() && span.from() < words.getLast().span().from()) {
            throw wrong(
                    where,
                    "'" + text + "' begins at " + DecimalSeconds.format(span.from()) + ", before the word ahead of it ("
                            + DecimalSeconds.format(words.getLast().span().from()) + "); sort the words by time");
        }
        words.add(new Word(text, span, raw.probability()));
    }

    /** A time that is there, a number, and not negative. */
    long time(String where, String what, @Nullable String seconds) {
        if (seconds == null) {
            throw wrong(where, "the " + what + " of the word is missing");
        }
        try {
            long ns = DecimalSeconds.parse(seconds);
            if (ns >= 0) {
                return ns;
            }
        } catch (NumberFormatException e) {
            throw wrong(where, what + " " + e.getMessage());
        }
        throw wrong(where, what + " " + seconds + " is negative");
    }

    private long end(String where, Raw raw) {
        long from = time(where, "begin", raw.from());
        long to = time(where, "end", raw.to());
        if (to < from) {
            throw wrong(where, "end " + raw.to() + " lies before the begin " + raw.from());
        }
        return to;
    }

    /** A fault at a place in the file. */
    AnnotationException wrong(String where, String problem) {
        return new AnnotationException(file, where + ": " + problem);
    }

    List<Word> words() {
        return words;
    }
}
