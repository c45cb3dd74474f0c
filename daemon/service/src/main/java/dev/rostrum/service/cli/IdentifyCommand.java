package dev.rostrum.service.cli;

import dev.rostrum.service.event.RoomCommand;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code rostrum identify}. */
@Command(name = "identify", description = "Makes the running unit's light blink, to find it in the room.")
final class IdentifyCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private RunningDaemon daemon;

    IdentifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        return daemon.ask(console, new RoomCommand.Identify());
    }
}
