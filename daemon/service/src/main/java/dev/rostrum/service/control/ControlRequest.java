package dev.rostrum.service.control;

import dev.rostrum.service.event.RoomCommand;
import java.time.Duration;

/** What a client of the socket may ask for. */
public sealed interface ControlRequest {
    /** How the daemon is. */
    record Status() implements ControlRequest {}

    /** Read the configuration again. */
    record Reload() implements ControlRequest {}

    /** Do something in the room. */
    record Room(RoomCommand command) implements ControlRequest {}

    /** Learn the voice of somebody who agreed to it, from what is heard for so long. */
    record Enrol(String name, String consent, Duration howLong) implements ControlRequest {}

    /** How did the enrolment of {@code name} go. */
    record EnrolmentOutcome(String name) implements ControlRequest {
        /** The reason of a refusal as long as it goes on. */
        public static final String LISTENING = "listening";
    }
}
