package dev.rostrum.service.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.service.mqtt.homeassistant.HomeAssistantDiscovery;
import dev.rostrum.service.mqtt.link.MqttSettings;
import dev.rostrum.service.mqtt.payload.MqttTopics;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** However alike two ids are, they are two devices; and the id can be read back, which proves it for all. */
class HomeAssistantDevicesTest {
    @Property(tries = 3000)
    void shouldNeverMakeOneDeviceOfTwoUnits(@ForAll("ids") String first, @ForAll("ids") String second) {
        assertThat(device(first).equals(device(second))).isEqualTo(first.equals(second));
    }

    @Property(tries = 1000)
    void shouldLeaveTheIdReadable(@ForAll("ids") String id) {
        String device = device(id);
        assertThat(device).matches("rostrum-[A-Za-z0-9_-]+");
        assertThat(decoded(device.substring("rostrum-".length()))).isEqualTo(id);
    }

    /** As docs/mqtt.md has it: two underscores were one, an underscore and a dash were a dot. */
    private static String decoded(String object) {
        StringBuilder id = new StringBuilder();
        for (int i = 0; i < object.length(); i++) {
            boolean escape = object.charAt(i) == '_';
            i += escape ? 1 : 0;
            id.append(escape && object.charAt(i) == '-' ? '.' : object.charAt(i));
        }
        return id.toString();
    }

    @Provide
    Arbitrary<String> ids() {
        return Arbitraries.strings()
                .withChars('a', 'A', '1', '.', '_', '-') // few, so that two are often alike
                .ofMinLength(1)
                .ofMaxLength(5)
                .filter(MqttTopics::isId);
    }

    private static String device(String id) {
        String topic = new HomeAssistantDiscovery(
                        Scenes.identity(id), MqttSettings.defaults().discovery())
                .topic();
        return topic.replaceFirst("^homeassistant/device/", "").replaceFirst("/config$", "");
    }
}
