package dev.rostrum.service.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamReadException;
import dev.rostrum.diarization.frontend.Bearing;
import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.diarization.timeline.SpeechTurn;
import dev.rostrum.diarization.timeline.TimelineEvent;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnChange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads what {@link TimelineJson} writes. Fields that it does not know are passed over. */
public final class TimelineJsonReader {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private TimelineJsonReader() {}

    /** A stream and all its events, in order. */
    public record Timeline(TimelineJson.Stream stream, List<TimelineEvent> events) {
        public Timeline {
            events = List.copyOf(events);
        }
    }

    /**
     * All lines of a file.
     *
     * @throws IllegalArgumentException a line that is wrong, with its number from 1
     */
    public static Timeline read(List<String> lines) {
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("line 1: a file of events begins with the line of the stream");
        }
        List<TimelineEvent> events = new ArrayList<>();
        TimelineJson.Stream stream = at(1, () -> stream(object(lines.getFirst())));
        for (int i = 1; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.isBlank()) {
                events.add(at(i + 1, () -> event(object(line))));
            }
        }
        return new Timeline(stream, events);
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read() throws IOException;
    }

    private static <T> T at(int line, Reading<T> reading) {
        try {
            return reading.read();
        } catch (StreamReadException e) {
            throw new IllegalArgumentException("line " + line + ": no JSON: " + e.getOriginalMessage(), e);
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException("line " + line + ": " + e.getMessage(), e);
        }
    }

    private static TimelineJson.Stream stream(Fields line) {
        if (!line.text("type").equals("stream")) {
            throw new IllegalArgumentException("a file of events begins with the line of the stream");
        }
        return new TimelineJson.Stream(line.text("recording"), line.integer("sample_rate_hz"));
    }

    private static TimelineEvent event(Fields line) {
        long at = line.number("emitted_at_samples");
        return switch (line.text("type")) {
            case "meeting-started" ->
                new TimelineEvent.MeetingStarted(at, line.number("meeting"), line.number("from_samples"));
            case "meeting-ended" ->
                new TimelineEvent.MeetingEnded(at, line.number("meeting"), line.number("to_samples"));
            case "turn-started" -> new TimelineEvent.TurnStarted(at, turn(line));
            case "turn-updated" -> new TimelineEvent.TurnUpdated(at, turn(line));
            case "turn-ended" -> new TimelineEvent.TurnEnded(at, turn(line));
            case "correction" ->
                new TimelineEvent.Correction(
                        at,
                        line.integer("batch"),
                        line.list("changes").stream()
                                .map(TimelineJsonReader::change)
                                .toList());
            case "stream-gap" ->
                new TimelineEvent.StreamGap(at, line.number("from_samples"), line.number("to_samples"));
            case String other -> throw new IllegalArgumentException("type '" + other + "' is unknown");
        };
    }

    private static TurnChange change(Fields change) {
        return switch (change.text("change")) {
            case "replaced" -> new TurnChange.Replaced(turn(change));
            case "withdrawn" -> new TurnChange.Withdrawn(change.number("id"), change.integer("revision"));
            case String other -> throw new IllegalArgumentException("change '" + other + "' is unknown");
        };
    }

    private static SpeechTurn turn(Fields of) {
        Fields turn = of.object("turn");
        return new SpeechTurn(
                turn.number("id"),
                turn.integer("revision"),
                new SpeakerId(turn.integer("speaker")),
                turn.number("from_samples"),
                turn.number("to_samples"),
                SpeechTurn.Stage.valueOf(turn.text("stage").toUpperCase(Locale.ROOT)),
                SpeechTurn.Certainty.valueOf(turn.text("certainty").toUpperCase(Locale.ROOT)),
                Float.parseFloat(turn.decimal("confidence")),
                turn.values().containsKey("azimuth_degrees")
                        ? Optional.of(new Bearing(
                                Double.parseDouble(turn.decimal("azimuth_degrees")),
                                Float.parseFloat(turn.decimal("azimuth_confidence"))))
                        : Optional.empty());
    }

    private static Fields object(String line) throws IOException {
        try (JsonParser json = FACTORY.createParser(line)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("a line holds one JSON object");
            }
            Fields fields = fields(json);
            if (json.nextToken() != null) {
                throw new IllegalArgumentException("a line holds one JSON object");
            }
            if (fields.integer("schema") != TimelineJson.SCHEMA) {
                throw new IllegalArgumentException(
                        "schema " + fields.integer("schema") + ", this reader knows " + TimelineJson.SCHEMA);
            }
            return fields;
        }
    }

    private static Fields fields(JsonParser json) throws IOException {
        Map<String, Object> values = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            values.put(name, value(json));
        }
        return new Fields(values);
    }

    private static Object value(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> fields(json);
            case START_ARRAY -> {
                List<Object> items = new ArrayList<>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    items.add(value(json));
                }
                yield new Items(items);
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Literal(json.getText());
            default -> json.getText();
        };
    }

    /** A number as it is written, so that no precision is lost before its type is known. */
    private record Literal(String text) {}

    /** The members of an array, each as a member of an object. */
    private record Items(List<Object> values) {}

    /** The members of an object: {@link Literal}, String, Fields or Items. */
    private record Fields(Map<String, Object> values) {
        <T> T of(String name, Class<T> type) {
            Object value = values.get(name);
            if (value == null) {
                throw new IllegalArgumentException("'" + name + "' is missing");
            }
            if (!type.isInstance(value)) {
                throw new IllegalArgumentException("'" + name + "' is " + value);
            }
            return type.cast(value);
        }

        String text(String name) {
            return of(name, String.class);
        }

        String decimal(String name) {
            return of(name, Literal.class).text();
        }

        long number(String name) {
            return Long.parseLong(decimal(name));
        }

        int integer(String name) {
            return Integer.parseInt(decimal(name));
        }

        Fields object(String name) {
            return of(name, Fields.class);
        }

        List<Fields> list(String name) {
            List<Fields> objects = new ArrayList<>();
            for (Object item : of(name, Items.class).values()) {
                if (!(item instanceof Fields object)) {
                    throw new IllegalArgumentException("'" + name + "' holds " + item + ", not an object");
                }
                objects.add(object);
            }
            return objects;
        }
    }
}
