package dev.rostrum.service.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.service.testing.SourceTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bridge of docs/recipes between two brokers, as it stands there but for names and for what TLS and logins need. */
class BridgeIT {
    private static final String ROOT = "rostrum/v1/r1/";

    @TempDir
    Path folder;

    @Test
    void shouldHandAFloorsUnitsToTheBuildingAndItsCommandsBack() throws Exception {
        Path below = Files.createDirectory(folder.resolve("floor"));
        Path above = Files.createDirectory(folder.resolve("building"));
        try (Mosquitto building = Mosquitto.start(above);
                Observer observer = new Observer(building.uri(), "#");
                Mosquitto floor = Mosquitto.start(below, bridgeTo(building))) {
            observer.await(s ->
                    s.topic().equals("rostrum-floors/floor3") && s.payload().equals("1"));
            try (MqttPublisher publisher = MqttPublisher.start(
                    Scenes.settings(floor.uri(), List.of(), Duration.ofMinutes(5)),
                    Scenes.identity("r1"),
                    Scenes.ports())) {
                observer.await(s ->
                        s.topic().equals(ROOT + "availability") && s.payload().contains("online"));
                publisher.onEvent(Scenes.meetingStarted(1));
                publisher.onEvent(Scenes.listening(16_000, 1));
                observer.await(
                        s -> s.topic().equals(ROOT + "speaking") && s.payload().equals("1"));
                Observer.Seen meeting = observer.await(s -> s.topic().equals(ROOT + "meeting"));
                assertThat(meeting.expirySeconds())
                        .as("properties of MQTT 5 come through")
                        .isPositive();

                observer.send(ROOT + "cmd/identify", "{}", "-D", "publish", "correlation-data", "17");
                Observer.Seen reply = observer.await(s -> s.topic().equals(ROOT + "reply/identify"));
                assertThat(reply.payload()).contains("\"outcome\":\"done\"");
                assertThat(reply.correlation()).isEqualTo("17");
                try (Observer late = new Observer(building.uri(), ROOT + "#")) {
                    late.await(s -> s.topic().equals(ROOT + "state") && s.retained());
                }
                assertThat(observer.on("cmd/identify"))
                        .as("a command does not go round")
                        .hasSize(1);
            }
            observer.await(
                    s -> s.topic().equals(ROOT + "availability") && s.payload().contains("stopped"));

            floor.down();
            observer.await(s ->
                    s.topic().equals("rostrum-floors/floor3") && s.payload().equals("0"));
        }
    }

    private static String[] bridgeTo(Mosquitto building) {
        return SourceTree.text(SourceTree.ROOT.resolve("docs/recipes/bridge.conf"))
                .replace("CENTRAL:8883", "localhost:" + building.port())
                .replace("FLOOR", "floor3")
                .lines()
                .filter(line -> !line.matches("(bridge_cafile|remote_username|remote_password) .*"))
                .toArray(String[]::new);
    }
}
