package dev.rostrum.service.cli;

import dev.rostrum.service.config.ConfigException;
import dev.rostrum.service.config.FirstBoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rostrum first-boot FILE}: what the service runs before it starts, where an installer left a file. */
@Command(
        name = "first-boot",
        hidden = true,
        description = "Takes an installer's file into the configuration and removes it.")
final class FirstBootCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "FILE", description = "The installer's file.")
    private Path file = Path.of("");

    @Option(
            names = "--settings",
            paramLabel = "DIR",
            defaultValue = "/etc/rostrum",
            description = "The folder of the configuration (default: ${DEFAULT-VALUE}).")
    private Path settings = Path.of("");

    FirstBootCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        try {
            FirstBoot.take(file, settings);
        } catch (ConfigException e) {
            e.problems().forEach(console::tell);
            return console.fail(ExitCode.FAILED, file + ": nothing was taken");
        }
        try {
            Files.delete(file); // it holds a password
            console.tell("took and removed " + file);
        } catch (IOException e) {
            console.tell("took " + file + " and could not remove it: it is taken again at every start");
        }
        return ExitCode.OK.number();
    }
}
