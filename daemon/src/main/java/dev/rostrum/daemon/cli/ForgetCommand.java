package dev.rostrum.daemon.cli;

import dev.rostrum.daemon.config.DaemonConfig;
import dev.rostrum.daemon.people.PeopleStore;
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
        PeopleStore store = new PeopleStore(config.unit().stateFolder(), config.people());
        if (!store.forget(name)) {
            return console.fail(ExitCode.FAILED, "nobody called '" + name + "' is enrolled");
        }
        console.out().println(name + ": forgotten");
        return ExitCode.OK.number();
    }
}
