package dev.rostrum.lab.words;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rostrum.lab.json.ForeignJson;
import dev.rostrum.service.annotation.AnnotationException;
import dev.rostrum.service.annotation.Span;
import dev.rostrum.service.json.BadJsonException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of Whisper and its relatives with word times: {@code segments[].words[]}, or {@code words[]} or
 * {@code chunks[]} at the top, or a bare array of words. A word is {@code {"word" or "text", "start", "end"}} or has
 * {@code "timestamp": [start, end]}; {@code probability} or {@code score} is kept. Where both segments and the top have
 * words, they are the same ones, and those of the segments are taken. A word without a time gets one from its
 * neighbours and its segment; so does a segment's text where the recogniser could not part it into words, but did so
 * elsewhere.
 */
final class WhisperJson {
    private static final double NS_PER_SECOND = 1e9;

    private final Path file;
    private final WordCollector inSegments;
    private final WordCollector atTop;
    private boolean known;
    private boolean parted;
    private @Nullable String wordless;
    private @Nullable String unplaced;

    WhisperJson(Path file) {
        this.file = file;
        this.inSegments = new WordCollector(file);
        this.atTop = new WordCollector(file);
    }

    List<Word> read(List<String> lines) {
        JsonNode document;
        try {
            document = ForeignJson.tree(String.join("\n", lines));
        } catch (BadJsonException e) {
            throw new AnnotationException(file, e.line(), String.valueOf(e.getMessage()));
        }
        if (document.isArray()) {
            known = true;
            atTop.addAll("", words(document, ""), null, null);
        }
        document.properties().forEach(field -> top(field.getKey(), field.getValue()));
        return chosen();
    }

    private List<Word> chosen() {
        if (!known) {
            throw new AnnotationException(file, "has none of segments, words and chunks; no words to be found in it");
        }
        if (!parted && !atTop.words().isEmpty()) {
            return atTop.words();
        }
        String missing = parted ? unplaced : wordless;
        if (missing != null) {
            throw inSegments.wrong(missing, "has text but no words; recognise again with word timestamps");
        }
        return inSegments.words();
    }

    private void top(String name, JsonNode value) {
        boolean isWords = name.equals("words") || name.equals("chunks");
        boolean isSegments = name.equals("segments");
        known |= value.isArray() && (isWords || isSegments);
        if (value.isArray() && isSegments) {
            for (int i = 0; i < value.size(); i++) {
                segment(value.get(i), "segments[" + i + "]");
            }
        } else if (value.isArray() && isWords) {
            atTop.addAll(name, words(value, name), null, null);
        }
    }

    private void segment(JsonNode segment, String where) {
        object(segment, where);
        String text = segment.path("text").textValue();
        Long begin = bound(segment.path("start"));
        Long end = bound(segment.path("end"));
        JsonNode parts = segment.path("words");
        List<WordCollector.Raw> words = parts.isArray() ? words(parts, where + ".words") : List.of();
        if (!words.isEmpty()) {
            parted = true;
            inSegments.addAll(where + ".words", words, begin, end);
        } else if (text != null && !text.isBlank()) {
            unparted(where, text.strip(), begin, end);
        }
    }

    private void unparted(String where, String text, @Nullable Long begin, @Nullable Long end) {
        wordless = wordless == null ? where : wordless;
        if (begin != null && end != null && begin <= end) {
            inSegments.share(where, List.of(text.split("\\s+")), new Span(begin, end));
        } else if (unplaced == null) {
            unplaced = where;
        }
    }

    /** A segment's time in nanoseconds: a help where it is there, not asked for. */
    private static @Nullable Long bound(JsonNode time) {
        return time.isNumber() && Double.isFinite(time.doubleValue())
                ? Math.max(0, Math.round(time.doubleValue() * NS_PER_SECOND))
                : null;
    }

    private List<WordCollector.Raw> words(JsonNode array, String name) {
        List<WordCollector.Raw> words = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            String where = name + "[" + i + "]";
            object(array.get(i), where);
            words.add(word(array.get(i), where));
        }
        return words;
    }

    private WordCollector.Raw word(JsonNode word, String where) {
        String text = null;
        @Nullable String[] times = new @Nullable String[2];
        OptionalDouble probability = OptionalDouble.empty();
        for (Map.Entry<String, JsonNode> field : word.properties()) {
            JsonNode value = field.getValue();
            switch (field.getKey()) {
                case "word", "text" -> text = value.textValue();
                case "start" -> times[0] = scalar(value, where);
                case "end" -> times[1] = scalar(value, where);
                case "timestamp" -> times = pair(value, where);
                case "probability", "score" ->
                    probability = value.isNumber() ? OptionalDouble.of(value.doubleValue()) : OptionalDouble.empty();
                default -> {} // recognisers say much else
            }
        }
        return new WordCollector.Raw(text, times[0], times[1], probability);
    }

    private @Nullable String[] pair(JsonNode pair, String where) {
        if (!pair.isArray() || pair.size() > 2) {
            throw inSegments.wrong(where, "its timestamp is no pair of begin and end");
        }
        @Nullable String[] times = new @Nullable String[2];
        for (int i = 0; i < pair.size(); i++) {
            times[i] = scalar(pair.get(i), where);
        }
        return times;
    }

    private @Nullable String scalar(JsonNode value, String where) {
        if (!value.isNumber() && !value.isNull()) {
            throw inSegments.wrong(
                    where, "a time is no number but " + (value.isTextual() ? value.textValue() : value.toString()));
        }
        return value.isNull() ? null : value.asText();
    }

    private void object(JsonNode value, String where) {
        if (!value.isObject()) {
            throw inSegments.wrong(where, "is no object");
        }
    }
}
