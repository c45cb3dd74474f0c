package dev.rostrum.service.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rostrum.service.mqtt.homeassistant.HomeAssistantDiscovery;
import dev.rostrum.service.mqtt.link.MqttSettings.Discovery;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where people find help with a unit, as its maker has it. */
class SupportUrlTest {
    @Test
    void shouldSayItWhereTheMakerDid() {
        assertThat(announced(Optional.of("https://help.example/rostrum?unit=1")))
                .contains("\"support_url\":\"https://help.example/rostrum?unit=1\"");
        assertThat(announced(Optional.empty())).contains("\"origin\"").doesNotContain("support_url");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"help.example", "mailto:help@help.example", "javascript:alert(1)", "https://", "https:// x", ""})
    void shouldRefuseWhatHomeAssistantWouldNotTake(String url) {
        assertThatThrownBy(() -> settings(Optional.of(url)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("support-url=" + url);
    }

    private static String announced(Optional<String> url) {
        return new String(new HomeAssistantDiscovery(Scenes.identity("r1"), settings(url)).payload(), UTF_8);
    }

    private static Discovery settings(Optional<String> url) {
        return new Discovery(Discovery.Mode.ANNOUNCE, "homeassistant", url);
    }
}
