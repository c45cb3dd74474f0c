package dev.rostrum.service.cli;

import dev.rostrum.diarization.enrolment.OpenSetIdentification;
import dev.rostrum.diarization.enrolment.Person;
import dev.rostrum.model.bundle.ModelBundle;
import dev.rostrum.service.config.DaemonConfig;
import dev.rostrum.service.people.PeopleStore;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
        ModelBundle bundle = ModelBundle.of(config.listening().networks());
        if (OpenSetIdentification.of(bundle).isEmpty()) {
            console.tell("nobody is recognised: " + OpenSetIdentification.unfitted(bundle));
        }
        for (Person person : new PeopleStore(config.unit().stateFolder(), config.people()).people()) {
            int known =
                    person.heardBy(bundle).map(own -> own.recordings().size()).orElse(0);
            int others = person.recordings().size() - known;
            double seconds = person.recordings().stream()
                    .mapToDouble(Person.Recording::seconds)
                    .sum();
            console.out()
                    .printf(
                            Locale.ROOT,
                            "%s: %d recordings, %.0f s%s; agreed %s to: %s%n",
                            person.name(),
                            person.recordings().size(),
                            seconds,
                            others == 0 ? "" : others(person, bundle, known),
                            person.consentAt(),
                            person.consent());
        }
        return ExitCode.OK.number();
    }

    /** What the configured network cannot compare, and what follows. */
    private static String others(Person person, ModelBundle bundle, int known) {
        String listening = bundle.manifest().network("embedding").name();
        String made = person.recordings().stream()
                .map(recording -> recording.network().isEmpty() ? "the packaged one" : recording.network())
                .filter(network ->
                        !network.equals(bundle.manifest().network("embedding").identity()))
                .map(network -> network.replaceFirst("^(.*) ([0-9a-f]{8})[0-9a-f]{56}$", "$1 ($2)"))
                .distinct()
                .collect(Collectors.joining(", "));
        return known == 0
                ? ", not recognised: of network " + made + ", and " + listening + " listens; enrol again"
                : ", some of them of network " + made + ", which are not compared";
    }
}
