package dev.rostrum.service.mqtt.homeassistant;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rostrum.service.mqtt.link.MqttSettings;
import dev.rostrum.service.mqtt.link.MqttSettings.Discovery.Mode;
import dev.rostrum.service.mqtt.payload.Json;
import dev.rostrum.service.mqtt.payload.MqttIdentity;
import dev.rostrum.service.mqtt.payload.MqttTopics;
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
            speech(json);
            activeSpeakers(json);
            count(json);
            mute(json);
            degraded(json);
            button(json, "identify", "Identify", "identify");
            button(json, "new-meeting", "New meeting", "");
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
        String version = identity.versions().getOrDefault("rostrum", "0");
        json.writeStringField("sw_version", version);
        json.writeEndObject();
        json.writeObjectFieldStart("origin");
        json.writeStringField("name", "rostrum");
        json.writeStringField("sw_version", version);
        json.writeEndObject();
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

    private void speech(JsonGenerator json) throws IOException {
        component(json, "speech", "binary_sensor", "Speech");
        json.writeStringField("device_class", "sound");
        fromState(json, "{{ 'ON' if value_json.speech else 'OFF' }}");
        json.writeEndObject();
    }

    private void activeSpeakers(JsonGenerator json) throws IOException {
        component(json, "active", "sensor", "Speaking now");
        fromState(json, "{{ value_json.active | map(attribute='speaker') | join(', ') | default('nobody', true) }}");
        json.writeEndObject();
    }

    private void count(JsonGenerator json) throws IOException {
        component(json, "count", "sensor", "Speakers now");
        json.writeStringField("state_class", "measurement");
        fromState(json, "{{ value_json.count }}");
        json.writeEndObject();
    }

    private void mute(JsonGenerator json) throws IOException {
        component(json, "mute", "switch", "Mute");
        json.writeStringField("command_topic", topics.commandPrefix() + "mute");
        json.writeStringField("payload_on", "{\"on\":true}");
        json.writeStringField("payload_off", "{\"on\":false}");
        json.writeStringField("state_on", "ON");
        json.writeStringField("state_off", "OFF");
        fromState(json, "{{ 'ON' if value_json.muted else 'OFF' }}");
        json.writeEndObject();
    }

    private void degraded(JsonGenerator json) throws IOException {
        component(json, "problem", "binary_sensor", "Problem");
        json.writeStringField("device_class", "problem");
        json.writeStringField("entity_category", "diagnostic");
        fromState(json, "{{ 'ON' if value_json.degraded else 'OFF' }}");
        json.writeEndObject();
    }

    private void button(JsonGenerator json, String command, String name, String deviceClass) throws IOException {
        component(json, command, "button", name);
        if (!deviceClass.isEmpty()) {
            json.writeStringField("device_class", deviceClass);
        }
        json.writeStringField("command_topic", topics.commandPrefix() + command);
        json.writeStringField("payload_press", "{}");
        json.writeEndObject();
    }

    private void component(JsonGenerator json, String id, String platform, String name) throws IOException {
        json.writeObjectFieldStart(id);
        json.writeStringField("platform", platform);
        json.writeStringField("unique_id", objectId() + "-" + id);
        json.writeStringField("name", name);
    }

    private void fromState(JsonGenerator json, String template) throws IOException {
        json.writeStringField("state_topic", topics.state());
        json.writeStringField("value_template", template);
    }

    /** Home Assistant allows letters, digits, dash and underscore; two units must not become one, so underscores double. */
    private String objectId() {
        return "rostrum-" + identity.unit().replace("_", "__").replace(".", "_-");
    }
}
