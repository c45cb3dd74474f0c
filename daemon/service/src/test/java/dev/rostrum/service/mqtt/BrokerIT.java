package dev.rostrum.service.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.diarization.timeline.SpeechTurn.Stage;
import dev.rostrum.service.mqtt.link.BrokerLink;
import dev.rostrum.service.mqtt.link.MqttSettings;
import dev.rostrum.service.mqtt.link.PahoOpener;
import dev.rostrum.service.mqtt.payload.Message;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The publisher against a real broker. */
public class BrokerIT {
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
            assertThat(observer.all().stream().map(Observer.Seen::topic).limit(2))
                    .as("what stands comes before what happens")
                    .containsExactly("rostrum/v1/r1/info", "rostrum/v1/r1/state");
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
    void shouldDeliverTwoThousandStoredEventsOnceAndInOrder() throws Exception {
        try (Mosquitto broker = Mosquitto.start(folder, "persistence true", "persistence_location " + folder + "/");
                Observer observer = new Observer(broker.uri(), "rostrum/v1/r1/#");
                MqttPublisher publisher = publisher(broker)) {
            publisher.onEvent(Scenes.meetingStarted(1));
            observer.await(s -> s.topic().endsWith("/meeting"));
            broker.stop();
            int turns = 1000;
            for (int i = 1; i <= turns; i++) {
                publisher.onEvent(Scenes.started(Scenes.turn(i, 1, i, i + 0.5, Stage.OPEN)));
                publisher.onEvent(Scenes.ended(Scenes.turn(i, 1, i, i + 0.9, Stage.CLOSED)));
            }
            broker.up();
            observer.await(s -> s.topic().endsWith("turn/end") && s.payload().contains("\"id\":1000,"));
            long expected = 1;
            for (long event : eventNumbers(observer)) {
                assertThat(event).isEqualTo(expected++);
            }
            assertThat(expected).isEqualTo(2L * turns + 2);
            assertThat(observer.on("turn/end").getLast().payload()).startsWith("{\"late\":true,");
            assertThat(observer.on("turn/end").getLast().expirySeconds()).isGreaterThan(86_000);
            assertThat(publisher.status().refused()).isZero();
        }
    }

    @Test
    void shouldSayOfflineForAUnitThatVanishes() throws Exception {
        try (Mosquitto broker = Mosquitto.start(folder);
                Observer observer = new Observer(broker.uri(), "rostrum/v1/r1/#")) {
            MqttSettings settings = Scenes.settings(broker.uri());
            Message will = Message.retained("rostrum/v1/r1/availability", "{\"gone\":true}".getBytes(UTF_8));
            java.util.concurrent.CountDownLatch in = new java.util.concurrent.CountDownLatch(1);
            BrokerLink link =
                    new PahoOpener(settings, Scenes.identity("r1")).open(Optional.of(will), e -> in.countDown());
            assertThat(in.await(10, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
            link.abandon();
            assertThat(observer.await(s -> s.topic().endsWith("/availability")).payload())
                    .isEqualTo("{\"gone\":true}");
        }
    }

    /** The events' numbers in the order of their first arrival. */
    private static List<Long> eventNumbers(Observer observer) {
        return observer.all().stream()
                .filter(s -> s.payload().contains("\"event\":"))
                .map(s -> number(s.payload(), "event"))
                .distinct()
                .toList();
    }

    private static MqttPublisher publisher(Mosquitto broker) {
        return MqttPublisher.start(Scenes.settings(broker.uri()), Scenes.identity("r1"), Scenes.ports());
    }

    public static long number(String payload, String field) {
        int at = payload.indexOf("\"" + field + "\":") + field.length() + 3;
        int end = IntStream.range(at, payload.length())
                .filter(i -> !Character.isDigit(payload.charAt(i)))
                .findFirst()
                .orElse(payload.length());
        return Long.parseLong(payload.substring(at, end));
    }
}
