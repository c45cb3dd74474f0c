package dev.rostrum.service.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.service.mqtt.homeassistant.HomeAssistantDiscovery;
import dev.rostrum.service.mqtt.link.MqttSettings;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two units are two devices in Home Assistant, however alike their ids are. */
class HomeAssistantIdsTest {
    private static final List<String> IDS =
            List.of("room-314", "room.314", "room_314", "room__314", "room_-314", "room..314", "room._314");

    @Test
    void shouldMakeADeviceOfEachUnit() {
        Map<String, String> topics = new HashMap<>();
        Set<String> devices = new HashSet<>();
        Set<String> entities = new HashSet<>();
        int announcedOfEach = 0;
        for (String id : IDS) {
            HomeAssistantDiscovery discovery = new HomeAssistantDiscovery(
                    Scenes.identity(id), MqttSettings.defaults().discovery());
            JsonNode announced = new JsonMapper().readTree(new String(discovery.payload(), UTF_8));
            announcedOfEach = announced.path("components").size();
            topics.put(discovery.topic(), id);
            devices.add(announced.at("/device/identifiers/0").asString());
            announced
                    .path("components")
                    .forEach(part -> entities.add(part.path("unique_id").asString()));
            assertThat(discovery.topic()).matches("homeassistant/device/[A-Za-z0-9_-]+/config");
        }
        assertThat(topics).hasSameSizeAs(IDS).containsEntry("homeassistant/device/rostrum-room-314/config", "room-314");
        assertThat(devices).hasSameSizeAs(IDS);
        assertThat(entities).hasSize(announcedOfEach * IDS.size());
    }
}
