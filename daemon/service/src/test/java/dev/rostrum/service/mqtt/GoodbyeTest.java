package dev.rostrum.service.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.diarization.frontend.array.Zone;
import dev.rostrum.diarization.timeline.SpeechTurn.Stage;
import dev.rostrum.diarization.timeline.TimelineEvent;
import dev.rostrum.service.event.RoomEvent;
import dev.rostrum.service.event.RoomState;
import dev.rostrum.service.mqtt.link.MqttSettings;
import dev.rostrum.service.mqtt.payload.MqttIdentity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What stands on the retained topics when the unit leaves, and in which order it comes back. */
class GoodbyeTest {
    private static final List<String> TOPICS = List.of("/info", "/state", "/speakers", "/zones", "/health");

    private final ManualTime time = new ManualTime();
    private final SimulatedBroker broker = new SimulatedBroker();
    private final MqttPublisher publisher = new MqttPublisher(
            MqttSettings.defaults(),
            new MqttIdentity("r1", "Room", "b00t", Scenes.RATE, List.of(new Zone("door", 0, 90)), Map.of()),
            Scenes.ports(time),
            broker);

    @Test
    void shouldLeaveTheTruthOnEveryRetainedTopicWhenItStopsInTheMiddleOfAMeeting() {
        publisher.step();
        publisher.step();
        time.advance(Duration.ofSeconds(5));
        publisher.onEvent(Scenes.meetingStarted(1));
        publisher.onEvent(Scenes.started(Scenes.turn(1, 1, 1, 2, Stage.OPEN)));
        publisher.onEvent(Scenes.listening(32_000, 1));
        publisher.step();
        publisher.step();
        assertThat(broker.payloadsOn("/state").getLast()).contains("\"speech\":true");

        // all of it within the pace of every topic
        publisher.onEvent(Scenes.ended(Scenes.turn(1, 1, 1, 3, Stage.CLOSED)));
        publisher.onEvent(new RoomEvent.Timeline(new TimelineEvent.MeetingEnded(48_000, 1, 48_000)));
        publisher.onEvent(new RoomEvent.StateChanged(
                new RoomState(RoomState.Phase.STOPPING, List.of(), false, List.of(), 48_000)));
        publisher.sayGoodbye();

        assertThat(broker.payloadsOn("/state").getLast())
                .contains("\"phase\":\"stopping\",\"speech\":false,\"count\":0,\"active\":[]");
        assertThat(broker.payloadsOn("/speakers").getLast()).contains("\"running\":false", "\"talkSeconds\":2.0");
        assertThat(broker.payloadsOn("/zones").getLast()).contains("\"active\":[]", "\"talkSeconds\":2.0");
        assertThat(broker.payloadsOn("/meeting").getLast()).contains("\"kind\":\"summary\"");
        assertThat(broker.topics().getLast()).endsWith("/availability");
        assertThat(broker.payloads().getLast()).contains("\"availability\":\"offline\",\"reason\":\"stopped\"");
    }

    @Test
    void shouldSayThatItIsOnlineOnlyAfterWhatIsTrueOfIt() {
        publisher.step();
        publisher.step();
        int online = broker.topics().indexOf("rostrum/v1/r1/availability");
        assertThat(broker.payloads().get(online)).contains("\"online\"");
        assertThat(broker.topics().subList(0, online))
                .allMatch(topic -> TOPICS.stream().anyMatch(topic::endsWith))
                .hasSameSizeAs(TOPICS);
    }
}
