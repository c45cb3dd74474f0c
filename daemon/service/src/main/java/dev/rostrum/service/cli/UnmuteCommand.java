package dev.rostrum.service.cli;

import dev.rostrum.service.event.RoomCommand;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code rostrum unmute}. */
@Command(name = "unmute", description = "Lets the running daemon listen again; refused where the room's button muted.")
final class UnmuteCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private RunningDaemon daemon;

    UnmuteCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        return daemon.ask(console, new RoomCommand.Unmute());
    }
}
