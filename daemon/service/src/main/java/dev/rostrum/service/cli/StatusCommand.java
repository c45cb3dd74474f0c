package dev.rostrum.service.cli;

import dev.rostrum.service.control.ControlRequest;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code rostrum status}: the running daemon as one JSON object. */
@Command(name = "status", description = "Says how the running daemon is, as one JSON object.")
final class StatusCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private RunningDaemon daemon;

    StatusCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        return daemon.ask(console, new ControlRequest.Status());
    }
}
