package dev.rostrum.service.mqtt.homeassistant;

import dev.rostrum.service.json.Json;
import dev.rostrum.service.mqtt.link.MqttSettings;
import dev.rostrum.service.mqtt.link.MqttSettings.Discovery.Mode;
import dev.rostrum.service.mqtt.payload.MqttIdentity;
import dev.rostrum.service.mqtt.payload.MqttTopics;
import dev.rostrum.service.mqtt.payload.Nameplate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The unit as one Home Assistant device, after the format in "MQTT: device discovery payload" of Home Assistant's
 * documentation (home-assistant.io/integrations/mqtt). MQTT thread.
 */
public final class HomeAssistantDiscovery {
    private record Announcement(
            Device device,
            Origin origin,
            List<Availability> availability,
            int qos,
            Map<String, Map<String, Object>> components) {}

    private record Device(
            List<String> identifiers,
            String name,
            String manufacturer,
            String model,
            @Nullable String serialNumber,
            String swVersion,
            @Nullable String configurationUrl,
            @Nullable String suggestedArea) {}

    private record Origin(
            String name, String swVersion, @Nullable String supportUrl) {}

    private record Availability(
            String topic, String valueTemplate, String payloadAvailable, String payloadNotAvailable) {}

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
        Map<String, Map<String, Object>> components = new LinkedHashMap<>();
        for (Entity entity : new RoomEntities(identity).all()) {
            components.put(entity.id(), entity.component(objectId()));
        }
        return Json.SNAKE.bytes(new Announcement(
                device(),
                new Origin("rostrum", identity.software(), settings.supportUrl().orElse(null)),
                List.of(new Availability(topics.availability(), "{{ value_json.availability }}", "online", "offline")),
                1,
                components));
    }

    private Device device() {
        Nameplate plate = identity.nameplate();
        String room = identity.room();
        return new Device(
                List.of(objectId()),
                room.isEmpty() ? "Rostrum " + identity.unit() : room,
                "Rostrum",
                plate.model().orElse("Rostrum unit"),
                plate.serial().orElse(null),
                identity.software(),
                plate.page().orElse(null),
                room.isEmpty() || room.equals(identity.unit()) ? null : room);
    }

    /** Home Assistant allows letters, digits, dash and underscore; two units must not become one, so underscores double. */
    private String objectId() {
        return "rostrum-" + identity.unit().replace("_", "__").replace(".", "_-");
    }
}
