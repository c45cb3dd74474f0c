package dev.rostrum.service.cli;

import dev.rostrum.service.event.RoomCommand;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code rostrum mute}. */
@Command(name = "mute", description = "Stops the running daemon from listening; its capture line is closed.")
final class MuteCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private RunningDaemon daemon;

    MuteCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        return daemon.ask(console, new RoomCommand.Mute());
    }
}
