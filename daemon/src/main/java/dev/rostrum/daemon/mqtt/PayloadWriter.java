package dev.rostrum.daemon.mqtt;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rostrum.daemon.event.CommandResult;
import dev.rostrum.daemon.event.HealthReport;
import dev.rostrum.daemon.event.MeetingRoster;
import dev.rostrum.daemon.event.RoomState;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The payload of every retained topic of the contract. Plain: same arguments, same bytes. The topic's own fields come
 * first because people read them first, then the envelope that all messages share.
 */
final class PayloadWriter {
    /** Version of the contract; part of every message and, as {@code v1}, of every topic. */
    static final int SCHEMA = 1;

    /** Whoever reads a message has a broker: this word comes from before the connection. */
    private static final String BROKER_OFFLINE = "broker-offline";

    /** Whether the unit can be reached. */
    enum Availability {
        ONLINE,
        OFFLINE
    }

    private final MqttIdentity identity;

    PayloadWriter(MqttIdentity identity) {
        this.identity = identity;
    }

    /**
     * Payload of {@code availability}.
     *
     * @param reason {@code connected}, {@code stopped} or {@code lost}
     */
    byte[] availability(Stamp stamp, Availability availability, String reason) {
        return Json.object(json -> {
            json.writeStringField("availability", word(availability));
            json.writeStringField("reason", reason);
            json.writeStringField("room", identity.room());
            envelope(json, stamp);
        });
    }

    /**
     * Payload of {@code state}.
     *
     * @param roster where the talkers' names stand
     */
    byte[] state(Stamp stamp, RoomState state, MeetingRoster roster) {
        return Json.object(json -> {
            json.writeStringField("phase", word(state.phase()));
            json.writeBooleanField("speech", state.speech());
            json.writeNumberField("count", state.active().size());
            json.writeArrayFieldStart("active");
            for (RoomState.ActiveSpeaker active : state.active()) {
                json.writeStartObject();
                json.writeStringField("speaker", active.speaker().label());
                name(json, roster.nameOf(active.speaker()));
                json.writeNumberField("since", active.sinceSample());
                Json.optional(json, "azimuth", active.azimuthDegrees());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeBooleanField("overlap", state.overlap());
            json.writeBooleanField("muted", state.phase() == RoomState.Phase.MUTED);
            strings(
                    json,
                    "degraded",
                    state.degraded().stream()
                            .filter(word -> !word.equals(BROKER_OFFLINE))
                            .toList());
            envelope(json, stamp);
        });
    }

    /** Payload of {@code speakers}. */
    byte[] speakers(Stamp stamp, MeetingRoster roster) {
        return Json.object(json -> {
            json.writeNumberField("meeting", roster.meeting());
            json.writeBooleanField("running", roster.running());
            talkers(json, roster.talkers());
            envelope(json, stamp);
        });
    }

    /** Payload of {@code health}: the unit's figures, then those of the publisher itself. */
    byte[] health(Stamp stamp, HealthReport report, Map<String, Double> publisher) {
        Map<String, Double> figures = new TreeMap<>(report.figures());
        figures.putAll(publisher);
        return Json.object(json -> {
            json.writeObjectFieldStart("figures");
            for (Map.Entry<String, Double> figure : figures.entrySet()) {
                if (Double.isFinite(figure.getValue())) {
                    Json.number(json, figure.getKey(), figure.getValue(), 3);
                }
            }
            json.writeEndObject();
            json.writeObjectFieldStart("versions");
            for (Map.Entry<String, String> version : new TreeMap<>(identity.versions()).entrySet()) {
                json.writeStringField(version.getKey(), version.getValue());
            }
            json.writeEndObject();
            envelope(json, stamp);
        });
    }

    /** Payload of a reply, but for a snapshot's. */
    byte[] reply(Stamp stamp, String command, CommandResult result) {
        return Json.object(json -> {
            json.writeStringField("command", command);
            switch (result) {
                case CommandResult.Done done -> json.writeStringField("outcome", "done");
                case CommandResult.Refused refused -> {
                    json.writeStringField("outcome", "refused");
                    json.writeStringField("reason", refused.reason());
                    json.writeStringField("explanation", refused.explanation());
                }
            }
            envelope(json, stamp);
        });
    }

    /** Writes the list of talkers with their shares. */
    void talkers(JsonGenerator json, List<MeetingRoster.Talker> talkers) throws IOException {
        json.writeArrayFieldStart("speakers");
        for (MeetingRoster.Talker talker : talkers) {
            json.writeStartObject();
            json.writeStringField("speaker", talker.speaker().label());
            name(json, talker.name());
            Json.number(json, "talkSeconds", (double) talker.talkSamples() / identity.sampleRate(), 2);
            Json.number(json, "share", talker.share(), 3);
            json.writeNumberField("turns", talker.turns());
            json.writeNumberField("first", talker.firstSample());
            json.writeNumberField("last", talker.lastSample());
            Json.optional(json, "azimuth", talker.azimuthDegrees());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Samples as seconds, to the hundredth. */
    void seconds(JsonGenerator json, String field, long samples) throws IOException {
        Json.number(json, field, (double) samples / identity.sampleRate(), 2);
    }

    /** The fields that every message ends with. */
    void envelope(JsonGenerator json, Stamp stamp) throws IOException {
        json.writeNumberField("schema", SCHEMA);
        json.writeStringField("unit", identity.unit());
        json.writeStringField("boot", identity.boot());
        json.writeNumberField("seq", stamp.sequence());
        json.writeNumberField("position", stamp.position());
        json.writeNumberField("rate", identity.sampleRate());
        json.writeStringField("time", Instant.ofEpochMilli(stamp.epochMillis()).toString());
        json.writeBooleanField("clockSynced", stamp.clockSynchronised());
    }

    static void name(JsonGenerator json, String name) throws IOException {
        if (!name.isEmpty()) {
            json.writeStringField("name", name);
        }
    }

    /** An enum constant as it stands on the wire. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void strings(JsonGenerator json, String field, List<String> values) throws IOException {
        json.writeArrayFieldStart(field);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }
}
