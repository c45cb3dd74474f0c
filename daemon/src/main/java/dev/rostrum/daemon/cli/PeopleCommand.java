package dev.rostrum.daemon.cli;

import dev.rostrum.daemon.config.DaemonConfig;
import dev.rostrum.daemon.people.PeopleStore;
import dev.rostrum.daemon.people.Person;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code rostrum people}: who is enrolled, since when, and what they agreed to. */
@Command(name = "people", description = "Lists who is enrolled, from how much speech, and what they agreed to.")
final class PeopleCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private RunningDaemon daemon = new RunningDaemon();

    PeopleCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        DaemonConfig config = daemon.configuration();
        for (Person person : new PeopleStore(config.unit().stateFolder(), config.people()).people()) {
            double seconds = person.recordings().stream()
                    .mapToDouble(Person.Recording::seconds)
                    .sum();
            console.out()
                    .printf(
                            Locale.ROOT,
                            "%s: %d recordings, %.0f s; agreed %s to: %s%n",
                            person.name(),
                            person.recordings().size(),
                            seconds,
                            person.consentAt(),
                            person.consent());
        }
        return ExitCode.OK.number();
    }
}
