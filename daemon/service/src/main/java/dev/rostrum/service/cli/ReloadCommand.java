package dev.rostrum.service.cli;

import dev.rostrum.service.control.ControlRequest;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code rostrum reload}. */
@Command(name = "reload", description = "Lets the running daemon read its configuration again.")
final class ReloadCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private RunningDaemon daemon;

    ReloadCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        return daemon.ask(console, new ControlRequest.Reload());
    }
}
