package dev.rostrum.service.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code rostrum version}: the build, the Java that runs it and the machine, in one line. */
@Command(name = "version", description = "Says which build this is and what it runs on.")
final class VersionCommand implements Callable<Integer> {
    private final Console console;

    VersionCommand(Console console) {
        this.console = console;
    }

    /** The version of this build, such as {@code 0.1.0}. */
    static String version() {
        Properties properties = new Properties();
        try (InputStream stream = VersionCommand.class.getResourceAsStream("version.properties")) {
            if (stream == null) {
                throw new IllegalStateException("version.properties is missing from the build");
            }
            properties.load(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version", "unknown");
    }

    @Override
    public Integer call() {
        console.out()
                .printf(
                        "rostrum %s, Java %s, %s %s%n",
                        version(),
                        System.getProperty("java.version"),
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"));
        return ExitCode.OK.number();
    }
}
