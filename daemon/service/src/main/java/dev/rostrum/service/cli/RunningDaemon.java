package dev.rostrum.service.cli;

import dev.rostrum.service.config.ConfigLoader;
import dev.rostrum.service.config.DaemonConfig;
import dev.rostrum.service.control.ControlClient;
import dev.rostrum.service.control.ControlReply;
import dev.rostrum.service.control.ControlRequest;
import dev.rostrum.service.event.RoomCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of commands that concern a running daemon, and the way to it: its socket, never its devices. */
final class RunningDaemon {
    /** Where the package puts the configuration. */
    static final Path PACKAGED_CONFIG = Path.of("/etc/rostrum/rostrum.yaml");

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The daemon's configuration file; not given: /etc/rostrum/rostrum.yaml if it is there.")
    private @Nullable Path config;

    /** The configuration that the daemon runs with. */
    DaemonConfig configuration() {
        if (config != null) {
            return ConfigLoader.load(config);
        }
        return Files.exists(PACKAGED_CONFIG) ? ConfigLoader.load(PACKAGED_CONFIG) : DaemonConfig.defaults();
    }

    /** Asks for something that is answered by yes or no, and says how it went. */
    int ask(Console console, RoomCommand command) throws IOException {
        return ask(console, new ControlRequest.Room(command));
    }

    /** The same for any request. */
    int ask(Console console, ControlRequest request) throws IOException {
        ControlClient client = new ControlClient(configuration().unit().runtimeFolder());
        Optional<ControlReply> reply = client.ask(request);
        if (reply.isEmpty()) {
            return console.fail(ExitCode.FAILED, "no daemon is running: nobody listens at " + client.socket());
        }
        return switch (reply.get()) {
            case ControlReply.Done done -> ExitCode.OK.number();
            case ControlReply.Refused refused -> console.fail(ExitCode.FAILED, refused.explanation());
            case ControlReply.Status status -> {
                console.out().println(status.json());
                yield ExitCode.OK.number();
            }
        };
    }
}
