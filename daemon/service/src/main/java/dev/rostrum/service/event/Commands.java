package dev.rostrum.service.event;

import java.util.function.Consumer;

/** The way in: whoever decides about the unit takes commands here. */
@FunctionalInterface
public interface Commands {
    /** Origin of what the room's own button asks. */
    String BUTTON = "button";

    /** Origin of what comes over MQTT. */
    String MQTT = "mqtt";

    /** Origin of what the status page asks. */
    String PAGE = "page";

    /** Origin of what comes by the control socket. */
    String COMMAND_LINE = "command-line";

    /** Origin of names that were recognised, not given. */
    String ENROLMENT = "enrolment";

    /**
     * Hands a command over and returns at once; any thread may call.
     *
     * @param origin who asks, a short stable word: such as those above
     * @param reply called exactly once, later, on the conductor's thread; must not block or throw
     */
    void submit(RoomCommand command, String origin, Consumer<CommandResult> reply);
}
