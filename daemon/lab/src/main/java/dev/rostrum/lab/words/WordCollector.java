package dev.rostrum.lab.words;

import dev.rostrum.service.annotation.AnnotationException;
import dev.rostrum.service.annotation.DecimalSeconds;
import dev.rostrum.service.annotation.Span;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Words as they are read, each checked against what can be: every reader fills one. Recognisers leave times out where
 * they are at a loss: such words wait for the next one that has a time, and share what lies between it and the word
 * ahead of them, at most {@value #LONGEST_NS} ns each, after the word ahead or, where there is none, before the next.
 */
final class WordCollector {
    private static final long LONGEST_NS = 500_000_000L;

    private final Path file;
    private final List<Word> words = new ArrayList<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private @Nullable Long earliest;

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

    /** A word that lacks a time; {@code from} in nanoseconds, null where it is not known. */
    private record Waiting(
            String where,
            String text,
            OptionalDouble probability,
            @Nullable Long from) {}

    /**
     * Takes a word that begins no earlier than the one before.
     *
     * @param where in the file, for the message
     * @throws AnnotationException it is none, or out of order
     */
    void add(String where, Raw raw) {
        Long from = raw.from() == null ? null : time(where, "begin", raw.from());
        Long to = raw.to() == null ? null : time(where, "end", raw.to());
        if (from != null && to != null) {
            if (to < from) {
                throw wrong(where, "end " + raw.to() + " lies before the begin " + raw.from());
            }
            add(where, new Span(from, to), raw);
            return;
        }
        String text = text(where, raw);
        if (from != null) {
            place(from);
        }
        waiting.add(new Waiting(where, text, raw.probability(), from));
        if (to != null) {
            place(to);
        }
    }

    /** Takes a word at a time that has been read already. */
    void add(String where, Span span, Raw raw) {
        place(span.from());
        put(where, new Word(text(where, raw), span, raw.probability(), false));
    }

    /**
     * Takes the words of an array.
     *
     * @param begin those without a time begin no earlier, in nanoseconds; null where nobody says
     * @param end those without a time end no later, in nanoseconds; null where nobody says
     */
    void addAll(String array, List<Raw> raws, @Nullable Long begin, @Nullable Long end) {
        if (begin != null) {
            place(begin);
        }
        earliest = begin;
        for (int i = 0; i < raws.size(); i++) {
            add(array + "[" + i + "]", raws.get(i));
        }
        if (end != null) {
            place(end);
        }
        earliest = null;
    }

    /** Takes words of which only the time of all of them is known. */
    void share(String where, List<String> texts, Span time) {
        place(time.from());
        long begin = Math.max(lastBegin(), time.from());
        Span left = new Span(begin, Math.max(begin, time.to()));
        List<Span> spans = SharedTime.of(texts, left);
        for (int i = 0; i < spans.size(); i++) {
            put(where, new Word(texts.get(i), spans.get(i), OptionalDouble.empty(), true));
        }
    }

    /** Whatever waits has its place now, and ends no later than this; null where nothing follows. */
    private void place(@Nullable Long latest) {
        if (waiting.isEmpty()) {
            return;
        }
        Span span = spanOfWaiting(latest);
        List<Span> spans = SharedTime.of(waiting.stream().map(Waiting::text).toList(), span);
        for (int i = 0; i < spans.size(); i++) {
            Waiting one = waiting.get(i);
            put(one.where(), new Word(one.text(), spans.get(i), one.probability(), true));
        }
        waiting.clear();
    }

    private Span spanOfWaiting(@Nullable Long latest) {
        long longest = waiting.size() * LONGEST_NS;
        Long own = waiting.getFirst().from();
        if (own != null) {
            return until(latest, own, longest);
        }
        long after = Math.max(
                earliest == null ? 0 : earliest,
                words.isEmpty() ? 0 : words.getLast().span().to());
        if (latest == null) {
            if (words.isEmpty() && earliest == null) {
                throw wrong(waiting.getFirst().where(), "no word has a time; recognise again with word timestamps");
            }
            return until(null, after, longest);
        }
        boolean first = words.isEmpty() && earliest == null;
        long begin = first ? latest - longest : Math.min(after, latest);
        return until(latest, Math.max(lastBegin(), begin), longest);
    }

    private static Span until(@Nullable Long latest, long begin, long longest) {
        long end = latest == null ? Long.MAX_VALUE : Math.max(begin, latest);
        return new Span(begin, Math.min(end, begin + longest));
    }

    /** Where the last word begins, in nanoseconds: the next begins no earlier. */
    private long lastBegin() {
        return words.isEmpty() ? 0 : words.getLast().span().from();
    }

    private void put(String where, Word word) {
        if (word.span().from() < lastBegin()) {
            throw wrong(
                    where,
                    "'" + word.text() + "' begins at "
                            + DecimalSeconds.format(word.span().from()) + ", before the word ahead of it ("
                            + DecimalSeconds.format(lastBegin()) + "); sort the words by time");
        }
        words.add(word);
    }

    private String text(String where, Raw raw) {
        String text = raw.text() == null ? "" : raw.text().strip().replaceAll("\\s+", " ");
        if (text.isEmpty()) {
            throw wrong(where, raw.text() == null ? "the word itself is missing" : "the word is empty");
        }
        if (raw.probability().isPresent() && !Double.isFinite(raw.probability().getAsDouble())) {
            throw wrong(where, "'" + text + "' is sure by " + raw.probability().getAsDouble() + ", a number is needed");
        }
        return text;
    }

    /** A time that is a number and not negative. */
    long time(String where, String what, String seconds) {
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

    /** A fault at a place in the file. */
    AnnotationException wrong(String where, String problem) {
        return new AnnotationException(file, where + ": " + problem);
    }

    /** All words; those that still wait come after the last, as nothing follows. */
    List<Word> words() {
        place(null);
        return words;
    }
}
