package dev.rostrum.service.event;

import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.diarization.timeline.TimelineEvent;

/** Everything that the outside may learn of. A new kind must fail to compile at every sink. */
public sealed interface RoomEvent {
    /** Stream position that the event belongs to. */
    long atSample();

    /** A turn, a correction, a meeting's start or end, a gap. */
    record Timeline(TimelineEvent event) implements RoomEvent {
        @Override
        public long atSample() {
            return event.emittedAtSample();
        }
    }

    /** What the room is like now; sent on every change. */
    record StateChanged(RoomState state) implements RoomEvent {
        @Override
        public long atSample() {
            return state.atSample();
        }
    }

    /** The device's health; sent at intervals and on change. */
    record HealthReported(HealthReport report) implements RoomEvent {
        @Override
        public long atSample() {
            return report.atSample();
        }
    }

    /**
     * A speaker of the running meeting got a name, or lost it.
     *
     * @param name empty when the name was taken away
     */
    record SpeakerNamed(long atSample, SpeakerId speaker, String name) implements RoomEvent {}
}
