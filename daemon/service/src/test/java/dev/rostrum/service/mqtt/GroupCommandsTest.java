package dev.rostrum.service.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rostrum.service.event.CommandResult;
import dev.rostrum.service.event.RoomCommand;
import dev.rostrum.service.mqtt.command.CommandTopics;
import dev.rostrum.service.mqtt.payload.Message;
import dev.rostrum.service.mqtt.payload.MqttTopics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands to many units at once, as one of them takes them. */
class GroupCommandsTest {
    private static final Message.Request ASKED = new Message.Request("elsewhere/answers", "question 7".getBytes(UTF_8));

    private final ManualTime time = new ManualTime();
    private final SimulatedBroker broker = new SimulatedBroker();
    private final List<RoomCommand> obeyed = new ArrayList<>();

    @Test
    void shouldObeyTheGroupsItBelongsToAndReplyForItself() {
        MqttPublisher unit = unit("all", "floor3");
        ask("rostrum/v1/all/cmd/identify", "{}");
        ask("rostrum/v1/group/floor3/cmd/mute", "{}");
        step(unit);
        assertThat(obeyed).containsExactly(new RoomCommand.Identify(), new RoomCommand.Mute());
        assertThat(broker.payloadsOn("rostrum/v1/r1/reply/identify")).hasSize(1);
        assertThat(broker.payloadsOn("rostrum/v1/r1/reply/mute")).hasSize(1);
        assertThat(broker.topics()).as("a unit speaks only below its own root").allMatch(t -> t.contains("/r1/"));
    }

    @Test
    void shouldNotObeyTheGroupsOfOthers() {
        MqttPublisher none = unit();
        ask("rostrum/v1/all/cmd/mute", "{}");
        ask("rostrum/v1/group/floor3/cmd/mute", "{}");
        ask("rostrum/v1/group/r1/cmd/mute", "{}");
        step(none);
        MqttPublisher other = unit("floor30");
        ask("rostrum/v1/all/cmd/mute", "{}");
        ask("rostrum/v1/group/floor3/cmd/mute", "{}");
        step(other);
        assertThat(obeyed).isEmpty();
        assertThat(broker.topics()).noneMatch(topic -> topic.contains("/reply/"));
    }

    @Test
    void shouldNotNameSpeakersInManyRoomsAtOnce() {
        MqttPublisher unit = unit("all");
        ask("rostrum/v1/all/cmd/name-speaker", "{\"speaker\":\"S2\",\"name\":\"Ada\"}");
        step(unit);
        assertThat(obeyed).isEmpty();
        assertThat(broker.payloadsOn("reply/name-speaker").getLast()).contains("\"reason\":\"not-for-groups\"");
        ask("rostrum/v1/r1/cmd/name-speaker", "{\"speaker\":\"S2\",\"name\":\"Ada\"}");
        step(unit);
        assertThat(obeyed).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "group"})
    void shouldCallNoUnitAsGroupsAreCalled(String id) {
        assertThatThrownBy(() -> new MqttTopics(id)).hasMessageContaining("neither 'all' nor 'group'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "+", "floor#", "-x", "ümlaut"})
    void shouldRefuseGroupsThatAreNoPartOfATopic(String name) {
        assertThatThrownBy(() -> Scenes.settings("mqtt://localhost:1883", List.of(name), Duration.ofMinutes(1)))
                .hasMessageContaining("group='" + name + "'");
    }

    @Test
    void shouldSubscribeToEachOnce() {
        assertThat(new CommandTopics(new MqttTopics("r1"), List.of("all", "floor3", "floor3")).filters())
                .containsExactly("rostrum/v1/r1/cmd/#", "rostrum/v1/all/cmd/#", "rostrum/v1/group/floor3/cmd/#");
    }

    private MqttPublisher unit(String... groups) {
        MqttPublisher publisher = new MqttPublisher(
                Scenes.settings("mqtt://localhost:1883", List.of(groups), Duration.ofMinutes(5)),
                Scenes.identity("r1"),
                Scenes.ports(time, (command, origin, reply) -> {
                    obeyed.add(command);
                    reply.accept(new CommandResult.Done());
                }),
                broker);
        step(publisher);
        return publisher;
    }

    private void ask(String topic, String payload) {
        broker.send(new Message(topic, payload.getBytes(UTF_8), false, 0, Optional.of(ASKED)));
    }

    private static void step(MqttPublisher unit) {
        unit.step();
        unit.step();
    }
}
