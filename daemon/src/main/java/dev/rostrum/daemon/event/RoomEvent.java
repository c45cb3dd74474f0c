package dev.rostrum.daemon.event;

import dev.rostrum.daemon.timeline.TimelineEvent;

/** Everything that the outside may learn of. A new kind must fail to compile at every sink. */
public sealed interface RoomEvent {
    /** A turn, a correction, a meeting's start or end, a gap. */
    record Timeline(TimelineEvent event) implements RoomEvent {}

    /** What the room is like now; sent on every change. */
    record StateChanged(RoomState state) implements RoomEvent {}

    /** The device's health; sent at intervals and on change. */
    record HealthReported(HealthReport report) implements RoomEvent {}
}
