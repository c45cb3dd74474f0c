package dev.rostrum.service.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.service.mqtt.ChangedSettings;
import dev.rostrum.service.mqtt.Mosquitto;
import dev.rostrum.service.mqtt.MqttPublisher;
import dev.rostrum.service.mqtt.Observer;
import dev.rostrum.service.mqtt.Scenes;
import dev.rostrum.service.mqtt.Wait;
import dev.rostrum.service.mqtt.link.MqttSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code rostrum withdraw} with a real broker: what one who subscribes afterwards still gets. */
class WithdrawCommandIT {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void shouldTakeAUnitOffItsBrokerAndComeBackWithTheNextStart() throws Exception {
        try (Mosquitto broker = Mosquitto.start(folder)) {
            live(broker);
            Set<String> before = kept(broker);
            assertThat(before)
                    .contains("homeassistant/device/rostrum-r1/config", "rostrum/v1/r1/availability", "end-of/test");
            assertThat(withdraw(broker.uri())).isZero();
            assertThat(err.toString(UTF_8)).contains("r1 is off its broker " + broker.uri());
            assertThat(kept(broker)).containsExactly("end-of/test");
            live(broker);
            assertThat(kept(broker)).isEqualTo(before);
        }
    }

    @Test
    @Timeout(60)
    void shouldSayInOneLineThatTheBrokerIsAway() throws Exception {
        String gone;
        try (Mosquitto broker = Mosquitto.start(folder)) {
            gone = broker.uri();
        }
        assertThat(withdraw(gone)).isEqualTo(1);
        assertThat(err.toString(UTF_8))
                .contains("r1 stays at its broker " + gone)
                .hasLineCount(1);
    }

    @Test
    @Timeout(60)
    void shouldNotWaitForABrokerThatTakesTheCallAndSaysNothing() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            assertThat(withdraw("mqtt://localhost:" + silent.getLocalPort())).isEqualTo(1);
        }
        assertThat(err.toString(UTF_8)).contains("no answer in time").hasLineCount(1);
    }

    private int withdraw(String broker) throws IOException {
        Path config = folder.resolve("rostrum.yaml");
        Files.writeString(config, """
                unit:
                  id: r1
                  state-folder: %s
                mqtt:
                  broker: %s
                  discovery:
                    mode: announce
                """.formatted(folder.resolve("state"), broker));
        return Main.run(TestConsole.of(out, err), "withdraw", "--config", config.toString());
    }

    private static void live(Mosquitto broker) {
        MqttSettings settings = ChangedSettings.of(Scenes.settings(broker.uri()))
                .discovery(new MqttSettings.Discovery(
                        MqttSettings.Discovery.Mode.ANNOUNCE, "homeassistant", Optional.empty()))
                .scalars(true)
                .done();
        try (MqttPublisher publisher = MqttPublisher.start(settings, Scenes.identity("r1"), Scenes.ports())) {
            publisher.onEvent(Scenes.listening(16_000));
            Wait.until(Duration.ofSeconds(10), () -> publisher.status().connected());
        }
    }

    /** The topics of which a new subscriber gets something; the last retained message is the test's own. */
    private static Set<String> kept(Mosquitto broker) throws IOException {
        Set<String> topics = new TreeSet<>();
        try (Observer marking = new Observer(broker.uri(), "end-of/#")) {
            marking.send("end-of/test", "mark", "-r");
            marking.await(seen -> seen.topic().equals("end-of/test"));
        }
        try (Observer late = new Observer(broker.uri(), "#")) {
            late.await(seen -> seen.topic().equals("end-of/test"));
            // a broker sends what it keeps in no order that it promises: what is sent now comes after all of it
            late.send("end-of/now", "now");
            late.await(seen -> seen.topic().equals("end-of/now"));
            late.all().stream()
                    .filter(Observer.Seen::retained)
                    .map(Observer.Seen::topic)
                    .forEach(topics::add);
        }
        return topics;
    }
}
