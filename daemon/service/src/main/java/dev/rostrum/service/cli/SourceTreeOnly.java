package dev.rostrum.service.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** In the place of a command that only a source tree has, on a unit. */
@Command(hidden = true, description = "Not on a unit: only a source tree has it.")
final class SourceTreeOnly implements Callable<Integer> {
    private final Console console;
    private final String name;

    @SuppressWarnings("UnusedVariable") // takes the command's words, whatever they are
    @Unmatched
    private List<String> words = new ArrayList<>();

    /** @param name of the command that is not here */
    SourceTreeOnly(Console console, String name) {
        this.console = console;
        this.name = name;
    }

    @Override
    public Integer call() {
        return console.fail(
                ExitCode.USAGE,
                "there is no '" + name + "' on a unit: only a source tree has it (./rostrum " + name + ")");
    }
}
