package dev.rostrum.service.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.diarization.frontend.Bearing;
import dev.rostrum.diarization.frontend.array.Zone;
import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.diarization.timeline.SpeechTurn.Stage;
import dev.rostrum.diarization.timeline.TimelineEvent;
import dev.rostrum.service.event.RoomEvent;
import dev.rostrum.service.event.RoomState;
import dev.rostrum.service.mqtt.link.MqttSettings;
import dev.rostrum.service.mqtt.payload.MqttIdentity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When {@code zones} has something to say. */
class ZonesTest {
    private final ManualTime time = new ManualTime();
    private final SimulatedBroker broker = new SimulatedBroker();
    private final MqttPublisher publisher = new MqttPublisher(
            MqttSettings.defaults(),
            new MqttIdentity("r1", "Room", "b00t", Scenes.RATE, List.of(new Zone("door", 0, 90)), Map.of()),
            Scenes.ports(time),
            broker);

    @Test
    void shouldSpeakOnlyWhenSomebodyBeginsOrEndsThere() {
        said();
        publisher.onEvent(Scenes.meetingStarted(1));
        publisher.onEvent(Scenes.started(Scenes.turn(1, 1, 0, 1, Stage.OPEN)));
        publisher.onEvent(state(16_000, 45));
        said();
        int before = broker.payloadsOn("/zones").size();
        assertThat(broker.payloadsOn("/zones").getLast()).contains("\"active\":[\"S1\"]");

        for (int second = 2; second <= 60; second++) {
            long at = (long) second * Scenes.RATE;
            publisher.onEvent(new RoomEvent.Timeline(
                    new TimelineEvent.TurnUpdated(at, Scenes.turn(1, 1, 0, second, Stage.OPEN))));
            // the speaker moves a little, something else is amiss, and somebody speaks elsewhere
            publisher.onEvent(state(at, 45 + second % 3, second % 2 == 0 ? "light" : "button"));
            publisher.onEvent(Scenes.ended(Scenes.turn(100 + second, 2, second - 1, second, Stage.CLOSED)));
            said();
        }
        assertThat(broker.payloadsOn("/state")).hasSizeGreaterThan(60);
        assertThat(broker.payloadsOn("/zones")).hasSize(before);

        publisher.onEvent(Scenes.ended(Scenes.turn(1, 1, 0, 60, Stage.CLOSED)));
        publisher.onEvent(Scenes.listening(61 * Scenes.RATE));
        said();
        assertThat(broker.payloadsOn("/zones")).hasSize(before + 1);
        assertThat(broker.payloadsOn("/zones").getLast()).contains("\"active\":[]", "\"talkSeconds\":60.0");
    }

    @Test
    void shouldSayWhatACorrectionMadeOfThePast() {
        publisher.onEvent(Scenes.meetingStarted(1));
        publisher.onEvent(Scenes.ended(Scenes.turn(1, 1, 0, 10, Stage.CLOSED)));
        said();
        publisher.onEvent(new RoomEvent.Timeline(new TimelineEvent.Correction(
                20 * Scenes.RATE,
                1,
                List.of(new TimelineEvent.TurnChange.Replaced(Scenes.turn(1, 1, 0, 4, Stage.CLOSED))))));
        said();
        assertThat(broker.payloadsOn("/zones").getLast()).contains("\"talkSeconds\":4.0");
    }

    private static RoomEvent state(long atSample, double azimuth, String... degraded) {
        RoomState.ActiveSpeaker active =
                new RoomState.ActiveSpeaker(new SpeakerId(1), 0, Optional.of(new Bearing(azimuth, 0.9f)));
        return new RoomEvent.StateChanged(
                new RoomState(RoomState.Phase.LISTENING, List.of(active), false, List.of(degraded), atSample));
    }

    private void said() {
        publisher.step();
        time.advance(Duration.ofSeconds(1));
        publisher.step();
    }
}
