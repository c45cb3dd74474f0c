package dev.rostrum.daemon.event;

import dev.rostrum.daemon.tracking.SpeakerId;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The room now: what LED, retained MQTT state and status page show.
 *
 * @param phase what the unit is doing
 * @param active who speaks now, by id
 * @param overlap two or more speak at once
 * @param degraded what is not as it should be, each a short stable word such as {@code broker-offline}; empty when all is well
 * @param atSample stream position the state belongs to
 */
public record RoomState(
        Phase phase, List<ActiveSpeaker> active, boolean overlap, List<String> degraded, long atSample) {
    /** What the unit is doing. */
    public enum Phase {
        STARTING,
        LISTENING,
        MUTED,
        NO_MICROPHONE,
        FAULT,
        STOPPING
    }

    /** One who speaks now. */
    public record ActiveSpeaker(SpeakerId speaker, long sinceSample, OptionalDouble azimuthDegrees) {}

    public RoomState {
        active = List.copyOf(active);
        degraded = List.copyOf(degraded);
    }

    /** Anybody speaks. */
    public boolean speech() {
        return !active.isEmpty();
    }
}
