package dev.rostrum.service.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.diarization.timeline.SpeechTurn.Stage;
import dev.rostrum.service.event.HealthReport;
import dev.rostrum.service.event.RoomEvent;
import dev.rostrum.service.mqtt.link.MqttSettings;
import dev.rostrum.service.time.StreamClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sound that was heard three seconds after it was made. */
class BacklogTest {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Duration BACKLOG = Duration.ofSeconds(3);

    private final ManualTime time = new ManualTime();
    private final Instant opened = Instant.ofEpochMilli(time.epochMillis());
    private final StreamClock clock = new StreamClock(time, Scenes.RATE);
    private final SimulatedBroker broker = new SimulatedBroker();
    private final MqttPublisher publisher =
            new MqttPublisher(MqttSettings.defaults(), Scenes.identity("r1"), Scenes.ports(time, clock), broker);

    @Test
    void shouldTellWhenItWasSpokenAndNotWhenItWasHeard() {
        capture(Duration.ofSeconds(10).plus(BACKLOG));
        publisher.onEvent(Scenes.meetingStarted(1));
        publisher.onEvent(Scenes.started(Scenes.turn(1, 1, 8, 10, Stage.OPEN)));
        publisher.onEvent(Scenes.listening(10 * Scenes.RATE, 1));
        publisher.onEvent(new RoomEvent.HealthReported(new HealthReport(10 * Scenes.RATE, Map.of())));
        capture(Duration.ofSeconds(5)); // and it lies about before it is sent
        publisher.step();
        publisher.step();

        for (String topic : List.of("turn/start", "/state", "/speakers", "/health")) {
            JsonNode told = MAPPER.readTree(broker.payloadsOn(topic).getLast());
            assertThat(told.path("position").asLong()).as(topic).isEqualTo(10 * Scenes.RATE);
            assertThat(Instant.parse(told.path("time").asString())).as(topic).isEqualTo(opened.plusSeconds(10));
        }
        JsonNode online = MAPPER.readTree(broker.payloadsOn("/availability").getLast());
        assertThat(Instant.parse(online.path("time").asString())).isEqualTo(opened.plusSeconds(18));
    }

    private void capture(Duration length) {
        for (long ms = 0; ms < length.toMillis(); ms += 20) {
            time.advance(Duration.ofMillis(20));
            clock.reached(clock.sampleNow(), time.nanoTime());
        }
    }
}
