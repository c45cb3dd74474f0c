package dev.rostrum.service.mqtt.link;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rostrum.service.mqtt.AsyncApi;
import dev.rostrum.service.mqtt.ChangedSettings;
import dev.rostrum.service.mqtt.payload.Message;
import dev.rostrum.service.mqtt.payload.MqttTopics;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PahoOptionsTest {
    @TempDir
    Path folder;

    @Test
    void shouldTakeThePasswordFromASystemdCredential() throws IOException {
        Files.writeString(folder.resolve("broker"), "sesame\n");

        MqttConnectionOptions options =
                connect(credential("broker"), Map.of("CREDENTIALS_DIRECTORY", folder.toString()));

        assertThat(options.getUserName()).isEqualTo("r1");
        assertThat(new String(options.getPassword(), UTF_8)).isEqualTo("sesame");
    }

    @Test
    void shouldReadThePasswordWithoutTheMarkOfAnEditor() throws IOException {
        for (Charset charset : List.of(UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            Files.write(folder.resolve("broker"), "\uFEFFsésame \r\nsecond\r\n".getBytes(charset));

            MqttConnectionOptions options =
                    connect(credential("broker"), Map.of("CREDENTIALS_DIRECTORY", folder.toString()));

            assertThat(new String(options.getPassword(), UTF_8)).isEqualTo("sésame ");
        }
        Files.write(folder.resolve("broker"), "sésame\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> connect(credential("broker"), Map.of("CREDENTIALS_DIRECTORY", folder.toString())))
                .isInstanceOf(UnreadableSecret.class)
                .hasMessageContaining(folder.resolve("broker").toString())
                .message()
                .doesNotContain("same");
    }

    @Test
    void shouldConnectAsTheAsyncApiDocumentSays() {
        JsonNode said = new JsonMapper().readTree(AsyncApi.text()).at("/components/serverBindings/unit/mqtt");
        Message will = Message.retained(new MqttTopics("r1").availability(), new byte[0]);
        MqttConnectionOptions options = new PahoOptions(MqttSettings.defaults(), Map.of()).connect(Optional.of(will));

        assertThat(options.isCleanStart()).isEqualTo(said.path("cleanSession").asBoolean());
        assertThat(options.getKeepAliveInterval())
                .isEqualTo(said.path("keepAlive").asInt());
        assertThat(options.getSessionExpiryInterval())
                .isEqualTo(said.path("sessionExpiryInterval").asLong());
        assertThat(options.getMaximumPacketSize())
                .isEqualTo(said.path("maximumPacketSize").asLong());
        assertThat(options.getWillDestination())
                .isEqualTo(said.at("/lastWill/topic").asString().replace("{unit}", "r1"));
        assertThat(options.getWillMessage().getQos())
                .isEqualTo(said.at("/lastWill/qos").asInt());
        assertThat(options.getWillMessage().isRetained())
                .isEqualTo(said.at("/lastWill/retain").asBoolean());
    }

    @Test
    void shouldSayWhichCredentialIsMissing() {
        assertThatThrownBy(() -> connect(credential("broker"), Map.of()))
                .isInstanceOf(UnreadableSecret.class)
                .hasMessageContainingAll("broker", "systemd", "LoadCredential");
        assertThatThrownBy(() -> connect(credential("other"), Map.of("CREDENTIALS_DIRECTORY", folder.toString())))
                .isInstanceOf(UnreadableSecret.class)
                .hasMessageContaining(folder.resolve("other").toString());
    }

    private static MqttConnectionOptions connect(MqttSettings settings, Map<String, String> environment) {
        return new PahoOptions(settings, environment).connect(Optional.empty());
    }

    private static MqttSettings credential(String name) {
        MqttSettings d = MqttSettings.defaults();
        return ChangedSettings.of(d)
                .login(new MqttSettings.Login(Optional.of("r1"), Optional.empty(), Optional.of(name)))
                .done();
    }
}
