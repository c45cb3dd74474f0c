package dev.rostrum.service.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.service.mqtt.link.MqttSettings;
import dev.rostrum.service.mqtt.link.MqttSettings.Discovery.Mode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a unit leaves at its broker once it has been taken off. */
class WithdrawalTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String DEVICE = "homeassistant/device/rostrum-r1/config";

    @TempDir
    Path state;

    private final ManualTime time = new ManualTime();
    private final SimulatedBroker broker = new SimulatedBroker();

    @Test
    void shouldLeaveNothingOfWhatItRetained() throws Exception {
        lived("r1", Mode.ANNOUNCE);
        assertThat(kept()).containsKeys(DEVICE, "rostrum/v1/r1/state", "rostrum/v1/r1/occupied");
        assertThat(withdraw("r1", Mode.ANNOUNCE).done()).isTrue();
        assertThat(kept()).isEmpty();
        assertThat(broker.topics().getLast()).as("that it is gone comes last").endsWith("/availability");
    }

    @Test
    void shouldTakeBackADeviceThatAnEarlierIdOrConfigurationAnnounced() throws Exception {
        lived("old", Mode.ANNOUNCE);
        broker.down(); // so that the new one cannot take it back itself
        lived("r1", Mode.ANNOUNCE);
        broker.up();
        assertThat(withdraw("r1", Mode.OFF).done()).isTrue();
        assertThat(kept())
                .containsKey("rostrum/v1/old/state")
                .doesNotContainKey("homeassistant/device/rostrum-old/config");
    }

    @Test
    void shouldSayNothingToHomeAssistantWhereItWasNeverAnnounced() throws Exception {
        lived("r1", Mode.OFF);
        assertThat(withdraw("r1", Mode.OFF).done()).isTrue();
        assertThat(kept()).isEmpty();
        assertThat(broker.topics()).noneMatch(topic -> topic.startsWith("homeassistant/"));
    }

    @Test
    void shouldLeaveAUnitAloneThatIsOnline() throws Exception {
        MqttPublisher other = publisher("r1", Mode.ANNOUNCE);
        other.step();
        other.step();
        int said = broker.topics().size();
        Withdrawal.Outcome outcome = withdraw("r1", Mode.ANNOUNCE);
        assertThat(outcome.done()).isFalse();
        assertThat(outcome.detail()).contains("r1 stays").contains("is online").hasLineCount(1);
        assertThat(broker.topics()).hasSize(said);
    }

    @Test
    void shouldSayThatTheBrokerIsAway() throws Exception {
        broker.down();
        Withdrawal.Outcome outcome = withdraw("r1", Mode.ANNOUNCE);
        assertThat(outcome.done()).isFalse();
        assertThat(outcome.detail())
                .contains("mqtt://localhost:1883")
                .contains("refused")
                .hasLineCount(1);
    }

    @Test
    void shouldNameWhatTheBrokersRulesRefuse() throws Exception {
        lived("r1", Mode.ANNOUNCE);
        broker.refuse(DEVICE);
        Withdrawal.Outcome outcome = withdraw("r1", Mode.ANNOUNCE);
        assertThat(outcome.done()).isFalse();
        assertThat(outcome.detail()).endsWith("but for what its rules refuse: " + DEVICE);
        assertThat(kept()).as("what it may, it does").doesNotContainKey("rostrum/v1/r1/state");
    }

    @Test
    void shouldGiveUpABrokerThatStopsAnswering() throws Exception {
        broker.acknowledge(false);
        Withdrawal.Outcome outcome = withdraw("r1", Mode.OFF, Duration.ofMillis(100));
        assertThat(outcome.done()).isFalse();
        assertThat(outcome.detail()).contains("no answer");
    }

    /** It ran and stopped, and the broker keeps what it said last. */
    private void lived(String unit, Mode mode) {
        MqttPublisher publisher = publisher(unit, mode);
        publisher.onEvent(Scenes.listening(16_000));
        publisher.step();
        publisher.step();
        publisher.sayGoodbye();
    }

    private MqttPublisher publisher(String unit, Mode mode) {
        return new MqttPublisher(settings(mode), Scenes.identity(unit), Scenes.ports(time), broker);
    }

    private Withdrawal.Outcome withdraw(String unit, Mode mode) throws InterruptedException {
        return withdraw(unit, mode, PATIENCE);
    }

    private Withdrawal.Outcome withdraw(String unit, Mode mode, Duration patience) throws InterruptedException {
        return new Withdrawal(settings(mode), Scenes.identity(unit), time, broker).run(patience);
    }

    private MqttSettings settings(Mode mode) {
        MqttSettings s = Scenes.settings("mqtt://localhost:1883", Scenes.store(state.resolve("outbox")));
        return ChangedSettings.of(s)
                .discovery(new MqttSettings.Discovery(mode, "homeassistant", Optional.empty()))
                .scalars(true)
                .done();
    }

    /** What the broker would hand to a new subscriber: every message here that is no event is retained. */
    private Map<String, String> kept() {
        Map<String, String> kept = new LinkedHashMap<>();
        for (int i = 0; i < broker.topics().size(); i++) {
            kept.put(broker.topics().get(i), broker.payloads().get(i));
        }
        kept.values().removeIf(String::isEmpty);
        return kept;
    }
}
