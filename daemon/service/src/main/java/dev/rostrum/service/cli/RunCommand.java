package dev.rostrum.service.cli;

import ch.qos.logback.classic.Level;
import dev.rostrum.service.Service;
import dev.rostrum.service.config.ConfigLoader;
import dev.rostrum.service.config.DaemonConfig;
import dev.rostrum.service.config.LogSettings;
import dev.rostrum.service.storage.OwnFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rostrum run}: the daemon, in the foreground, until it is told to stop. */
@Command(name = "run", description = "Runs the daemon in the foreground, until SIGTERM or the end of a finite source.")
final class RunCommand implements Callable<Integer> {
    private final Console console;

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The configuration.")
    private Path config = Path.of("");

    @Option(
            names = "--as-root",
            description = "Runs as root on folders that belong to somebody else; what it makes there is given to them.")
    private boolean asRoot;

    RunCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        DaemonConfig settings = ConfigLoader.load(config);
        for (Path folder :
                List.of(settings.unit().stateFolder(), settings.unit().runtimeFolder())) {
            Optional<String> owner = new OwnFolder(folder).otherOwner();
            if (owner.isPresent() && !asRoot) {
                return console.fail(
                        ExitCode.FAILED,
                        folder + " belongs to " + owner.get() + ", and this is root: run it as " + owner.get()
                                + " (sudo -u " + owner.get() + " rostrum run ...), set unit.state-folder and"
                                + " unit.runtime-folder to other folders, or say --as-root");
            }
        }
        Optional<String> failure = Service.run(config, settings, log -> LogSetup.apply(level(log)));
        return failure.map(why -> console.fail(ExitCode.FAILED, why)).orElse(ExitCode.OK.number());
    }

    private static Level level(LogSettings log) {
        return switch (log.level()) {
            case ERROR -> Level.ERROR;
            case WARN -> Level.WARN;
            case INFO -> Level.INFO;
            case DEBUG -> Level.DEBUG;
        };
    }
}
