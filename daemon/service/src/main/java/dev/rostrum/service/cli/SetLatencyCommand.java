package dev.rostrum.service.cli;

import dev.rostrum.service.event.RoomCommand;
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

    @Parameters(paramLabel = "TIME", description = "500ms to 5s; a number alone counts in seconds.")
    private Duration latency = Duration.ZERO;

    SetLatencyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (!DurationOption.within(latency, LatencyOption.LEAST, LatencyOption.MOST)) {
            throw new ParameterException(
                    spec.commandLine(), "TIME is " + DurationOption.seconds(latency) + "s, must be from 500ms to 5s");
        }
        return daemon.ask(console, new RoomCommand.SetLatency(latency));
    }
}
