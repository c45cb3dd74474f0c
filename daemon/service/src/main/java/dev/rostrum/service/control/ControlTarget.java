package dev.rostrum.service.control;

import dev.rostrum.service.event.CommandResult;
import dev.rostrum.service.event.Commands;

/** What the socket needs of the running daemon. Methods are called on the socket's threads, several at once. */
public interface ControlTarget {
    /** The daemon as it is now: one JSON object. Returns at once. */
    String status();

    /** Reads the configuration again and applies what may change while running. May take a few seconds. */
    CommandResult reload();

    /** Begins to learn a voice from what is heard from now on. Returns at once. */
    default CommandResult enrol(ControlRequest.Enrol asked) {
        return new CommandResult.Refused("people-off", "This daemon enrols nobody.");
    }

    /** How the enrolment of {@code name} went: done, or refused with the reason. */
    default CommandResult enrolmentOutcome(String name) {
        return new CommandResult.Refused("people-off", "This daemon enrols nobody.");
    }

    /** The way to the conductor. */
    Commands commands();
}
