package dev.rostrum.lab.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.diarization.frontend.array.Zone;
import dev.rostrum.service.event.HealthReport;
import dev.rostrum.service.event.RoomEvent;
import dev.rostrum.service.mqtt.ManualTime;
import dev.rostrum.service.mqtt.MqttPublisher;
import dev.rostrum.service.mqtt.Scenes;
import dev.rostrum.service.mqtt.SimulatedBroker;
import dev.rostrum.service.mqtt.link.MqttSettings;
import dev.rostrum.service.mqtt.payload.Message;
import dev.rostrum.service.mqtt.payload.MqttIdentity;
import dev.rostrum.service.time.StreamClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A recorded meeting, over and over, heard with a backlog that comes and goes, at a broker that does too. */
class MessageRulesTest {
    private static final long NS_PER_HOUR = Duration.ofHours(1).toNanos();
    private static final long HEALTH_NS = Duration.ofSeconds(10).toNanos();

    private final ManualTime time = new ManualTime();
    private final Instant opened = Instant.ofEpochMilli(time.epochMillis());
    private final StreamClock clock = new StreamClock(time, Scenes.RATE);
    private final SimulatedBroker broker = new SimulatedBroker();
    private final Random random = new Random(5);
    private final MessageRules rules =
            new MessageRules(position -> opened.plusMillis(Math.floorDiv(position * 1000, (long) Scenes.RATE)));
    private final MqttPublisher publisher = new MqttPublisher(
            MqttSettings.defaults(),
            new MqttIdentity(
                    "r1",
                    "Room",
                    "b00t",
                    Scenes.RATE,
                    List.of(new Zone("door", 0, 180), new Zone("window", 180, 0)),
                    Map.of()),
            Scenes.ports(time, clock),
            broker);
    private int taken;

    @Test
    void shouldHoldForAnHour() throws Exception {
        play(1);
    }

    @Test
    @Tag("long")
    void shouldHoldForADay() throws Exception {
        play(24);
    }

    private void play(int hours) throws Exception {
        RecordedMeeting meeting = new RecordedMeeting(Fleet.carriedRecording(), 0);
        long startNs = time.nanoTime();
        long healthNs = 0;
        while (meeting.dueNs() < hours * NS_PER_HOUR) {
            long heardNs = meeting.dueNs();
            long backlogNs = Math.max(0, (long) (Duration.ofSeconds(4).toNanos() * Math.sin(heardNs / 3e11)));
            advanceTo(startNs + heardNs + backlogNs);
            disturb();
            meeting.step().forEach(publisher::onEvent);
            if (heardNs >= healthNs) {
                healthNs = heardNs + HEALTH_NS;
                long at = heardNs / 1000 * Scenes.RATE / 1_000_000;
                publisher.onEvent(new RoomEvent.HealthReported(new HealthReport(at, Map.of())));
            }
            publisher.step();
            check();
        }
        broker.up();
        advanceTo(time.nanoTime() + Duration.ofMinutes(2).toNanos());
        publisher.step();
        publisher.sayGoodbye();
        check();
        assertThat(publisher.status().waiting()).isZero();
        assertThat(rules.topics())
                .contains("availability", "state", "speakers", "zones", "health", "meeting", "correction")
                .contains("turn/start", "turn/update", "turn/end", "reply/snapshot", "reply/mute");
        assertThat(rules.messages()).isGreaterThan(hours * 6000);
        assertThat(rules.late()).isGreaterThan(hours * 100);
    }

    private void advanceTo(long ns) {
        if (ns > time.nanoTime()) {
            time.advance(Duration.ofMillis((ns - time.nanoTime()) / 1_000_000 + 1)); // both clocks count these alike
        }
    }

    /** The broker comes and goes, somebody asks. */
    private void disturb() {
        switch (random.nextInt(300)) {
            case 0 -> broker.down();
            case 1, 2, 3 -> broker.up();
            case 4 -> ask("snapshot");
            case 5 -> ask("mute");
            default -> {}
        }
    }

    private void ask(String command) {
        broker.send(new Message("rostrum/v1/r1/cmd/" + command, "{}".getBytes(UTF_8), false, 0, Optional.empty()));
    }

    private void check() {
        List<String> topics = broker.topics();
        for (int i = taken; i < topics.size(); i++) {
            rules.take(topics.get(i), broker.payloads().get(i));
        }
        taken = topics.size();
    }
}
