package dev.rostrum.daemon.event;

import java.util.function.Consumer;

/** The way in: whoever decides about the unit takes commands here. */
@FunctionalInterface
public interface Commands {
    /**
     * Hands a command over and returns at once; any thread may call.
     *
     * @param origin who asks, a short stable word such as {@code mqtt}, {@code status} or {@code button}
     * @param reply called exactly once, later, on the conductor's thread; must not block or throw
     */
    void submit(RoomCommand command, String origin, Consumer<CommandResult> reply);
}
