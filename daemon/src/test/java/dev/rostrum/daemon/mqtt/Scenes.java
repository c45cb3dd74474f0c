package dev.rostrum.daemon.mqtt;

import dev.rostrum.daemon.event.RoomEvent;
import dev.rostrum.daemon.event.RoomState;
import dev.rostrum.daemon.timeline.SpeechTurn;
import dev.rostrum.daemon.timeline.SpeechTurn.Certainty;
import dev.rostrum.daemon.timeline.SpeechTurn.Stage;
import dev.rostrum.daemon.timeline.TimelineEvent;
import dev.rostrum.daemon.tracking.SpeakerId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Small room events and settings for tests. */
final class Scenes {
    static final int RATE = 16_000;

    private Scenes() {}

    static MqttIdentity identity(String unit) {
        return new MqttIdentity(unit, "Room 3.14", "b00t", RATE, Map.of("rostrum", "0.1.0"));
    }

    /** Defaults, but quick to come back and told where the broker is. */
    static MqttSettings settings(String broker) {
        return withOutbox(broker, Outbox.Settings.defaults());
    }

    static MqttSettings withOutbox(String broker, Outbox.Settings outbox) {
        MqttSettings d = MqttSettings.defaults();
        return new MqttSettings(
                broker,
                d.login(),
                d.tls(),
                d.connection(),
                new ReconnectPolicy.Settings(Duration.ofMillis(100), Duration.ofMillis(400)),
                outbox,
                d.commands(),
                d.pace(),
                d.discovery());
    }

    static SpeechTurn turn(long id, int speaker, double fromSeconds, double toSeconds, Stage stage) {
        return new SpeechTurn(
                id,
                0,
                new SpeakerId(speaker),
                (long) (fromSeconds * RATE),
                (long) (toSeconds * RATE),
                stage,
                Certainty.CONFIRMED,
                0.9f,
                OptionalDouble.of(45));
    }

    static RoomEvent meetingStarted(long meeting) {
        return new RoomEvent.Timeline(new TimelineEvent.MeetingStarted(0, meeting, 0));
    }

    static RoomEvent started(SpeechTurn turn) {
        return new RoomEvent.Timeline(new TimelineEvent.TurnStarted(turn.toSample(), turn));
    }

    static RoomEvent ended(SpeechTurn turn) {
        return new RoomEvent.Timeline(new TimelineEvent.TurnEnded(turn.toSample(), turn));
    }

    static RoomEvent listening(long atSample, int... speakers) {
        List<RoomState.ActiveSpeaker> active = java.util.Arrays.stream(speakers)
                .mapToObj(s -> new RoomState.ActiveSpeaker(new SpeakerId(s), atSample, OptionalDouble.empty()))
                .toList();
        return new RoomEvent.StateChanged(
                new RoomState(RoomState.Phase.LISTENING, active, active.size() > 1, List.of(), atSample));
    }

    static Outbox.Settings memory(int messages) {
        return new Outbox.Settings(Optional.empty(), messages, 60_000_000, Duration.ofHours(24));
    }
}
