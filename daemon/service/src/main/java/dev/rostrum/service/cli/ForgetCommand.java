package dev.rostrum.service.cli;

import dev.rostrum.service.config.DaemonConfig;
import dev.rostrum.service.control.ControlClient;
import dev.rostrum.service.control.ControlRequest;
import dev.rostrum.service.people.PeopleStore;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code rostrum forget}: everything known of a person is removed. */
@Command(name = "forget", description = "Removes everything known of an enrolled person.")
final class ForgetCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "NAME", description = "As 'rostrum people' shows it.")
    private String name = "";

    @Mixin
    private RunningDaemon daemon = new RunningDaemon();

    ForgetCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        DaemonConfig config = daemon.configuration();
        boolean known;
        try {
            known = new PeopleStore(config.unit().stateFolder(), config.people()).forget(name);
        } catch (IOException e) {
            throw new IOException("'" + name + "' is not forgotten: " + e.getMessage(), e);
        }
        if (!known) {
            return console.fail(ExitCode.FAILED, "nobody called '" + name + "' is enrolled");
        }
        console.out().println(name + ": forgotten");
        console.tell(elsewhere(new ControlClient(config.unit().runtimeFolder())));
        return ExitCode.OK.number();
    }

    /** What becomes of the name outside this machine's store. */
    private static String elsewhere(ControlClient daemon) {
        try {
            return daemon.ask(new ControlRequest.Status()).isPresent()
                    ? "the running daemon takes the name back on the broker within seconds"
                    : "no daemon is running: where the name was published, it stays on the broker until the daemon starts"
                            + " again, and so do messages with it that were not delivered";
        } catch (IOException e) {
            return "whether a daemon runs cannot be told, and without one the name stays on the broker: "
                    + e.getMessage();
        }
    }
}
