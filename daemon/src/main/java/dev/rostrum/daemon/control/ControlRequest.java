package dev.rostrum.daemon.control;

import dev.rostrum.daemon.event.RoomCommand;

/** What a client of the socket may ask for. */
public sealed interface ControlRequest {
    /** How the daemon is. */
    record Status() implements ControlRequest {}

    /** Read the configuration again. */
    record Reload() implements ControlRequest {}

    /** Do something in the room. */
    record Room(RoomCommand command) implements ControlRequest {}
}
