package dev.rostrum.service.mqtt;

import dev.rostrum.service.event.CommandResult;
import dev.rostrum.service.event.RoomEvent;
import dev.rostrum.service.mqtt.command.CommandHandler;
import dev.rostrum.service.mqtt.link.LinkEvent;

/** What other threads hand to the MQTT thread. */
sealed interface Input {
    /** Something happened in the room, at this wall time. */
    record Event(RoomEvent event, long epochMillis) implements Input {}

    /** Something happened on a link; {@code attempt} tells which, so that old ones are ignored. */
    record Link(long attempt, LinkEvent event) implements Input {}

    /** A command ended. */
    record CommandEnded(CommandHandler.Ticket ticket, CommandResult result) implements Input {}

    /** The publisher is closing: look up. */
    record Stop() implements Input {}
}
