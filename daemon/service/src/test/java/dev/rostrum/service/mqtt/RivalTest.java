package dev.rostrum.service.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.service.mqtt.link.MqttSettings;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** A client that is no unit and comes with our client id as soon as we have the connection, in simulated time. */
class RivalTest {
    private static final Duration ROUND = Duration.ofSeconds(1);

    private final ManualTime time = new ManualTime();
    private final SimulatedBroker broker = new SimulatedBroker();
    private final MqttPublisher publisher =
            new MqttPublisher(MqttSettings.defaults(), Scenes.identity("r1"), Scenes.ports(time), broker);

    @Test
    void shouldFightOverTheClientIdLessAndLess() {
        int inAnHour = connectionsWhileTakenOver(Duration.ofHours(1));
        assertThat(inAnHour).as("connections in an hour").isBetween(3, 9);
        assertThat(publisher.status().takeovers()).isEqualTo(inAnHour);
        assertThat(connectionsWhileTakenOver(Duration.ofHours(1)))
                .as("in the next")
                .isBetween(1, 4);
    }

    @Test
    void shouldNameWhatIsWrongUntilAConnectionHolds() {
        connectionsWhileTakenOver(Duration.ofMinutes(10));
        step(Duration.ofMinutes(20), () -> publisher.status().connected());
        assertThat(publisher.status().troubles()).containsExactly("client-id-taken");
        assertThat(broker.payloadsOn("/health").getLast()).containsPattern("\"mqtt.client-id-taken\":[1-9]");
        step(Duration.ofMinutes(2), () -> publisher.status().troubles().isEmpty());
        assertThat(publisher.status().connected()).isTrue();
    }

    @Test
    void shouldNotComeBackAtOnceForEverWhereConnectionsDoNotHold() {
        int before = broker.attempts();
        for (int round = 0; round < 600; round++) {
            publisher.step();
            publisher.step();
            if (publisher.status().connected()) {
                broker.down();
                broker.up();
            }
            time.advance(ROUND);
        }
        // each try looks first, then connects: once a minute in the end
        assertThat(broker.attempts() - before).isBetween(20, 50);
    }

    private int connectionsWhileTakenOver(Duration length) {
        long before = publisher.status().connections();
        for (Duration passed = Duration.ZERO; passed.compareTo(length) < 0; passed = passed.plus(ROUND)) {
            publisher.step();
            publisher.step();
            if (publisher.status().connected()) {
                broker.takeOver();
            }
            publisher.step();
            time.advance(ROUND);
        }
        return (int) (publisher.status().connections() - before);
    }

    private void step(Duration atMost, BooleanSupplier until) {
        for (Duration passed = Duration.ZERO; !until.getAsBoolean(); passed = passed.plus(ROUND)) {
            assertThat(passed).isLessThan(atMost);
            time.advance(ROUND);
            publisher.step();
        }
    }
}
