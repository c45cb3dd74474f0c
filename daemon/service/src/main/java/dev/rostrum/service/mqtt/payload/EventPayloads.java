package dev.rostrum.service.mqtt.payload;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rostrum.diarization.timeline.SpeechTurn;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnChange;
import dev.rostrum.service.event.MeetingRoster;
import java.io.IOException;
import java.util.List;

/**
 * The payload of every event topic of the contract. Plain: same arguments, same bytes. Events carry, beside the envelope,
 * the meeting and {@code event}, which counts only them: a hole in it means that something was lost.
 */
public final class EventPayloads {
    private final PayloadWriter common;
    private final MeetingRoster roster;

    /** Where in the stream of events a message stands. */
    public record Place(Stamp stamp, long meeting, long event) {}

    /** One message of several that belong together; {@code part} counts from 1. */
    public record Part(int part, int parts) {}

    /**
     * Writes with names from {@code roster}.
     *
     * @param roster LENT for the life of this object; read only
     */
    public EventPayloads(PayloadWriter common, MeetingRoster roster) {
        this.common = common;
        this.roster = roster;
    }

    /**
     * Payload of {@code turn/start}.
     *
     * @param newSpeaker nobody was called so in this meeting before
     */
    public byte[] turnStart(Place place, SpeechTurn turn, boolean newSpeaker) {
        return event(place, json -> {
            turnField(json, turn);
            json.writeBooleanField("newSpeaker", newSpeaker);
        });
    }

    /** Payload of {@code turn/update} and {@code turn/end}. */
    public byte[] turn(Place place, SpeechTurn turn) {
        return event(place, json -> turnField(json, turn));
    }

    /** Payload of {@code correction}. */
    public byte[] correction(Place place, int batch, Part part, List<TurnChange> changes) {
        return event(place, json -> {
            json.writeNumberField("batch", batch);
            part(json, part);
            json.writeArrayFieldStart("changes");
            for (TurnChange change : changes) {
                json.writeStartObject();
                change(json, change);
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    /** Payload of {@code meeting} when one starts, at {@code from}. */
    public byte[] started(Place place, long from) {
        return event(place, json -> {
            json.writeStringField("kind", "started");
            json.writeNumberField("from", from);
        });
    }

    /** Payload of {@code meeting} when one ends, at {@code to}. */
    public byte[] ended(Place place, long to) {
        return event(place, json -> {
            json.writeStringField("kind", "ended");
            json.writeNumberField("to", to);
        });
    }

    /** The same for one that nobody could end: what was heard of it ends at {@code to}. */
    public byte[] cutShort(Place place, long to) {
        return event(place, json -> {
            json.writeStringField("kind", "ended");
            json.writeStringField("reason", "lost");
            json.writeNumberField("to", to);
        });
    }

    /** Payload of {@code meeting} when samples were lost. */
    public byte[] gap(Place place, long from, long to) {
        return event(place, json -> {
            json.writeStringField("kind", "gap");
            json.writeNumberField("from", from);
            json.writeNumberField("to", to);
        });
    }

    /** Payload of {@code meeting} after its end: its figures. */
    public byte[] summary(Place place) {
        MeetingRoster.Summary summary = roster.summary();
        return event(place, json -> {
            json.writeStringField("kind", "summary");
            json.writeNumberField("from", summary.fromSample());
            json.writeNumberField("to", summary.toSample());
            json.writeNumberField("turns", summary.turns());
            common.seconds(json, "speechSeconds", summary.speech());
            common.seconds(json, "overlapSeconds", summary.overlap());
            common.seconds(json, "silenceSeconds", summary.silence());
            common.speakers(json, roster.speakers());
        });
    }

    /**
     * Payload of one part of a snapshot. Its place has event number 0 in a reply, which is no event.
     *
     * @param covers every event up to this number is contained
     * @param reason {@code asked} or {@code dropped}
     */
    public byte[] snapshot(Place place, long covers, String reason, Part part, List<SpeechTurn> turns) {
        return event(place, json -> {
            json.writeNumberField("covers", covers);
            json.writeStringField("reason", reason);
            json.writeBooleanField("running", roster.running());
            json.writeNumberField("from", roster.fromSample());
            part(json, part);
            json.writeArrayFieldStart("turns");
            for (SpeechTurn turn : turns) {
                json.writeStartObject();
                turnFields(json, turn);
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private byte[] event(Place place, Json.Fields fields) {
        return Json.object(json -> {
            fields.write(json);
            json.writeNumberField("meeting", place.meeting());
            if (place.event() > 0) {
                json.writeNumberField("event", place.event());
            }
            common.envelope(json, place.stamp());
        });
    }

    private void change(JsonGenerator json, TurnChange change) throws IOException {
        switch (change) {
            case TurnChange.Replaced replaced -> {
                json.writeStringField("op", "replace");
                turnField(json, replaced.turn());
            }
            case TurnChange.Withdrawn withdrawn -> {
                json.writeStringField("op", "withdraw");
                json.writeNumberField("id", withdrawn.id());
                json.writeNumberField("revision", withdrawn.revision());
            }
        }
    }

    private void turnField(JsonGenerator json, SpeechTurn turn) throws IOException {
        json.writeObjectFieldStart("turn");
        turnFields(json, turn);
        json.writeEndObject();
    }

    private void turnFields(JsonGenerator json, SpeechTurn turn) throws IOException {
        json.writeNumberField("id", turn.id());
        json.writeNumberField("revision", turn.revision());
        json.writeStringField("speaker", turn.speaker().label());
        PayloadWriter.name(json, roster.nameOf(turn.speaker()));
        json.writeNumberField("from", turn.fromSample());
        json.writeNumberField("to", turn.toSample());
        json.writeStringField("stage", PayloadWriter.word(turn.stage()));
        json.writeStringField("certainty", PayloadWriter.word(turn.certainty()));
        Json.number(json, "confidence", turn.confidence(), 3);
        Json.bearing(json, turn.bearing());
    }

    private static void part(JsonGenerator json, Part part) throws IOException {
        json.writeNumberField("part", part.part());
        json.writeNumberField("parts", part.parts());
    }
}
