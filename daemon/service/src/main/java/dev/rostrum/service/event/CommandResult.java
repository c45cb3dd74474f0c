package dev.rostrum.service.event;

/** How a {@link RoomCommand} ended. */
public sealed interface CommandResult {
    /** It took effect, or had already. */
    record Done() implements CommandResult {}

    /**
     * It did not take effect.
     *
     * @param reason short stable word for machines, such as {@code muted-by-button}
     * @param explanation one sentence for people
     */
    record Refused(String reason, String explanation) implements CommandResult {}
}
