package dev.rostrum.service.cli;

import dev.rostrum.service.unit.Versions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code rostrum version}: the build, the Java that runs it and the machine, in one line. */
@Command(name = "version", description = "Says which build this is and what it runs on.")
final class VersionCommand implements Callable<Integer> {
    private final Console console;

    VersionCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        console.out()
                .printf(
                        "rostrum %s, Java %s, %s %s%n",
                        Versions.build(),
                        System.getProperty("java.version"),
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"));
        return ExitCode.OK.number();
    }
}
