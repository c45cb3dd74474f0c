package dev.rostrum.service.mqtt.payload;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rostrum.diarization.frontend.array.Zone;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What {@code info} says. Plain: same arguments, same bytes. */
public final class InfoPayload {
    private InfoPayload() {}

    /** The unit as it is for the life of the process; what is not known is left out. */
    public static byte[] of(MqttIdentity identity) {
        Nameplate plate = identity.nameplate();
        return Json.object(json -> {
            known(json, "serial", plate.serial());
            known(json, "model", plate.model());
            json.writeStringField("room", identity.room());
            known(json, "floor", plate.floor());
            json.writeStringField("software", identity.software());
            json.writeObjectFieldStart("networks");
            for (Map.Entry<String, String> network : new TreeMap<>(plate.networks()).entrySet()) {
                json.writeStringField(network.getKey(), network.getValue());
            }
            json.writeEndObject();
            json.writeObjectFieldStart("capabilities");
            abilities(json, plate.abilities());
            json.writeArrayFieldStart("zones");
            for (Zone zone : identity.zones()) {
                json.writeString(zone.name());
            }
            json.writeEndArray();
            json.writeEndObject();
            known(json, "configurationUrl", plate.page());
        });
    }

    private static void abilities(JsonGenerator json, Nameplate.Abilities abilities) throws IOException {
        if (abilities.channels().isPresent()) {
            json.writeNumberField("channels", abilities.channels().get());
        }
        Json.number(json, "minLatencySeconds", seconds(abilities.shortestLatency()), 3);
        Json.number(json, "maxLatencySeconds", seconds(abilities.longestLatency()), 3);
        json.writeBooleanField("enrolment", abilities.enrolment());
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static void known(JsonGenerator json, String field, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            json.writeStringField(field, value.get());
        }
    }
}
