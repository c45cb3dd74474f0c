package dev.rostrum.service.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.diarization.timeline.SpeechTurn.Stage;
import dev.rostrum.diarization.timeline.TimelineEvent;
import dev.rostrum.service.event.RoomEvent;
import dev.rostrum.service.event.RoomState;
import dev.rostrum.service.mqtt.link.MqttSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What devices read that read no JSON. */
class ScalarsTest {
    private static final String BROKER = "mqtt://localhost:1883";

    private final ManualTime time = new ManualTime();
    private final SimulatedBroker broker = new SimulatedBroker();
    private final MqttPublisher publisher = new MqttPublisher(
            Scenes.settings(BROKER, List.of(), Duration.ofMinutes(10)),
            Scenes.identity("r1"),
            Scenes.ports(time),
            broker);

    @Test
    void shouldSayNothingUnlessAskedTo() {
        MqttPublisher plain =
                new MqttPublisher(MqttSettings.defaults(), Scenes.identity("r1"), Scenes.ports(time), broker);
        plain.step();
        plain.step();
        assertThat(broker.topics())
                .contains("rostrum/v1/r1/state")
                .noneMatch(topic -> Scalars.NAMES.stream().anyMatch(name -> topic.endsWith("/" + name)));
    }

    @Test
    void shouldSayHowManyThereAreAndHowManySpeak() {
        said();
        assertThat(broker.payloadsOn("/count")).containsExactly("0");
        publisher.onEvent(Scenes.meetingStarted(1));
        publisher.onEvent(Scenes.started(Scenes.turn(1, 1, 1, 2, Stage.OPEN)));
        publisher.onEvent(Scenes.started(Scenes.turn(2, 2, 1, 2, Stage.OPEN)));
        publisher.onEvent(Scenes.listening(32_000, 1, 2));
        said();
        publisher.onEvent(Scenes.listening(48_000));
        said();
        assertThat(broker.payloadsOn("/count")).containsExactly("0", "2");
        assertThat(broker.payloadsOn("/speaking")).containsExactly("0", "2", "0");

        // the second was the first all along
        publisher.onEvent(new RoomEvent.Timeline(
                new TimelineEvent.Correction(50_000, 1, List.of(new TimelineEvent.TurnChange.Withdrawn(2, 1)))));
        said();
        assertThat(broker.payloadsOn("/count")).containsExactly("0", "2", "1");
        publisher.onEvent(new RoomEvent.Timeline(new TimelineEvent.MeetingEnded(60_000, 1, 60_000)));
        said();
        assertThat(broker.payloadsOn("/count").getLast()).isEqualTo("0");
    }

    @Test
    void shouldCallARoomOccupiedForAWhileAfterTheLastWord() {
        said();
        publisher.onEvent(Scenes.listening(16_000, 1));
        said();
        assertThat(broker.payloadsOn("/occupied")).containsExactly("OFF", "ON");
        time.advance(Duration.ofMinutes(30)); // one who speaks for very long
        said();
        publisher.onEvent(Scenes.listening(32_000));
        said();
        time.advance(Duration.ofMinutes(9));
        said();
        assertThat(broker.payloadsOn("/occupied")).containsExactly("OFF", "ON");
        time.advance(Duration.ofMinutes(1));
        said();
        assertThat(broker.payloadsOn("/occupied")).containsExactly("OFF", "ON", "OFF");
    }

    @Test
    void shouldSayThatItIsMutedAndWhatIsNoProblemOfTheReaders() {
        said();
        publisher.onEvent(new RoomEvent.StateChanged(
                new RoomState(RoomState.Phase.MUTED, List.of(), false, List.of("broker-offline"), 16_000)
                        .withMutedBy(Optional.of("button"))));
        said();
        assertThat(broker.payloadsOn("/muted")).containsExactly("OFF", "ON");
        assertThat(broker.payloadsOn("/problem"))
                .as("whoever reads it has a broker")
                .containsExactly("OFF");
        publisher.onEvent(new RoomEvent.StateChanged(
                new RoomState(RoomState.Phase.NO_MICROPHONE, List.of(), false, List.of("no-microphone"), 32_000)));
        said();
        assertThat(broker.payloadsOn("/muted").getLast()).isEqualTo("OFF");
        assertThat(broker.payloadsOn("/problem").getLast()).isEqualTo("ON");
    }

    /** All that is due, whatever the pace. */
    private void said() {
        publisher.step();
        time.advance(Duration.ofSeconds(1));
        publisher.step();
    }
}
