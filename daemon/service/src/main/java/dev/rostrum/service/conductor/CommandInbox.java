package dev.rostrum.service.conductor;

import dev.rostrum.service.event.CommandResult;
import dev.rostrum.service.event.Commands;
import dev.rostrum.service.event.RoomCommand;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Consumer;

/** Commands on their way to the conductor. Any thread gives, the conductor takes; bounded, the rest is refused at once. */
public final class CommandInbox implements Commands {
    private static final int CAPACITY = 64;

    private final ArrayBlockingQueue<Asked> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private final Runnable wake;

    /** One command, who asks, and where the answer goes. */
    record Asked(RoomCommand command, String origin, Consumer<CommandResult> reply) {}

    /** @param wake called after each command, on the thread that gives it */
    public CommandInbox(Runnable wake) {
        this.wake = wake;
    }

    @Override
    public void submit(RoomCommand command, String origin, Consumer<CommandResult> reply) {
        if (!waiting.offer(new Asked(command, origin, reply))) {
            reply.accept(new CommandResult.Refused("busy", "Too many commands are waiting; try again."));
            return;
        }
        wake.run();
    }

    Optional<Asked> take() {
        return Optional.ofNullable(waiting.poll());
    }
}
