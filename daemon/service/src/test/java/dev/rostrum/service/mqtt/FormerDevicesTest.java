package dev.rostrum.service.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.service.mqtt.link.MqttSettings;
import dev.rostrum.service.mqtt.link.MqttSettings.Discovery.Mode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A unit that is called otherwise takes the device with it that it was. */
class FormerDevicesTest {
    private static final String OLD = "homeassistant/device/rostrum-old_-id/config";

    @TempDir
    Path state;

    private final ManualTime time = new ManualTime();

    @Test
    void shouldTakeTheOldDeviceBackOnceItIsCalledOtherwise() {
        assertThat(said("old.id", Mode.ANNOUNCE, OLD))
                .singleElement()
                .asString()
                .contains("rostrum-old_-id");
        assertThat(said("old.id", Mode.ANNOUNCE, OLD))
                .as("the same unit again")
                .singleElement()
                .asString()
                .isNotEmpty();
        assertThat(said("new", Mode.ANNOUNCE, OLD)).containsExactly("");
        assertThat(said("new", Mode.ANNOUNCE, OLD)).as("once is enough").isEmpty();
    }

    @Test
    void shouldRememberItUntilABrokerWasThere() {
        said("old.id", Mode.ANNOUNCE, OLD);
        SimulatedBroker away = new SimulatedBroker();
        away.down();
        run("new", Mode.ANNOUNCE, away);
        assertThat(away.topics()).isEmpty();
        run("newer", Mode.OFF, away); // says nothing of devices, as it was told
        assertThat(said("newer", Mode.OFF, OLD)).isEmpty();
        assertThat(said("newest", Mode.WITHDRAW, OLD)).containsExactly("");
    }

    private List<String> said(String unit, Mode mode, String topic) {
        SimulatedBroker broker = new SimulatedBroker();
        run(unit, mode, broker);
        return broker.payloadsOn(topic);
    }

    private void run(String unit, Mode mode, SimulatedBroker broker) {
        MqttSettings s = Scenes.settings("mqtt://localhost:1883", Scenes.store(state.resolve("outbox")));
        MqttSettings settings = ChangedSettings.of(s)
                .discovery(new MqttSettings.Discovery(mode, "homeassistant", Optional.empty()))
                .done();
        MqttPublisher publisher = new MqttPublisher(settings, Scenes.identity(unit), Scenes.ports(time), broker);
        publisher.step();
        publisher.step();
        publisher.sayGoodbye();
    }
}
