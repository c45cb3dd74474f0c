package dev.rostrum.service.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.diarization.timeline.SpeechTurn.Stage;
import dev.rostrum.service.event.CommandResult;
import dev.rostrum.service.event.RoomCommand;
import dev.rostrum.service.event.RoomEvent;
import dev.rostrum.service.event.RoomState;
import dev.rostrum.service.mqtt.link.MqttSettings;
import dev.rostrum.service.mqtt.payload.Message;
import dev.rostrum.service.mqtt.payload.MqttStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The publisher over a simulated broker, in simulated time. */
class MqttPublisherTest {
    private final ManualTime time = new ManualTime();
    private final SimulatedBroker broker = new SimulatedBroker();
    private final List<RoomCommand> obeyed = new ArrayList<>();
    private final MqttPublisher publisher = publisher(MqttSettings.defaults());

    @Test
    void shouldSendRetainedTopicsFirstAndStoredEventsLateAfterTenMinutesAway() {
        publisher.step();
        broker.down();
        publisher.step();
        publisher.onEvent(Scenes.meetingStarted(1));
        for (int second = 1; second <= 600; second++) {
            publisher.onEvent(Scenes.started(Scenes.turn(second, 1, second, second + 0.5, Stage.OPEN)));
            publisher.onEvent(Scenes.ended(Scenes.turn(second, 1, second, second + 0.9, Stage.CLOSED)));
            publisher.onEvent(Scenes.listening(second * 16_000L, 1));
            time.advance(Duration.ofSeconds(1));
            publisher.step();
        }
        assertThat(broker.attempts()).as("attempts back off to one a minute").isBetween(10, 30);
        broker.up();
        int before = broker.topics().size();
        time.advance(Duration.ofMinutes(1));
        publisher.step();
        publisher.step();
        List<String> after = broker.topics().subList(before, broker.topics().size());
        assertThat(after.subList(0, 5).stream().map(t -> t.substring(t.lastIndexOf('/') + 1)))
                .containsExactly("info", "state", "speakers", "health", "zones");
        assertThat(broker.payloadsOn("/state"))
                .as("the one of the start, and of 600 only the last")
                .hasSize(2);
        assertThat(broker.payloadsOn("turn/end")).hasSize(600).allMatch(p -> p.startsWith("{\"late\":true,"));
        publisher.onEvent(Scenes.started(Scenes.turn(601, 1, 700, 701, Stage.OPEN)));
        publisher.step();
        assertThat(broker.payloadsOn("turn/start").getLast()).startsWith("{\"turn\":");
    }

    @Test
    void shouldReplaceTheStateOfAnEarlierStartBeforeItHasOneOfItsOwn() {
        publisher.step();
        publisher.step();
        assertThat(broker.payloadsOn("/state")).hasSize(1);
        assertThat(broker.payloadsOn("/state").getFirst())
                .contains("\"phase\":\"starting\"", "\"active\":[]", "\"muted\":false");
    }

    @Test
    void shouldNotSayOverTheBrokerThatTheBrokerIsAway() {
        publisher.onEvent(new RoomEvent.StateChanged(new RoomState(
                RoomState.Phase.LISTENING, List.of(), false, List.of("broker-offline", "light"), 16_000)));
        publisher.step();
        publisher.step();
        assertThat(broker.payloadsOn("/state").getLast()).contains("\"degraded\":[\"light\"]");
    }

    @Test
    void shouldSayWhoMutedTheUnit() {
        publisher.onEvent(
                new RoomEvent.StateChanged(new RoomState(RoomState.Phase.MUTED, List.of(), false, List.of(), 16_000)
                        .withMutedBy(Optional.of("page"))));
        publisher.step();
        publisher.step();
        assertThat(broker.payloadsOn("/state").getLast()).contains("\"muted\":true,\"mutedBy\":\"page\"");
    }

    @Test
    void shouldNeverHaveMoreInFlightThanTheBrokerTakes() {
        publisher.step();
        broker.acknowledge(false);
        publisher.onEvent(Scenes.meetingStarted(1));
        for (int i = 1; i <= 100; i++) {
            publisher.onEvent(Scenes.started(Scenes.turn(i, 1, i, i + 0.5, Stage.OPEN)));
        }
        publisher.step();
        assertThat(broker.mostInFlight()).isEqualTo(20);
        broker.acknowledge(true);
        publisher.step();
        publisher.step();
        assertThat(broker.payloadsOn("turn/start")).hasSize(100);
    }

    @Test
    void shouldFollowADropWithASnapshotThatHoldsEveryTurn() {
        MqttSettings d = MqttSettings.defaults();
        MqttPublisher small = publisher(Scenes.settings(
                d.broker(), new MqttSettings.Store(Optional.empty(), 100, 1_000_000, Duration.ofHours(1))));
        broker.down();
        small.onEvent(Scenes.meetingStarted(1));
        for (int i = 1; i <= 200; i++) {
            small.onEvent(Scenes.started(Scenes.turn(i, 1, i, i + 0.5, Stage.OPEN)));
        }
        small.step();
        assertThat(small.status().dropped()).isEqualTo(101);
        broker.up();
        time.advance(Duration.ofMinutes(1));
        small.step();
        small.step();
        assertThat(broker.payloadsOn("/meeting")).as("a record outlives turns").hasSize(1);
        List<String> parts = broker.payloadsOn("turn/snapshot");
        assertThat(parts).hasSize(4);
        assertThat(String.join("", parts))
                .contains("\"id\":1,", "\"id\":200,", "\"covers\":201", "\"reason\":\"dropped\"");
        time.advance(Duration.ofMinutes(1));
        small.step();
        assertThat(broker.payloadsOn("turn/snapshot")).as("told once").hasSize(4);
    }

    @Test
    void shouldFollowEventsThatGrewTooOldWithASnapshot() {
        publisher.step();
        broker.down();
        publisher.onEvent(Scenes.meetingStarted(1));
        publisher.onEvent(Scenes.started(Scenes.turn(1, 1, 1, 2, Stage.OPEN)));
        publisher.step();
        time.advance(Duration.ofHours(25));
        broker.up();
        publisher.step();
        publisher.step();
        publisher.step();
        assertThat(broker.payloadsOn("turn/start")).isEmpty();
        assertThat(broker.payloadsOn("turn/snapshot"))
                .singleElement()
                .asString()
                .contains("\"id\":1,", "\"covers\":2,");
    }

    @Test
    void shouldFollowRefusedEventsWithASnapshotButNotForEver() {
        publisher.step();
        publisher.onEvent(Scenes.meetingStarted(1));
        broker.refuse("turn/start");
        publisher.onEvent(Scenes.started(Scenes.turn(1, 1, 1, 2, Stage.OPEN)));
        second(3);
        assertThat(broker.payloadsOn("turn/snapshot"))
                .singleElement()
                .asString()
                .contains("\"id\":1,");

        broker.refuse("turn/start", "turn/snapshot");
        publisher.onEvent(Scenes.started(Scenes.turn(2, 1, 3, 4, Stage.OPEN)));
        second(200);
        assertThat(broker.payloadsOn("turn/snapshot")).as("one a minute").hasSizeBetween(4, 5);
        broker.refuse();
        second(70);
        int last = broker.payloadsOn("turn/snapshot").size();
        second(200);
        assertThat(broker.payloadsOn("turn/snapshot")).as("until one is taken").hasSize(last);
    }

    private void second(int times) {
        for (int i = 0; i < times; i++) {
            publisher.step();
            time.advance(Duration.ofSeconds(1));
        }
    }

    @Test
    void shouldAnnounceAndWithdrawTheUnitByCommand() {
        publisher.step();
        String topic = "homeassistant/device/rostrum-r1/config";
        assertThat(broker.payloadsOn(topic)).isEmpty();
        command("discovery", false, "");
        assertThat(broker.payloadsOn(topic).getLast()).contains("\"components\"");
        command("discovery", false, "{\"on\":false}");
        assertThat(broker.payloadsOn(topic).getLast()).isEmpty();
        assertThat(broker.payloadsOn("reply/discovery")).hasSize(2);
        broker.down();
        publisher.step();
        broker.up();
        time.advance(Duration.ofMinutes(1));
        publisher.step();
        publisher.step();
        assertThat(broker.payloadsOn(topic)).hasSize(3).last().asString().isEmpty();
    }

    @Test
    void shouldSayThatTheDiskWillNotHaveTheOutbox(@TempDir Path folder) throws IOException {
        Path notAFolder = Files.createFile(folder.resolve("outbox"));
        MqttPublisher inMemory = publisher(Scenes.settings("mqtt://localhost:1883", Scenes.store(notAFolder)));
        inMemory.step();
        assertThat(inMemory.status().diskWell()).isFalse();
        MqttPublisher onDisk =
                publisher(Scenes.settings("mqtt://localhost:1883", Scenes.store(folder.resolve("other"))));
        onDisk.step();
        assertThat(onDisk.status().diskWell()).isTrue();
    }

    @Test
    void shouldNotAgeEventsWhenTheWallClockJumps() {
        publisher.step();
        broker.down();
        publisher.onEvent(Scenes.meetingStarted(1));
        publisher.step();
        time.jump(Duration.ofDays(20_000));
        publisher.step();
        time.jump(Duration.ofDays(-20_000));
        publisher.step();
        assertThat(publisher.status().waiting()).isEqualTo(1);
        time.advance(Duration.ofHours(25));
        publisher.step();
        assertThat(publisher.status().waiting()).isZero();
        assertThat(publisher.status().dropped()).isEqualTo(1);
    }

    @Test
    void shouldStandBackFromAnotherUnitOfTheSameIdUntilItIsGone() {
        publisher.step();
        publisher.step();
        String availability = "rostrum/v1/r1/availability";
        broker.takeOver();
        broker.retain(availability, "{\"availability\":\"online\",\"boot\":\"other\"}");
        publisher.step();
        assertThat(publisher.status().rival()).isEqualTo(MqttStatus.Rival.UNIT);
        int attempts = broker.attempts();
        time.advance(Duration.ofSeconds(20));
        publisher.step();
        assertThat(broker.attempts()).isEqualTo(attempts);
        time.advance(Duration.ofSeconds(60));
        publisher.step();
        publisher.step();
        assertThat(broker.attempts()).isEqualTo(attempts + 1);
        assertThat(publisher.status().connected()).isFalse();
        assertThat(publisher.status().rival()).isEqualTo(MqttStatus.Rival.UNIT);
        broker.retain(availability, "{\"availability\":\"offline\",\"boot\":\"other\"}");
        time.advance(Duration.ofSeconds(61));
        publisher.step();
        publisher.step();
        assertThat(publisher.status().rival()).isEqualTo(MqttStatus.Rival.NONE);
        assertThat(publisher.status().connected()).isTrue();
    }

    @Test
    void shouldRefuseARetainedCommandAndSaySo() {
        publisher.step();
        command("unmute", true, "{}");
        assertThat(obeyed).isEmpty();
        assertThat(broker.payloadsOn("reply/unmute").getFirst())
                .contains("\"outcome\":\"refused\",\"reason\":\"retained\"");
        command("unmute", false, "{}");
        assertThat(obeyed).containsExactly(new RoomCommand.Unmute());
        assertThat(broker.payloadsOn("reply/unmute").getLast()).contains("\"outcome\":\"done\"");
    }

    @Test
    void shouldObeyOnlyTheCommandsOfTheConfiguration() {
        MqttSettings d = MqttSettings.defaults();
        MqttPublisher strict = publisher(ChangedSettings.of(d)
                .commands(new MqttSettings.CommandSettings(List.of("mute"), 4096, 120))
                .done());
        strict.step();
        for (String name : List.of("mute", "unmute")) {
            broker.send(new Message("rostrum/v1/r1/cmd/" + name, new byte[0], false, 0, Optional.empty()));
        }
        strict.step();
        strict.step();
        assertThat(obeyed).containsExactly(new RoomCommand.Mute());
        assertThat(broker.payloadsOn("reply/unmute")).singleElement().asString().contains("\"not-allowed\"");
        assertThat(strict.status().commandsRefused()).isEqualTo(1);
    }

    @Test
    void shouldCountAFloodAndGoOn() {
        publisher.step();
        for (int i = 0; i < 10_000; i++) {
            broker.send(new Message("rostrum/v1/r1/cmd/identify", new byte[0], false, 0, Optional.empty()));
        }
        publisher.onEvent(Scenes.meetingStarted(1));
        publisher.step();
        publisher.step();
        assertThat(obeyed).hasSize(MqttSettings.defaults().commands().perMinute());
        assertThat(publisher.status().commandsRefused()).isEqualTo(10_000 - obeyed.size());
        assertThat(broker.payloadsOn("/meeting")).hasSize(1);
    }

    @Test
    void shouldKeepRepliesBelowItsOwnRoot() {
        publisher.step();
        Message.Request elsewhere = new Message.Request("rostrum/v1/other/cmd/mute", "42".getBytes(UTF_8));
        broker.send(new Message("rostrum/v1/r1/cmd/mute", new byte[0], false, 0, Optional.of(elsewhere)));
        Message.Request own = new Message.Request("rostrum/v1/r1/reply/desk-7", "42".getBytes(UTF_8));
        broker.send(new Message("rostrum/v1/r1/cmd/mute", new byte[0], false, 0, Optional.of(own)));
        publisher.step();
        publisher.step();
        assertThat(broker.topics()).contains("rostrum/v1/r1/reply/mute", "rostrum/v1/r1/reply/desk-7");
        assertThat(broker.topics()).doesNotContain("rostrum/v1/other/cmd/mute");
    }

    @Test
    void shouldAnswerACommandThatNobodyKnowsByItsName() {
        publisher.step();
        command("open-the-window", false, "{}");
        assertThat(broker.payloadsOn("r1/reply/open-the-window"))
                .singleElement()
                .asString()
                .contains("\"command\":\"open-the-window\"", "\"unknown-command\"");
        command("x".repeat(65), false, "{}");
        command("bell\u0007", false, "{}");
        command("", false, "{}");
        assertThat(broker.payloadsOn("r1/reply/unknown")).hasSize(3);
    }

    @Test
    void shouldCountAMessageOnATopicThatNobodyAskedFor() {
        publisher.step();
        broker.send(new Message("x", new byte[0], false, 0, Optional.empty()));
        broker.send(new Message("rostrum/v1/r2/cmd/mute", new byte[0], false, 0, Optional.empty()));
        publisher.step();
        publisher.step();
        assertThat(obeyed).isEmpty();
        assertThat(publisher.status().commandsRefused()).isEqualTo(2);
        assertThat(broker.topics()).noneMatch(topic -> topic.contains("reply"));
    }

    private void command(String name, boolean retained, String payload) {
        broker.send(new Message("rostrum/v1/r1/cmd/" + name, payload.getBytes(UTF_8), retained, 0, Optional.empty()));
        publisher.step();
        publisher.step();
    }

    private MqttPublisher publisher(MqttSettings settings) {
        MqttPublisher.Ports ports = Scenes.ports(time, (command, origin, reply) -> {
            obeyed.add(command);
            reply.accept(new CommandResult.Done());
        });
        return new MqttPublisher(settings, Scenes.identity("r1"), ports, broker);
    }
}
