package dev.rostrum.service.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.rostrum.diarization.timeline.SpeechTurn;
import dev.rostrum.diarization.timeline.TimelineEvent;
import dev.rostrum.diarization.timeline.TimelineEvent.Correction;
import dev.rostrum.diarization.timeline.TimelineEvent.MeetingEnded;
import dev.rostrum.diarization.timeline.TimelineEvent.MeetingStarted;
import dev.rostrum.diarization.timeline.TimelineEvent.StreamGap;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnChange;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnChange.Replaced;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnChange.Withdrawn;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnEnded;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnStarted;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnUpdated;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/**
 * The timeline of one stream as JSON lines, the contents of {@code NAME.events.jsonl}: a line that names the stream,
 * then one line an event. Positions are samples; nothing depends on wall time, so equal events give equal bytes.
 */
public final class TimelineJson {
    /** Raised whenever a reader of the present lines would misread the new ones. */
    public static final int SCHEMA = 1;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamWriteFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private TimelineJson() {}

    /**
     * The stream that the events are about.
     *
     * @param recording its name
     * @param sampleRateHz of all positions
     */
    public record Stream(String recording, int sampleRateHz) {
        public Stream {
            if (sampleRateHz < 1) {
                throw new IllegalArgumentException("sampleRateHz=" + sampleRateHz);
            }
        }
    }

    /** The whole file. */
    public static String lines(Stream stream, List<TimelineEvent> events) {
        StringBuilder text = new StringBuilder(line(stream));
        events.forEach(event -> text.append(line(event)));
        return text.toString();
    }

    /** The first line, with its line end. */
    public static String line(Stream stream) {
        return line("stream", json -> {
            json.writeStringField("recording", stream.recording());
            json.writeNumberField("sample_rate_hz", stream.sampleRateHz());
        });
    }

    /** The line of one event, with its line end. */
    public static String line(TimelineEvent event) {
        return line(type(event), json -> {
            json.writeNumberField("emitted_at_samples", event.emittedAtSample());
            writeFields(json, event);
        });
    }

    private static String type(TimelineEvent event) {
        return switch (event) {
            case MeetingStarted _ -> "meeting-started";
            case MeetingEnded _ -> "meeting-ended";
            case TurnStarted _ -> "turn-started";
            case TurnUpdated _ -> "turn-updated";
            case TurnEnded _ -> "turn-ended";
            case Correction _ -> "correction";
            case StreamGap _ -> "stream-gap";
        };
    }

    private static void writeFields(JsonGenerator json, TimelineEvent event) throws IOException {
        switch (event) {
            case MeetingStarted started -> {
                json.writeNumberField("meeting", started.meeting());
                json.writeNumberField("from_samples", started.fromSample());
            }
            case MeetingEnded ended -> {
                json.writeNumberField("meeting", ended.meeting());
                json.writeNumberField("to_samples", ended.toSample());
            }
            case TurnStarted started -> writeTurn(json, started.turn());
            case TurnUpdated updated -> writeTurn(json, updated.turn());
            case TurnEnded ended -> writeTurn(json, ended.turn());
            case Correction correction -> {
                json.writeNumberField("batch", correction.batch());
                json.writeArrayFieldStart("changes");
                for (TurnChange change : correction.changes()) {
                    writeChange(json, change);
                }
                json.writeEndArray();
            }
            case StreamGap gap -> {
                json.writeNumberField("from_samples", gap.fromSample());
                json.writeNumberField("to_samples", gap.toSample());
            }
        }
    }

    private static void writeChange(JsonGenerator json, TurnChange change) throws IOException {
        json.writeStartObject();
        switch (change) {
            case Replaced replaced -> {
                json.writeStringField("change", "replaced");
                writeTurn(json, replaced.turn());
            }
            case Withdrawn gone -> {
                json.writeStringField("change", "withdrawn");
                json.writeNumberField("id", gone.id());
                json.writeNumberField("revision", gone.revision());
            }
        }
        json.writeEndObject();
    }

    private static void writeTurn(JsonGenerator json, SpeechTurn turn) throws IOException {
        json.writeObjectFieldStart("turn");
        json.writeNumberField("id", turn.id());
        json.writeNumberField("revision", turn.revision());
        json.writeNumberField("speaker", turn.speaker().number());
        json.writeNumberField("from_samples", turn.fromSample());
        json.writeNumberField("to_samples", turn.toSample());
        json.writeStringField("stage", word(turn.stage()));
        json.writeStringField("certainty", word(turn.certainty()));
        json.writeNumberField("confidence", turn.confidence());
        if (turn.bearing().isPresent()) {
            json.writeNumberField("azimuth_degrees", turn.bearing().get().azimuthDegrees());
            json.writeNumberField("azimuth_confidence", turn.bearing().get().confidence());
        }
        json.writeEndObject();
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    @FunctionalInterface
    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    private static String line(String type, Fields fields) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("schema", SCHEMA);
            json.writeStringField("type", type);
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot fail", e);
        }
        return text.append('\n').toString();
    }
}
