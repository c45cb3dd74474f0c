package dev.rostrum.lab.words;

import dev.rostrum.service.annotation.AnnotationException;
import dev.rostrum.service.annotation.Span;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of one WebVTT cue, each with a time inside the cue. */
final class CueWords {
    private static final Pattern INNER_STAMP = Pattern.compile("<(\\d[\\d:.]*)>");

    private final Path file;
    private final int line;
    private final Span cue;
    private final List<Word> words = new ArrayList<>();

    CueWords(Path file, int line, Span cue) {
        this.file = file;
        this.line = line;
        this.cue = cue;
    }

    /** Words of a payload with its tags: what stands between two stamps shares the time between them. */
    List<Word> of(String payload) {
        Matcher stamps = INNER_STAMP.matcher(payload);
        int read = 0;
        long from = cue.from();
        while (stamps.find()) {
            long at = WebVtt.stamp(file, line, stamps.group(1));
            if (at < from || at > cue.to()) {
                throw new AnnotationException(
                        file, line, "the cue's inner time " + stamps.group(1) + " is out of order");
            }
            share(payload.substring(read, stamps.start()), new Span(from, at));
            read = stamps.end();
            from = at;
        }
        share(payload.substring(read), new Span(from, cue.to()));
        return words;
    }

    private void share(String marked, Span time) {
        String plain = plain(marked).strip();
        if (plain.isEmpty()) {
            return;
        }
        List<String> texts = Arrays.asList(plain.split("\\s+"));
        List<Span> spans = SharedTime.of(texts, time);
        for (int i = 0; i < spans.size(); i++) {
            words.add(new Word(texts.get(i), spans.get(i), OptionalDouble.empty(), false));
        }
    }

    /** Without tags, with the characters that the format's escapes stand for. */
    private static String plain(String marked) {
        return marked.replaceAll("<[^>]*>", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&nbsp;", " ")
                .replaceAll("&[lr]rm;", "")
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
    }
}
