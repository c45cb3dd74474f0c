package dev.rostrum.service.cli;

import dev.rostrum.service.config.ConfigLoader;
import dev.rostrum.service.config.ConfigTemplate;
import dev.rostrum.service.config.DaemonConfig;
import dev.rostrum.service.health.UnitFile;
import dev.rostrum.service.health.UnitTraps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rostrum check-config FILE}: everything that is wrong with a configuration, or that nothing is. */
@Command(
        name = "check-config",
        description = "Says everything that is wrong with a configuration file and the fragments in conf.d beside it.")
final class CheckConfigCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The configuration file.")
    private @Nullable Path file;

    @Option(
            names = "--root",
            hidden = true,
            defaultValue = "/",
            description = "Below it lies the service's unit, of which the known traps are told.")
    private Path root = Path.of("/");

    @Option(
            names = "--write-docs",
            hidden = true,
            description = "Writes config/rostrum.yaml and docs/configuration.md of a source tree.")
    private boolean writeDocs;

    CheckConfigCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (writeDocs) {
            Path root = Path.of(System.getProperty("rostrum.root", "."));
            Files.writeString(root.resolve("config/rostrum.yaml"), ConfigTemplate.yaml());
            Files.writeString(root.resolve("docs/configuration.md"), ConfigTemplate.markdown());
            return ExitCode.OK.number();
        }
        if (file == null) {
            throw new ParameterException(spec.commandLine(), "FILE is missing");
        }
        DaemonConfig config = ConfigLoader.load(file);
        List<String> warnings = warnings(config);
        warnings.forEach(warning -> console.err().println("warning: " + warning));
        console.out().println(file + (warnings.isEmpty() ? ": fine" : ": can be used"));
        return ExitCode.OK.number();
    }

    /** What is allowed and unsafe, and how the file goes together with the service that uses it. */
    private List<String> warnings(DaemonConfig config) throws IOException {
        List<String> warnings = new ArrayList<>();
        config.status().warning().ifPresent(warnings::add);
        Optional<UnitFile> unit = UnitFile.installed(root);
        if (unit.isPresent()) {
            warnings.addAll(UnitTraps.in(
                    unit.get(), config.panel().light().settings(), config.mqtt().broker()));
        }
        return warnings;
    }
}
