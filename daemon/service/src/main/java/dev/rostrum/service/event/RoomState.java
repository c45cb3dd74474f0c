package dev.rostrum.service.event;

import dev.rostrum.diarization.frontend.Bearing;
import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.service.json.Word;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The room now: what LED, retained MQTT state and status page show.
 *
 * @param phase what the unit is doing
 * @param active who speaks now, by id
 * @param overlap two or more speak at once
 * @param degraded what is not as it should be, each a short stable word such as {@code broker-offline}; empty when all is well
 * @param atSample stream position the state belongs to
 * @param latency how long after an instant its live label stands; empty while that is not known
 * @param mutedBy who muted the unit, as {@link Commands} words it; empty unless the line is closed for that
 */
public record RoomState(
        Phase phase,
        List<ActiveSpeaker> active,
        boolean overlap,
        List<String> degraded,
        long atSample,
        Optional<Duration> latency,
        Optional<String> mutedBy) {
    /** What the unit is doing. */
    public enum Phase {
        STARTING,
        LISTENING,
        MUTED,
        NO_MICROPHONE,
        FAULT,
        STOPPING;

        /** As it is told outside, such as {@code no-microphone}. */
        public String word() {
            return Word.of(this);
        }
    }

    /** One who speaks now. */
    public record ActiveSpeaker(SpeakerId speaker, long sinceSample, Optional<Bearing> bearing) {}

    public RoomState {
        active = List.copyOf(active);
        degraded = List.copyOf(degraded);
    }

    /** A state of a unit that nobody muted, and of which the latency is not known. */
    public RoomState(Phase phase, List<ActiveSpeaker> active, boolean overlap, List<String> degraded, long atSample) {
        this(phase, active, overlap, degraded, atSample, Optional.empty(), Optional.empty());
    }

    /** The same where live labels stand after {@code known}. */
    public RoomState withLatency(Duration known) {
        return new RoomState(phase, active, overlap, degraded, atSample, Optional.of(known), mutedBy);
    }

    /** The same where {@code who} muted the unit; empty: nobody. */
    public RoomState withMutedBy(Optional<String> who) {
        return new RoomState(phase, active, overlap, degraded, atSample, latency, who);
    }

    /** The same as of {@code sample}. */
    public RoomState at(long sample) {
        return new RoomState(phase, active, overlap, degraded, sample, latency, mutedBy);
    }

    /** The line is closed because somebody wanted it so; true also while such a unit stops or has failed. */
    public boolean muted() {
        return phase == Phase.MUTED || mutedBy.isPresent();
    }

    /** Anybody speaks. */
    public boolean speech() {
        return !active.isEmpty();
    }
}
