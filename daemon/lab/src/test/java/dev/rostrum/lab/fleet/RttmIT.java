package dev.rostrum.lab.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rostrum.diarization.timeline.RevisingTracker;
import dev.rostrum.diarization.timeline.TimelineEvent;
import dev.rostrum.diarization.tracking.RevisionWorker;
import dev.rostrum.diarization.tracking.SyntheticMeeting;
import dev.rostrum.service.event.RoomEvent;
import dev.rostrum.service.mqtt.BrokerIT;
import dev.rostrum.service.mqtt.MeetingConsumer;
import dev.rostrum.service.mqtt.Mosquitto;
import dev.rostrum.service.mqtt.MqttPublisher;
import dev.rostrum.service.mqtt.Observer;
import dev.rostrum.service.mqtt.Scenes;
import dev.rostrum.service.mqtt.Schemas;
import dev.rostrum.service.mqtt.Wait;
import dev.rostrum.service.mqtt.link.MqttSettings;
import dev.rostrum.service.replay.ReplayOutput;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What consumers make of the messages, against the {@code final} file that the program itself writes, byte for byte. */
class RttmIT {
    private static final String NAME = "meeting";

    @TempDir
    Path folder;

    /** Tracked meetings, with an outage in which events are dropped; from the start, and from a snapshot half way. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldBeRebuiltFromTheMessagesOfATrackedMeeting(long seed) throws Exception {
        List<TimelineEvent> events = tracked(seed);
        Random random = new Random(seed);
        MqttSettings.Store small = new MqttSettings.Store(Optional.empty(), 100, 10_000_000, Duration.ofHours(1));
        try (Mosquitto broker = persistent();
                Observer observer = new Observer(broker.uri(), "rostrum/v1/r1/#");
                MqttPublisher publisher = MqttPublisher.start(
                        Scenes.settings(broker.uri(), small), Scenes.identity("r1"), Scenes.ports())) {
            Wait.until(Duration.ofSeconds(10), () -> publisher.status().connected());
            int down = random.nextInt(events.size() / 3);
            int up = events.size() / 3 + random.nextInt(events.size() / 3);
            for (int i = 0; i < events.size(); i++) {
                if (i == down) {
                    broker.stop();
                } else if (i == up) {
                    broker.up();
                    Wait.until(
                            Duration.ofSeconds(20),
                            () -> publisher.status().connected()
                                    && publisher.status().waiting() == 0);
                    observer.send("rostrum/v1/r1/cmd/snapshot", "{}");
                    observer.await(s -> s.topic().endsWith("reply/snapshot")
                            && BrokerIT.number(s.payload(), "part") == BrokerIT.number(s.payload(), "parts"));
                }
                publisher.onEvent(new RoomEvent.Timeline(events.get(i)));
            }
            observer.await(s -> s.payload().contains("\"kind\":\"summary\""));
            assertThat(publisher.status().dropped()).as("the outage did hurt").isPositive();
            String truth = finalFile(events);
            assertThat(rebuilt(observer.all(), false)).as("from the start").isEqualTo(truth);
            assertThat(rebuilt(observer.all(), true)).as("from a snapshot").isEqualTo(truth);
        }
    }

    /** The example consumer of the manual, a program that shares nothing with this one, follows a recorded meeting. */
    @Test
    void shouldBeWrittenByTheManualsFollower() throws Exception {
        String python = System.getProperty("rostrum.python", "python3");
        assumeTrue(
                run(python, "-c", "import paho.mqtt.client") == 0,
                "Python's paho-mqtt is not installed (Debian package python3-paho-mqtt)");
        List<TimelineEvent> events = Fleet.carriedRecording().events();
        Path script = Schemas.DOCS.resolve("mqtt/follow.py");
        Path log = folder.resolve("follower.log");
        try (Mosquitto broker = persistent();
                MqttPublisher publisher =
                        MqttPublisher.start(Scenes.settings(broker.uri()), Scenes.identity("r1"), Scenes.ports())) {
            Wait.until(Duration.ofSeconds(10), () -> publisher.status().connected());
            events.subList(0, 100).forEach(e -> publisher.onEvent(new RoomEvent.Timeline(e)));
            Process follower = new ProcessBuilder(
                            python,
                            script.toString(),
                            "--snapshot",
                            "--port",
                            Integer.toString(broker.port()),
                            "localhost",
                            "r1")
                    .redirectOutput(log.toFile())
                    .start();
            try (BufferedReader errors = follower.errorReader(UTF_8)) {
                assertThat(errors.readLine()).isEqualTo("following r1");
                events.subList(100, events.size()).forEach(e -> publisher.onEvent(new RoomEvent.Timeline(e)));
                assertThat(follower.waitFor(20, TimeUnit.SECONDS)).isTrue();
            } finally {
                follower.destroyForcibly();
            }
        }
        assertThat(Files.readString(log)).isEqualTo(finalFile(events));
    }

    private static List<TimelineEvent> tracked(long seed) {
        SyntheticMeeting meeting = new SyntheticMeeting(seed).rounds(4, 12, 1, 4, 0.3);
        RevisingTracker tracker = new RevisingTracker(
                RevisingTracker.Settings.defaults(), SyntheticMeeting.space(), RevisionWorker.waiting());
        List<TimelineEvent> events = new ArrayList<>();
        meeting.windows().forEach(window -> tracker.accept(window, events::add));
        tracker.finish(meeting.endSample(), events::add);
        return events;
    }

    /** What the program writes of these events. */
    private String finalFile(List<TimelineEvent> events) throws IOException {
        new ReplayOutput(folder.resolve("replay"), NAME).write(events, Scenes.RATE, Scenes.RATE);
        return Files.readString(folder.resolve("replay").resolve(NAME + ".final.rttm"));
    }

    private static String rebuilt(List<Observer.Seen> seen, boolean fromSnapshot) {
        MeetingConsumer consumer = new MeetingConsumer();
        boolean listening = !fromSnapshot;
        for (Observer.Seen message : seen) {
            boolean reply = message.topic().endsWith("reply/snapshot");
            listening |= reply;
            boolean event =
                    message.topic().contains("/turn/") || message.topic().endsWith("/correction");
            if (listening && (event || (reply && fromSnapshot))) {
                consumer.take(message.topic(), message.payload());
            }
        }
        return consumer.rttm(1, NAME, Scenes.RATE);
    }

    private static int run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor();
    }

    private Mosquitto persistent() {
        return Mosquitto.start(folder, "persistence true", "persistence_location " + folder + "/");
    }
}
