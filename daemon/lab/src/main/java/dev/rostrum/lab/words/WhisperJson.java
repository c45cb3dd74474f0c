package dev.rostrum.lab.words;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.rostrum.service.annotation.AnnotationException;
import dev.rostrum.service.annotation.Span;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    /** NaN is read, so that it can be told from broken JSON and named with its word. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

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
        try (JsonParser json = FACTORY.createParser(String.join("\n", lines))) {
            if (json.nextToken() == JsonToken.START_ARRAY) {
                known = true;
                atTop.addAll("", words(json, ""), null, null);
            } else {
                top(json);
            }
            if (json.nextToken() != null) {
                throw new AnnotationException(
                        file, json.currentLocation().getLineNr(), "something follows the JSON document");
            }
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new AnnotationException(file, line, "no JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new AnnotationException(file, "no JSON: " + e.getMessage());
        }
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

    private void top(JsonParser json) throws IOException {
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            boolean isWords = name.equals("words") || name.equals("chunks");
            known |= value == JsonToken.START_ARRAY && (isWords || name.equals("segments"));
            if (value == JsonToken.START_ARRAY && name.equals("segments")) {
                for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
                    segment(json, "segments[" + i + "]");
                }
            } else if (value == JsonToken.START_ARRAY && isWords) {
                atTop.addAll(name, words(json, name), null, null);
            } else {
                json.skipChildren();
            }
        }
    }

    private void segment(JsonParser json, String where) throws IOException {
        object(json, where);
        String text = "";
        Long begin = null;
        Long end = null;
        List<WordCollector.Raw> words = List.of();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (value == JsonToken.START_ARRAY && name.equals("words")) {
                words = words(json, where + ".words");
            } else if (name.equals("text") && value == JsonToken.VALUE_STRING) {
                text = json.getText().strip();
            } else if (name.equals("start")) {
                begin = bound(json, value);
            } else if (name.equals("end")) {
                end = bound(json, value);
            } else {
                json.skipChildren();
            }
        }
        if (!words.isEmpty()) {
            parted = true;
            inSegments.addAll(where + ".words", words, begin, end);
        } else if (!text.isEmpty()) {
            unparted(where, text, begin, end);
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
    private static @Nullable Long bound(JsonParser json, JsonToken value) throws IOException {
        if (!value.isNumeric() || !Double.isFinite(json.getDoubleValue())) {
            json.skipChildren();
            return null;
        }
        return Math.max(0, Math.round(json.getDoubleValue() * NS_PER_SECOND));
    }

    private List<WordCollector.Raw> words(JsonParser json, String array) throws IOException {
        List<WordCollector.Raw> words = new ArrayList<>();
        for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
            String where = array + "[" + i + "]";
            object(json, where);
            words.add(word(json, where));
        }
        return words;
    }

    private WordCollector.Raw word(JsonParser json, String where) throws IOException {
        String text = null;
        @Nullable String[] times = new @Nullable String[2];
        OptionalDouble probability = OptionalDouble.empty();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            switch (name) {
                case "word", "text" -> {
                    text = value == JsonToken.VALUE_STRING ? json.getText() : null;
                    json.skipChildren();
                }
                case "start" -> times[0] = scalar(json, where);
                case "end" -> times[1] = scalar(json, where);
                case "timestamp" -> times = pair(json, where);
                case "probability", "score" -> {
                    probability = value.isNumeric() ? OptionalDouble.of(json.getDoubleValue()) : OptionalDouble.empty();
                    json.skipChildren();
                }
                default -> json.skipChildren();
            }
        }
        return new WordCollector.Raw(text, times[0], times[1], probability);
    }

    private @Nullable String[] pair(JsonParser json, String where) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw inSegments.wrong(where, "its timestamp is no pair of begin and end");
        }
        @Nullable String[] times = new @Nullable String[2];
        int count = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (count == times.length) {
                throw inSegments.wrong(where, "its timestamp is no pair of begin and end");
            }
            times[count++] = scalar(json, where);
        }
        return times;
    }

    private @Nullable String scalar(JsonParser json, String where) throws IOException {
        return switch (json.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getText();
            default -> throw inSegments.wrong(where, "a time is no number but " + json.getText());
        };
    }

    private void object(JsonParser json, String where) {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw inSegments.wrong(where, "is no object");
        }
    }
}
