package dev.rostrum.service.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.service.mqtt.link.MqttSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever happens to the broker, a consumer that applies what it gets ends with exactly the turns of every meeting: from
 * the start, or from a snapshot asked for half way.
 */
class ConvergenceIT {
    private static final int MEETINGS = 4;
    private static final int EVENTS = 250;

    @TempDir
    Path folder;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void shouldEndWithExactlyTheFinalTurns(long seed) throws Exception {
        Random random = new Random(seed);
        // so small that every outage drops turns
        MqttSettings.Store small = new MqttSettings.Store(Optional.empty(), 100, 10_000_000, Duration.ofHours(1));
        List<RandomMeeting> meetings = new ArrayList<>();
        try (Mosquitto broker = Mosquitto.start(folder, "persistence true", "persistence_location " + folder + "/");
                Observer observer = new Observer(broker.uri(), "rostrum/v1/r1/#");
                MqttPublisher publisher = MqttPublisher.start(
                        Scenes.settings(broker.uri(), small), Scenes.identity("r1"), Scenes.ports())) {
            Wait.until(Duration.ofSeconds(10), () -> publisher.status().connected());
            long position = 0;
            for (int number = 1; number <= MEETINGS; number++) {
                RandomMeeting meeting = new RandomMeeting(seed * 100 + number, position + 1);
                meetings.add(meeting);
                play(publisher, meeting, number, broker, random);
                position = meeting.position();
                if (number == MEETINGS / 2) {
                    caughtUp(publisher);
                    observer.send("rostrum/v1/r1/cmd/snapshot", "{}");
                    observer.await(ConvergenceIT::isLastReply);
                }
            }
            caughtUp(publisher);
            observer.await(s -> s.payload().contains("\"kind\":\"summary\"")
                    && s.payload().contains("\"meeting\":" + MEETINGS + ","));
            assertThat(publisher.status().dropped()).as("the outages did hurt").isPositive();
            check(observer.all(), meetings);
        }
    }

    private static void play(
            MqttPublisher publisher, RandomMeeting meeting, int number, Mosquitto broker, Random random) {
        boolean outage = number % 2 == 0 || random.nextBoolean();
        int down = random.nextInt(EVENTS / 2);
        publisher.onEvent(meeting.start(number));
        for (int i = 0; i < EVENTS; i++) {
            if (outage && i == down) {
                broker.stop();
            }
            publisher.onEvent(meeting.next());
        }
        boolean upBeforeTheEnd = random.nextBoolean();
        if (outage && upBeforeTheEnd) {
            broker.up();
            caughtUp(publisher);
        }
        meeting.closeAll().forEach(publisher::onEvent);
        publisher.onEvent(meeting.end(number));
        if (outage && !upBeforeTheEnd) {
            Wait.until(Duration.ofSeconds(10), () -> !publisher.status().connected());
            broker.up();
            caughtUp(publisher);
        }
    }

    /** An outage before the last part would be the end of the reply: whoever lacks a part asks again. */
    private static boolean isLastReply(Observer.Seen seen) {
        return seen.topic().endsWith("reply/snapshot")
                && BrokerIT.number(seen.payload(), "part") == BrokerIT.number(seen.payload(), "parts");
    }

    private static void caughtUp(MqttPublisher publisher) {
        Wait.until(
                Duration.ofSeconds(20),
                () -> publisher.status().connected() && publisher.status().waiting() == 0);
    }

    private static void check(List<Observer.Seen> seen, List<RandomMeeting> meetings) {
        MeetingConsumer fromStart = new MeetingConsumer();
        MeetingConsumer fromSnapshot = new MeetingConsumer();
        boolean asked = false;
        for (Observer.Seen message : seen) {
            boolean reply = message.topic().endsWith("reply/snapshot");
            boolean event =
                    message.topic().contains("/turn/") || message.topic().endsWith("/correction");
            asked |= reply;
            if (event) {
                fromStart.take(message.topic(), message.payload());
            }
            if (asked && (event || reply)) {
                fromSnapshot.take(message.topic(), message.payload());
            }
        }
        for (int number = 1; number <= MEETINGS; number++) {
            assertThat(fromStart.lines(number))
                    .as("meeting %d from the start", number)
                    .isEqualTo(meetings.get(number - 1).lines());
        }
        for (int number = MEETINGS / 2; number <= MEETINGS; number++) {
            assertThat(fromSnapshot.lines(number))
                    .as("meeting %d from a snapshot", number)
                    .isEqualTo(meetings.get(number - 1).lines());
        }
    }
}
