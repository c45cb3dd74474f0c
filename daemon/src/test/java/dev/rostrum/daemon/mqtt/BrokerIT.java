package dev.rostrum.daemon.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.daemon.time.TimeSource;
import dev.rostrum.daemon.timeline.SpeechTurn.Stage;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The publisher against a real broker. */
class BrokerIT {
    @TempDir
    Path folder;

    @Test
    void shouldTellARetainedStateAndEventsInOrder() throws Exception {
        try (Mosquitto broker = Mosquitto.start(folder);
                Observer observer = new Observer(broker.uri(), "rostrum/v1/r1/#")) {
            try (MqttPublisher publisher = publisher(broker)) {
                publisher.onEvent(Scenes.meetingStarted(1));
                publisher.onEvent(Scenes.started(Scenes.turn(1, 1, 1, 2, Stage.OPEN)));
                publisher.onEvent(Scenes.listening(32_000, 1));
                publisher.onEvent(Scenes.ended(Scenes.turn(1, 1, 1, 4, Stage.CLOSED)));
                observer.await(s -> s.topic().endsWith("turn/end"));
                observer.await(s -> s.topic().endsWith("/state") && s.payload().contains("\"speaker\":\"S1\""));
            }
            observer.await(s -> s.payload().contains("\"availability\":\"offline\",\"reason\":\"stopped\""));
            assertThat(observer.all().getFirst().payload()).contains("\"availability\":\"online\"");
            assertThat(observer.all().stream()
                            .map(Observer.Seen::topic)
                            .filter(t -> t.contains("turn/") || t.contains("meeting")))
                    .containsExactly("rostrum/v1/r1/meeting", "rostrum/v1/r1/turn/start", "rostrum/v1/r1/turn/end");
            try (Observer later = new Observer(broker.uri(), "rostrum/v1/r1/#")) {
                Observer.Seen state = later.await(s -> s.topic().endsWith("/state"));
                assertThat(state.retained()).isTrue();
                later.await(s -> s.topic().endsWith("/availability"));
                assertThat(later.on("turn/end")).isEmpty();
            }
        }
    }

    @Test
    void shouldConnectWhenTheBrokerComesLate() throws Exception {
        try (Mosquitto broker = Mosquitto.absent(folder);
                MqttPublisher publisher = publisher(broker)) {
            publisher.onEvent(Scenes.meetingStarted(1));
            long end = System.nanoTime() + 10_000_000_000L;
            while (publisher.status().trouble().isEmpty() && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            assertThat(publisher.status().trouble()).contains("ConnectException");
            broker.up();
            try (Observer observer = new Observer(broker.uri(), "rostrum/v1/r1/#")) {
                observer.await(s ->
                        s.topic().endsWith("/availability") && s.payload().contains("\"availability\":\"online\""));
            }
        }
    }

    @Test
    void shouldSayOfflineForAUnitThatVanishes() throws Exception {
        try (Mosquitto broker = Mosquitto.start(folder);
                Observer observer = new Observer(broker.uri(), "rostrum/v1/r1/#")) {
            MqttSettings settings = Scenes.settings(broker.uri());
            Message will = Message.retained("rostrum/v1/r1/availability", "{\"gone\":true}".getBytes(UTF_8));
            java.util.concurrent.CountDownLatch in = new java.util.concurrent.CountDownLatch(1);
            BrokerLink link = new PahoOpener(settings, "r1").open(will, e -> in.countDown());
            assertThat(in.await(10, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
            link.abandon();
            assertThat(observer.await(s -> s.topic().endsWith("/availability")).payload())
                    .isEqualTo("{\"gone\":true}");
        }
    }

    private static MqttPublisher publisher(Mosquitto broker) {
        return MqttPublisher.start(
                Scenes.settings(broker.uri()), Scenes.identity("r1"), TimeSource.system(), () -> true);
    }
}
