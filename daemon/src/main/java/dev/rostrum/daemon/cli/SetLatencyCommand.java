package dev.rostrum.daemon.cli;

import dev.rostrum.daemon.event.RoomCommand;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rostrum set-latency SECONDS}. */
@Command(name = "set-latency", description = "Changes how long after an instant its live label must stand.")
final class SetLatencyCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Mixin
    private RunningDaemon daemon;

    @Parameters(paramLabel = "SECONDS", description = "0.5 to 5.")
    private double seconds;

    SetLatencyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (!(seconds >= 0.5 && seconds <= 5)) {
            throw new ParameterException(spec.commandLine(), "SECONDS is " + seconds + ", must be from 0.5 to 5");
        }
        return daemon.ask(console, new RoomCommand.SetLatency(Duration.ofMillis(Math.round(seconds * 1000))));
    }
}
