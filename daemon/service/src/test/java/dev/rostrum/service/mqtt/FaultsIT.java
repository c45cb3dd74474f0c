package dev.rostrum.service.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.diarization.timeline.SpeechTurn.Stage;
import dev.rostrum.service.mqtt.link.MqttSettings;
import dev.rostrum.service.time.TimeSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What goes wrong with brokers and clocks: an outage, a broker that stops answering, a bridge, a jump of the clock. */
class FaultsIT {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String ROOT = "rostrum/v1/r1/";

    @TempDir
    Path folder;

    @Test
    @Tag("long")
    void shouldBringTwoThousandEventsThroughAMinuteOfOutage() throws Exception {
        outage(1000, Duration.ofSeconds(60));
    }

    @Test
    void shouldSayOnlyTheTruthOnRetainedTopicsAfterAnOutage() throws Exception {
        outage(50, Duration.ofSeconds(2));
    }

    /** Turns come and go while the broker is killed; at its end nobody speaks. */
    private void outage(int turns, Duration length) throws Exception {
        try (Mosquitto broker = persistent();
                Observer observer = new Observer(broker.uri(), ROOT + "#");
                MqttPublisher publisher = publisher(broker, TimeSource.system())) {
            publisher.onEvent(Scenes.meetingStarted(1));
            publisher.onEvent(Scenes.listening(16_000, 1));
            observer.await(s -> s.topic().endsWith("/state") && s.payload().contains("\"speech\":true"));
            observer.await(s -> s.topic().endsWith("/availability"));
            observer.await(s -> s.topic().endsWith("/meeting"));
            broker.stop();
            int before = observer.all().size();
            for (int i = 1; i <= turns; i++) {
                publisher.onEvent(Scenes.started(Scenes.turn(i, 1, i, i + 0.5, Stage.OPEN)));
                publisher.onEvent(Scenes.listening(i * 16_000L, 1));
                publisher.onEvent(Scenes.ended(Scenes.turn(i, 1, i, i + 0.9, Stage.CLOSED)));
                Thread.sleep(length.dividedBy(turns));
            }
            publisher.onEvent(Scenes.listening(turns * 16_000L));
            broker.up();
            observer.await(s -> s.topic().endsWith("turn/end") && s.payload().contains("\"id\":" + turns + ","));
            List<Observer.Seen> all = observer.all();
            int back = all.indexOf(all.stream()
                    .skip(before)
                    .filter(s -> s.topic().endsWith("/info") && !s.retained())
                    .findFirst()
                    .orElseThrow());
            // whatever the broker itself had retained it repeats on its return, marked so
            List<Observer.Seen> after =
                    all.stream().skip(back).filter(s -> !s.retained()).toList();
            assertThat(after.stream().limit(6).map(s -> s.topic().substring(ROOT.length())))
                    .containsExactly("info", "state", "speakers", "health", "zones", "availability");
            assertThat(after.stream().filter(s -> s.topic().endsWith("/state")))
                    .as("never an old state")
                    .allMatch(s -> s.payload().contains("\"speech\":false"));
            assertThat(numbers(observer)).containsExactlyElementsOf(upTo(2L * turns + 1));
            assertThat(after.stream().filter(s -> s.topic().contains("/turn/")))
                    .hasSize(2 * turns)
                    .allMatch(s -> s.payload().startsWith("{\"late\":true,"));
            assertThat(publisher.status().dropped()).isZero();
            assertThat(publisher.status().refused()).isZero();
        }
    }

    @Test
    void shouldOutlastABrokerThatStopsAnswering() throws Exception {
        try (Mosquitto broker = persistent();
                Observer observer = new Observer(broker.uri(), ROOT + "#");
                MqttPublisher publisher = publisher(broker, TimeSource.system())) {
            publisher.onEvent(Scenes.meetingStarted(1));
            observer.await(s -> s.topic().endsWith("/meeting"));
            broker.signal("STOP");
            for (int i = 1; i <= 3000; i++) {
                publisher.onEvent(Scenes.started(Scenes.turn(i, 1, i, i + 0.5, Stage.OPEN)));
            }
            Wait.until(Duration.ofSeconds(10), () -> publisher.status().events() == 3001);
            broker.signal("CONT");
            observer.await(Duration.ofSeconds(30), s -> s.payload().contains("\"id\":3000,"));
            assertThat(numbers(observer)).containsExactlyElementsOf(upTo(3001));
            assertThat(publisher.status().refused()).isZero();
            assertThat(publisher.status().trouble()).doesNotContain("32202");
        }
    }

    @Test
    void shouldReachASecondBrokerOverABridgeAndBeCommandedFromThere() throws Exception {
        try (Mosquitto central = Mosquitto.start(folder);
                Mosquitto floor = Mosquitto.start(
                        folder,
                        "connection floor3",
                        "address localhost:" + central.port(),
                        "bridge_protocol_version mqttv50",
                        "notifications false",
                        "restart_timeout 1",
                        "topic rostrum/v1/# out 1",
                        "topic rostrum/v1/+/cmd/# in 1");
                Observer building = new Observer(central.uri(), ROOT + "#")) {
            try (MqttPublisher publisher = publisher(floor, TimeSource.system())) {
                for (int i = 1; i <= 200; i++) {
                    publisher.onEvent(i == 1 ? Scenes.meetingStarted(1) : Scenes.started(turn(i)));
                }
                building.await(s -> s.payload().contains("\"id\":200,"));
                assertThat(numbers(building)).containsExactlyElementsOf(upTo(200));
                assertThat(building.on("turn/start").getFirst().expirySeconds()).isGreaterThan(86_000);
                building.send(ROOT + "cmd/identify", "{}", "-D", "publish", "correlation-data", "k7");
                assertThat(building.await(s -> s.topic().equals(ROOT + "reply/identify"))
                                .correlation())
                        .isEqualTo("k7");
                try (Observer late = new Observer(central.uri(), ROOT + "availability")) {
                    assertThat(late.await(s -> true).retained()).isTrue();
                }
            }
            building.await(s -> s.payload().contains("\"reason\":\"stopped\""));
        }
    }

    @Test
    void shouldKeepOrderWhenTheClockJumpsAnHour() throws Exception {
        AtomicLong offset = new AtomicLong();
        TimeSource system = TimeSource.system();
        TimeSource jumping = new TimeSource() {
            @Override
            public long nanoTime() {
                return system.nanoTime();
            }

            @Override
            public long epochMillis() {
                return system.epochMillis() + offset.get();
            }
        };
        try (Mosquitto broker = persistent();
                Observer observer = new Observer(broker.uri(), ROOT + "#");
                MqttPublisher publisher = publisher(broker, jumping)) {
            publisher.onEvent(Scenes.meetingStarted(1));
            for (int i = 2; i <= 30; i++) {
                if (i == 10) {
                    offset.set(Duration.ofHours(-1).toMillis());
                    broker.stop();
                } else if (i == 20) {
                    offset.set(Duration.ofHours(1).toMillis());
                    broker.up();
                }
                publisher.onEvent(Scenes.started(turn(i)));
            }
            observer.await(s -> s.payload().contains("\"id\":30,"));
            assertThat(numbers(observer)).containsExactlyElementsOf(upTo(30));
            assertThat(publisher.status().dropped()).isZero();
            List<Instant> times = observer.on("turn/start").stream()
                    .map(s -> Instant.parse(
                            MAPPER.readTree(s.payload()).path("time").asString()))
                    .toList();
            assertThat(Duration.between(times.get(7), times.get(8))).isNegative();
            assertThat(Duration.between(times.get(17), times.get(18))).isGreaterThan(Duration.ofMinutes(115));
        }
    }

    @Test
    void shouldNotMindHostileCommands() throws Exception {
        try (Mosquitto broker = Mosquitto.start(folder);
                Observer observer = new Observer(broker.uri(), ROOT + "#");
                MqttPublisher publisher = publisher(broker, TimeSource.system())) {
            observer.await(s -> s.topic().endsWith("/health"));
            observer.send(ROOT + "cmd/mute", "x".repeat(1_000_000));
            observer.send(ROOT + "cmd/mute", "[".repeat(200_000));
            observer.send(ROOT + "cmd/mute", "[".repeat(4_000));
            observer.send(ROOT + "cmd/mute", "{\"on\":");
            observer.send(ROOT + "cmd/mute", "{\"on\":true,\"why\":[{}],\"on\":{}}");
            observer.send(ROOT + "cmd/no/such/thing", "{}");
            observer.send(ROOT + "cmd/snapshot", "{}", "-D", "publish", "response-topic", "rostrum/v1/r2/state");
            observer.await(s -> s.topic().equals(ROOT + "reply/snapshot"));
            assertThat(observer.on("reply/mute")).hasSize(4);
            publisher.onEvent(Scenes.meetingStarted(1));
            observer.await(s -> s.topic().endsWith("/meeting"));
            assertThat(publisher.status().connections())
                    .as("the connection holds")
                    .isEqualTo(1);
            assertThat(publisher.status().commandsRefused()).isGreaterThanOrEqualTo(4);
        }
    }

    private static dev.rostrum.diarization.timeline.SpeechTurn turn(int i) {
        return Scenes.turn(i, 1, i, i + 0.5, Stage.OPEN);
    }

    /** The events' numbers in the order of their arrival, repeats removed as the manual says. */
    private static List<Long> numbers(Observer observer) {
        return observer.all().stream()
                .map(s -> MAPPER.readTree(s.payload()))
                .filter(message -> message.has("event"))
                .collect(
                        java.util.LinkedHashMap<String, Long>::new,
                        (map, message) -> map.putIfAbsent(
                                key(message), message.path("event").asLong()),
                        java.util.LinkedHashMap::putAll)
                .values()
                .stream()
                .toList();
    }

    private static String key(JsonNode message) {
        return message.path("boot").asString() + " " + message.path("seq").asLong();
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    private Mosquitto persistent() throws IOException {
        return Mosquitto.start(folder, "persistence true", "persistence_location " + folder + "/");
    }

    private MqttPublisher publisher(Mosquitto broker, TimeSource time) {
        MqttSettings settings = Scenes.settings(
                broker.uri(),
                new MqttSettings.Store(Optional.of(folder.resolve("outbox")), 100, 60_000_000, Duration.ofHours(24)));
        return MqttPublisher.start(settings, Scenes.identity("r1"), Scenes.ports(time));
    }
}
