package dev.rostrum.service.control;

import dev.rostrum.service.event.CommandResult;

/** What the daemon answers. */
public sealed interface ControlReply {
    /** Done. */
    record Done() implements ControlReply {}

    /** How the daemon is: one JSON object. */
    record Status(String json) implements ControlReply {}

    /**
     * Not done.
     *
     * @param reason short stable word for machines
     * @param explanation one sentence for people
     */
    record Refused(String reason, String explanation) implements ControlReply {}

    /** The same outcome in the socket's terms. */
    static ControlReply of(CommandResult result) {
        return switch (result) {
            case CommandResult.Done done -> new Done();
            case CommandResult.Refused refused -> new Refused(refused.reason(), refused.explanation());
        };
    }
}
