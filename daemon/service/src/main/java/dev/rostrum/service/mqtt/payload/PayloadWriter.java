package dev.rostrum.service.mqtt.payload;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rostrum.diarization.frontend.Bearing;
import dev.rostrum.diarization.frontend.array.Zone;
import dev.rostrum.service.event.CommandResult;
import dev.rostrum.service.event.HealthReport;
import dev.rostrum.service.event.MeetingRoster;
import dev.rostrum.service.event.RoomState;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What every retained topic of the contract says. Plain: same arguments, same bytes. The topic's own fields come first
 * because people read them first; {@link #sealed} adds the envelope that all messages share.
 */
public final class PayloadWriter {
    /** Version of the contract; part of every message and, as {@code v1}, of every topic. */
    static final int SCHEMA = 1;

    /** Whether the unit can be reached. */
    public enum Availability {
        ONLINE,
        OFFLINE
    }

    private final MqttIdentity identity;

    public PayloadWriter(MqttIdentity identity) {
        this.identity = identity;
    }

    /** What a topic says, with the fields that every message ends with: what is sent. */
    public byte[] sealed(Stamp stamp, byte[] body) {
        return Json.joined(body, Json.object(json -> envelope(json, stamp)));
    }

    /**
     * What {@code availability} says.
     *
     * @param reason {@code connected}, {@code stopped} or {@code lost}
     */
    public byte[] availability(Availability availability, String reason) {
        return Json.object(json -> {
            json.writeStringField("availability", word(availability));
            json.writeStringField("reason", reason);
            json.writeStringField("room", identity.room());
        });
    }

    /**
     * What {@code state} says.
     *
     * @param roster where the speakers' names stand
     */
    public byte[] state(RoomState state, MeetingRoster roster) {
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
                Json.bearing(json, active.bearing());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeBooleanField("overlap", state.overlap());
            json.writeBooleanField("muted", state.muted());
            if (state.mutedBy().isPresent()) {
                json.writeStringField("mutedBy", state.mutedBy().get());
            }
            if (state.latency().isPresent()) {
                Json.number(json, "latencySeconds", state.latency().get().toMillis() / 1000.0, 3);
            }
            strings(json, "degraded", troubles(state));
        });
    }

    /** What is not as it should be, as far as whoever reads a message can meet it. */
    public static List<String> troubles(RoomState state) {
        return state.degraded().stream()
                .filter(word -> !MqttStatus.BEFORE_THE_CONNECTION.contains(word))
                .toList();
    }

    /** What {@code speakers} says. */
    public byte[] speakers(MeetingRoster roster) {
        return Json.object(json -> {
            json.writeNumberField("meeting", roster.meeting());
            json.writeBooleanField("running", roster.running());
            speakers(json, roster.speakers());
        });
    }

    /**
     * What {@code last-meeting} says: the meeting that {@code roster} holds, after all its corrections.
     *
     * @param begin wall time of its first sample
     * @param end wall time of its last one
     * @param revision how many corrections of it the figures hold
     */
    public byte[] lastMeeting(MeetingRoster roster, Instant begin, Instant end, int revision) {
        MeetingRoster.Summary summary = roster.summary();
        double overlapShare = summary.speech() == 0 ? 0 : (double) summary.overlap() / summary.speech();
        return Json.object(json -> {
            json.writeNumberField("meeting", roster.meeting());
            json.writeStringField("begin", begin.toString());
            json.writeStringField("end", end.toString());
            json.writeNumberField("from", summary.fromSample());
            json.writeNumberField("to", summary.toSample());
            json.writeNumberField("turns", summary.turns());
            seconds(json, "speechSeconds", summary.speech());
            seconds(json, "silenceSeconds", summary.silence());
            seconds(json, "overlapSeconds", summary.overlap());
            Json.number(json, "overlapShare", overlapShare, 3);
            speakers(json, roster.speakers());
            json.writeNumberField("revision", revision);
        });
    }

    /**
     * What {@code zones} says: who speaks in each, and how long anybody did in this meeting. A speaker without a
     * direction is in none.
     */
    public byte[] zones(RoomState state, MeetingRoster roster) {
        return Json.object(json -> {
            json.writeNumberField("meeting", roster.meeting());
            json.writeArrayFieldStart("zones");
            for (Zone zone : identity.zones()) {
                zone(json, zone, state, roster);
            }
            json.writeEndArray();
        });
    }

    private static boolean inside(Zone zone, Optional<Bearing> bearing) {
        return bearing.filter(one -> zone.contains(one.azimuthDegrees())).isPresent();
    }

    /** Who speaks in each zone now. */
    public List<List<String>> activeByZone(RoomState state) {
        return identity.zones().stream().map(zone -> activeIn(zone, state)).toList();
    }

    private static List<String> activeIn(Zone zone, RoomState state) {
        return state.active().stream()
                .filter(a -> inside(zone, a.bearing()))
                .map(a -> a.speaker().label())
                .toList();
    }

    private void zone(JsonGenerator json, Zone zone, RoomState state, MeetingRoster roster) throws IOException {
        List<String> active = activeIn(zone, state);
        long talk = roster.speechSamples(turn -> inside(zone, turn.bearing()));
        json.writeStartObject();
        json.writeStringField("zone", zone.name());
        Json.number(json, "fromAzimuth", zone.fromDegrees(), 1);
        Json.number(json, "toAzimuth", zone.toDegrees(), 1);
        json.writeBooleanField("speech", !active.isEmpty());
        strings(json, "active", active);
        seconds(json, "talkSeconds", talk);
        json.writeEndObject();
    }

    /** What {@code health} says: the unit's figures, then those of the publisher itself. */
    public byte[] health(HealthReport report, Map<String, Double> publisher) {
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
        });
    }

    /** Payload of a reply, but for a snapshot's. */
    public byte[] reply(Stamp stamp, String command, CommandResult result) {
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

    /** Writes the list of speakers with their shares. */
    void speakers(JsonGenerator json, List<MeetingRoster.Speaker> speakers) throws IOException {
        json.writeArrayFieldStart("speakers");
        for (MeetingRoster.Speaker speaker : speakers) {
            json.writeStartObject();
            json.writeStringField("speaker", speaker.speaker().label());
            name(json, speaker.name());
            Json.number(json, "talkSeconds", (double) speaker.talkSamples() / identity.sampleRate(), 2);
            Json.number(json, "share", speaker.share(), 3);
            json.writeNumberField("turns", speaker.turns());
            json.writeNumberField("first", speaker.firstSample());
            json.writeNumberField("last", speaker.lastSample());
            Json.bearing(json, speaker.bearing());
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
    public static String word(Enum<?> constant) {
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
