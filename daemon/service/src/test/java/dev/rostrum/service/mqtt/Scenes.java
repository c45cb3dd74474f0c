package dev.rostrum.service.mqtt;

import dev.rostrum.diarization.frontend.Bearing;
import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.diarization.timeline.SpeechTurn;
import dev.rostrum.diarization.timeline.SpeechTurn.Certainty;
import dev.rostrum.diarization.timeline.SpeechTurn.Stage;
import dev.rostrum.diarization.timeline.TimelineEvent;
import dev.rostrum.service.event.CommandResult;
import dev.rostrum.service.event.Commands;
import dev.rostrum.service.event.RoomEvent;
import dev.rostrum.service.event.RoomState;
import dev.rostrum.service.mqtt.link.MqttSettings;
import dev.rostrum.service.mqtt.payload.MqttIdentity;
import dev.rostrum.service.time.StreamClock;
import dev.rostrum.service.time.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Small room events and settings for tests. */
public final class Scenes {
    public static final int RATE = 16_000;

    /** A conductor that says yes to everything. */
    private static final Commands WILLING = (command, origin, reply) -> reply.accept(new CommandResult.Done());

    private Scenes() {}

    public static MqttIdentity identity(String unit) {
        return new MqttIdentity(unit, "Room 3.14", "b00t", RATE, Map.of("rostrum", "0.1.0"));
    }

    /** Defaults, but quick to come back and told where the broker is. */
    public static MqttSettings settings(String broker) {
        return settings(broker, MqttSettings.defaults().outbox());
    }

    public static MqttSettings settings(String broker, MqttSettings.Store outbox) {
        return ChangedSettings.of(MqttSettings.defaults())
                .broker(broker)
                .retry(new MqttSettings.Retry(Duration.ofMillis(100), Duration.ofMillis(400), Duration.ofMillis(500)))
                .outbox(outbox)
                .done();
    }

    /** The same in these groups, and with plain words that say for so long that a room is occupied. */
    public static MqttSettings settings(String broker, List<String> groups, Duration occupiedFor) {
        return ChangedSettings.of(settings(broker))
                .groups(groups)
                .scalars(true)
                .occupiedFor(occupiedFor)
                .done();
    }

    /** The same with other qualities of service. */
    public static MqttSettings settings(String broker, MqttSettings.Qos qos) {
        return ChangedSettings.of(settings(broker)).qos(qos).done();
    }

    /** The same for a unit that has to log in, and belongs to these groups. */
    static MqttSettings settings(String broker, MqttSettings.Login login, List<String> groups) {
        return ChangedSettings.of(settings(broker, groups, Duration.ofMinutes(5)))
                .login(login)
                .done();
    }

    /** An outbox on disk. */
    public static MqttSettings.Store store(Path directory) {
        MqttSettings.Store d = MqttSettings.defaults().outbox();
        return new MqttSettings.Store(Optional.of(directory), 100, d.maxBytes(), d.maxAge());
    }

    /** Real time, a clock that is right, and a conductor that says yes to everything. */
    public static MqttPublisher.Ports ports() {
        return ports(TimeSource.system());
    }

    /** The same in another time. */
    public static MqttPublisher.Ports ports(TimeSource time) {
        return ports(time, WILLING);
    }

    /** The same for a stream that {@code clock} follows, with whatever backlog it has. */
    public static MqttPublisher.Ports ports(TimeSource time, StreamClock clock) {
        return new MqttPublisher.Ports(time, clock::epochMillisAt, () -> true, WILLING);
    }

    /** A stream without a backlog: what is told is told as it is heard. */
    public static MqttPublisher.Ports ports(TimeSource time, Commands commands) {
        return new MqttPublisher.Ports(time, sample -> time.epochMillis(), () -> true, commands);
    }

    public static SpeechTurn turn(long id, int speaker, double fromSeconds, double toSeconds, Stage stage) {
        return new SpeechTurn(
                id,
                0,
                new SpeakerId(speaker),
                (long) (fromSeconds * RATE),
                (long) (toSeconds * RATE),
                stage,
                Certainty.CONFIRMED,
                0.9f,
                Optional.of(new Bearing(45, 0.8f)));
    }

    public static RoomEvent meetingStarted(long meeting) {
        return new RoomEvent.Timeline(new TimelineEvent.MeetingStarted(0, meeting, 0));
    }

    public static RoomEvent started(SpeechTurn turn) {
        return new RoomEvent.Timeline(new TimelineEvent.TurnStarted(turn.toSample(), turn));
    }

    public static RoomEvent ended(SpeechTurn turn) {
        return new RoomEvent.Timeline(new TimelineEvent.TurnEnded(turn.toSample(), turn));
    }

    public static RoomEvent listening(long atSample, int... speakers) {
        List<RoomState.ActiveSpeaker> active = java.util.Arrays.stream(speakers)
                .mapToObj(s -> new RoomState.ActiveSpeaker(new SpeakerId(s), atSample, Optional.empty()))
                .toList();
        return new RoomEvent.StateChanged(
                new RoomState(RoomState.Phase.LISTENING, active, active.size() > 1, List.of(), atSample));
    }
}
