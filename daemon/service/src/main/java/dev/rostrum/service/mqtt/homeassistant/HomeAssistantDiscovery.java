package dev.rostrum.service.mqtt.homeassistant;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rostrum.service.mqtt.link.MqttSettings;
import dev.rostrum.service.mqtt.link.MqttSettings.Discovery.Mode;
import dev.rostrum.service.mqtt.payload.Json;
import dev.rostrum.service.mqtt.payload.MqttIdentity;
import dev.rostrum.service.mqtt.payload.MqttTopics;
import dev.rostrum.service.mqtt.payload.Nameplate;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The unit as one Home Assistant device, after the format in "MQTT: device discovery payload" of Home Assistant's
 * documentation (home-assistant.io/integrations/mqtt). MQTT thread.
 */
public final class HomeAssistantDiscovery {
    private final MqttIdentity identity;
    private final MqttTopics topics;
    private final MqttSettings.Discovery settings;
    private Mode mode;

    public HomeAssistantDiscovery(MqttIdentity identity, MqttSettings.Discovery settings) {
        this.identity = identity;
        this.topics = new MqttTopics(identity.unit());
        this.settings = settings;
        this.mode = settings.mode();
    }

    /** Where the announcement is retained; an empty message there takes it back. */
    public String topic() {
        return settings.prefix() + "/device/" + objectId() + "/config";
    }

    /** What the unit listens to: where it is announced, Home Assistant's own birth message. */
    public List<String> filters() {
        return mode == Mode.ANNOUNCE ? List.of(birthTopic()) : List.of();
    }

    /** Home Assistant says here that it started; it has forgotten everything then. */
    public String birthTopic() {
        return settings.prefix() + "/status";
    }

    /** From now on, whatever the configuration says, until the next start. MQTT thread. */
    public void announce(boolean announced) {
        mode = announced ? Mode.ANNOUNCE : Mode.WITHDRAW;
    }

    /** What the topic says now: the announcement, nothing at all to take it back, or not a word. MQTT thread. */
    public Optional<byte[]> now() {
        return switch (mode) {
            case OFF -> Optional.empty();
            case ANNOUNCE -> Optional.of(payload());
            case WITHDRAW -> Optional.of(new byte[0]);
        };
    }

    /** The announcement. */
    public byte[] payload() {
        return Json.object(json -> {
            device(json);
            availability(json);
            json.writeNumberField("qos", 1);
            json.writeObjectFieldStart("components");
            for (Entity entity : new RoomEntities(identity).all()) {
                entity.write(json, objectId());
            }
            json.writeEndObject();
        });
    }

    private void device(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("device");
        json.writeArrayFieldStart("identifiers");
        json.writeString(objectId());
        json.writeEndArray();
        json.writeStringField("name", identity.room().isEmpty() ? "Rostrum " + identity.unit() : identity.room());
        json.writeStringField("manufacturer", "Rostrum");
        Nameplate plate = identity.nameplate();
        json.writeStringField("model", plate.model().orElse("Rostrum unit"));
        known(json, "serial_number", plate.serial());
        json.writeStringField("sw_version", identity.software());
        known(json, "configuration_url", plate.page());
        known(
                json,
                "suggested_area",
                Optional.of(identity.room()).filter(room -> !room.isEmpty() && !room.equals(identity.unit())));
        json.writeEndObject();
        json.writeObjectFieldStart("origin");
        json.writeStringField("name", "rostrum");
        json.writeStringField("sw_version", identity.software());
        json.writeEndObject();
    }

    private static void known(JsonGenerator json, String field, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            json.writeStringField(field, value.get());
        }
    }

    private void availability(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("availability");
        json.writeStartObject();
        json.writeStringField("topic", topics.availability());
        json.writeStringField("value_template", "{{ value_json.availability }}");
        json.writeStringField("payload_available", "online");
        json.writeStringField("payload_not_available", "offline");
        json.writeEndObject();
        json.writeEndArray();
    }

    /** Home Assistant allows letters, digits, dash and underscore; two units must not become one, so underscores double. */
    private String objectId() {
        return "rostrum-" + identity.unit().replace("_", "__").replace(".", "_-");
    }
}
