package dev.rostrum.service.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.service.event.HealthReport;
import dev.rostrum.service.event.RoomEvent;
import dev.rostrum.service.mqtt.link.MqttSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How often {@code health} is said, of what is made every ten seconds. */
class HealthPaceTest {
    private final ManualTime time = new ManualTime();
    private final SimulatedBroker broker = new SimulatedBroker();

    @Test
    void shouldSayEveryReportAsItIsMade() {
        MqttPublisher publisher = publisher(Duration.ZERO);
        assertThat(gaps(publisher, 13)).hasSize(13);
    }

    @Test
    void shouldSayTheNewestReportOnceInTheTimeThatIsGiven() {
        MqttPublisher publisher = publisher(Duration.ofMinutes(1));
        assertThat(gaps(publisher, 13)).containsExactly("0.0", "6.0", "12.0");
        publisher.onEvent(report(13));
        publisher.sayGoodbye();
        assertThat(broker.payloadsOn("/health").getLast())
                .as("what was held back comes in the end")
                .contains("\"audio.gaps\":13.0");
    }

    /** Plays so many reports, each with its number, and tells which of them were said. */
    private List<String> gaps(MqttPublisher publisher, int reports) {
        for (int number = 0; number < reports; number++) {
            publisher.onEvent(report(number));
            publisher.step();
            publisher.step();
            time.advance(Duration.ofSeconds(10));
        }
        return broker.payloadsOn("/health").stream()
                .flatMap(payload -> Stream.of(payload.replaceFirst("(?s).*\"audio.gaps\":([0-9.]+).*", "$1")))
                .filter(gap -> gap.matches("[0-9.]+"))
                .toList();
    }

    private static RoomEvent report(int number) {
        return new RoomEvent.HealthReported(
                new HealthReport((long) number * 10 * Scenes.RATE, Map.of("audio.gaps", (double) number)));
    }

    private MqttPublisher publisher(Duration health) {
        MqttSettings.Pace usual = MqttSettings.defaults().pace();
        return new MqttPublisher(
                ChangedSettings.of(Scenes.settings("mqtt://localhost:1883"))
                        .pace(new MqttSettings.Pace(usual.state(), usual.speakers(), usual.turnUpdate(), health))
                        .done(),
                Scenes.identity("r1"),
                Scenes.ports(time),
                broker);
    }
}
