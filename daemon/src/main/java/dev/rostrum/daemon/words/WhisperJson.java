package dev.rostrum.daemon.words;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.rostrum.daemon.evaluation.AnnotationException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of Whisper and its relatives with word times: {@code segments[].words[]}, or {@code words[]} or
 * {@code chunks[]} at the top, or a bare array of words. A word is {@code {"word" or "text", "start", "end"}} or has
 * {@code "timestamp": [start, end]}; {@code probability} or {@code score} is kept. Where both segments and the top have
 * words, they are the same ones, and those of the segments are taken.
 */
final class WhisperJson {
    /** NaN is read, so that it can be told from broken JSON and named with its word. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private final Path file;
    private final WordCollector inSegments;
    private final WordCollector atTop;
    private @Nullable String wordless;

    WhisperJson(Path file) {
        this.file = file;
        this.inSegments = new WordCollector(file);
        this.atTop = new WordCollector(file);
    }

    List<Word> read(List<String> lines) {
        try (JsonParser json = FACTORY.createParser(String.join("\n", lines))) {
            if (json.nextToken() == JsonToken.START_ARRAY) {
                words(json, "", atTop);
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
        if (wordless != null && (atTop.words().isEmpty() || !inSegments.words().isEmpty())) {
            throw inSegments.wrong(wordless, "has text but no words; recognise again with word timestamps");
        }
        return (inSegments.words().isEmpty() ? atTop : inSegments).words();
    }

    private void top(JsonParser json) throws IOException {
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (value == JsonToken.START_ARRAY && name.equals("segments")) {
                for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
                    segment(json, "segments[" + i + "]");
                }
            } else if (value == JsonToken.START_ARRAY && (name.equals("words") || name.equals("chunks"))) {
                words(json, name, atTop);
            } else {
                json.skipChildren();
            }
        }
    }

    private void segment(JsonParser json, String where) throws IOException {
        object(json, where);
        boolean text = false;
        int before = inSegments.words().size();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (value == JsonToken.START_ARRAY && name.equals("words")) {
                words(json, where + ".words", inSegments);
            } else if (name.equals("text") && value == JsonToken.VALUE_STRING) {
                text = !json.getText().isBlank();
            } else {
                json.skipChildren();
            }
        }
        if (text && inSegments.words().size() == before && wordless == null) {
            wordless = where;
        }
    }

    private void words(JsonParser json, String array, WordCollector to) throws IOException {
        for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
            String where = array + "[" + i + "]";
            object(json, where);
            to.add(where, word(json, where));
        }
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
