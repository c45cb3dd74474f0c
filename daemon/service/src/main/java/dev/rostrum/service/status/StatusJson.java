package dev.rostrum.service.status;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.rostrum.diarization.frontend.Bearing;
import dev.rostrum.diarization.frontend.ChannelHealth;
import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.service.event.CommandResult;
import dev.rostrum.service.event.HealthReport;
import dev.rostrum.service.event.MeetingRoster;
import dev.rostrum.service.event.RoomState;
import dev.rostrum.service.status.StatusSources.Broker;
import dev.rostrum.service.status.StatusSources.Lamp;
import dev.rostrum.service.status.StatusSources.UnitFacts;
import dev.rostrum.service.status.StatusSources.Zone;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the page is told, each as one line of JSON. Positions are samples; everything else has its unit in its name. */
final class StatusJson {
    private static final JsonFactory JSON = new JsonFactory();

    private StatusJson() {}

    /** How the page itself stands. */
    record Feed(int clients, long lostEvents) {}

    /** Writes the fields of an object. */
    @FunctionalInterface
    interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    static String unit(UnitFacts unit) {
        return object(json -> {
            json.writeStringField("unit", unit.unit());
            json.writeStringField("room", unit.room());
            json.writeNumberField("sample_rate_hz", unit.sampleRate());
            json.writeNumberField("hop_ms", unit.normal().hopMs());
            json.writeNumberField("normal_resident_mb", unit.normal().residentMb());
            json.writeArrayFieldStart("networks");
            for (String network : unit.networks()) {
                json.writeString(network);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("zones");
            for (Zone zone : unit.zones()) {
                json.writeStartObject();
                json.writeStringField("name", zone.name());
                json.writeNumberField("from_degrees", zone.fromDegrees());
                json.writeNumberField("to_degrees", zone.toDegrees());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    static String state(RoomState state) {
        return object(json -> {
            json.writeStringField("phase", word(state.phase()));
            json.writeNumberField("at_samples", state.atSample());
            json.writeStringField("muted_by", state.mutedBy().orElse(""));
            json.writeBooleanField("overlap", state.overlap());
            json.writeArrayFieldStart("active");
            for (RoomState.ActiveSpeaker active : state.active()) {
                json.writeStartObject();
                json.writeNumberField("speaker", active.speaker().number());
                json.writeNumberField("since_samples", active.sinceSample());
                writeBearing(json, active.bearing());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("degraded");
            for (String trouble : state.degraded()) {
                json.writeString(trouble);
            }
            json.writeEndArray();
        });
    }

    static String named(SpeakerId speaker, String name) {
        return object(json -> {
            json.writeNumberField("speaker", speaker.number());
            json.writeStringField("name", name);
        });
    }

    static String figures(HealthReport report) {
        return object(json -> {
            for (Map.Entry<String, Double> figure : new TreeMap<>(report.figures()).entrySet()) {
                json.writeNumberField(figure.getKey(), figure.getValue());
            }
        });
    }

    static String tick(StatusSources sources, MeetingRoster roster, Feed feed) {
        double rate = sources.unit().sampleRate();
        return object(json -> {
            json.writeNumberField("at_samples", sources.position().getAsLong());
            json.writeNumberField("epoch_ms", sources.time().epochMillis());
            json.writeBooleanField(
                    "clock_synchronised", sources.clockSynchronised().getAsBoolean());
            writeMeeting(json, roster, rate);
            json.writeArrayFieldStart("microphones");
            for (ChannelHealth one : sources.microphones().get()) {
                writeMicrophone(json, one);
            }
            json.writeEndArray();
            writeLamp(json, sources.lamp().get());
            writeBroker(json, sources.broker().get());
            json.writeNumberField("clients", feed.clients());
            json.writeNumberField("lost_events", feed.lostEvents());
        });
    }

    static String result(CommandResult result) {
        return object(json -> {
            switch (result) {
                case CommandResult.Done done -> json.writeBooleanField("ok", true);
                case CommandResult.Refused refused -> {
                    json.writeBooleanField("ok", false);
                    json.writeStringField("reason", refused.reason());
                    json.writeStringField("explanation", refused.explanation());
                }
            }
        });
    }

    private static void writeMeeting(JsonGenerator json, MeetingRoster roster, double rate) throws IOException {
        MeetingRoster.Summary summary = roster.summary();
        json.writeObjectFieldStart("meeting");
        json.writeNumberField("number", roster.meeting());
        json.writeBooleanField("running", roster.running());
        json.writeNumberField("speech_s", summary.speech() / rate);
        json.writeNumberField("overlap_s", summary.overlap() / rate);
        json.writeNumberField("silence_s", summary.silence() / rate);
        json.writeEndObject();
        json.writeArrayFieldStart("speakers");
        for (MeetingRoster.Speaker speaker : roster.speakers()) {
            json.writeStartObject();
            json.writeNumberField("speaker", speaker.speaker().number());
            json.writeNumberField("turns", speaker.turns());
            json.writeNumberField("talk_s", speaker.talkSamples() / rate);
            json.writeNumberField("share", speaker.share());
            json.writeNumberField("last_samples", speaker.lastSample());
            writeBearing(json, speaker.bearing());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeMicrophone(JsonGenerator json, ChannelHealth one) throws IOException {
        json.writeStartObject();
        json.writeNumberField("channel", one.channel());
        json.writeNumberField("level_db", one.levelDb());
        json.writeNumberField("floor_db", one.floorDb());
        json.writeNumberField("gain_db", one.gainDb());
        json.writeNumberField("clipped_share", one.clippedShare());
        json.writeBooleanField("gated", one.gated());
        json.writeArrayFieldStart("faults");
        for (String sentence : one.sentences()) {
            json.writeString(sentence);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeLamp(JsonGenerator json, Lamp lamp) throws IOException {
        json.writeObjectFieldStart("lamp");
        json.writeStringField("sign", lamp.sign());
        json.writeStringField("colour", lamp.colour());
        json.writeArrayFieldStart("rhythm_ms");
        for (int lengthMs : lamp.rhythmMs()) {
            json.writeNumber(lengthMs);
        }
        json.writeEndArray();
        json.writeStringField("fault", lamp.fault().orElse(""));
        json.writeEndObject();
    }

    private static void writeBroker(JsonGenerator json, Broker broker) throws IOException {
        json.writeObjectFieldStart("broker");
        json.writeStringField("address", broker.address());
        json.writeBooleanField("connected", broker.connected());
        json.writeStringField("trouble", broker.trouble());
        json.writeNumberField("waiting", broker.waiting());
        json.writeNumberField("dropped", broker.dropped());
        json.writeEndObject();
    }

    private static void writeBearing(JsonGenerator json, Optional<Bearing> bearing) throws IOException {
        if (bearing.isPresent()) {
            json.writeNumberField("azimuth_degrees", bearing.get().azimuthDegrees());
            json.writeNumberField("azimuth_confidence", bearing.get().confidence());
        }
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** One object as a line. */
    static String object(Fields fields) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return text.toString();
    }
}
