package dev.rostrum.lab.cli;

import dev.rostrum.service.cli.Console;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which recordings are heard, and whether domains are told apart: kinds of rooms, lines and talk. */
final class RecordingsOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Parameters(
            arity = "0..*",
            paramLabel = "DIR",
            description = "Holds NAME.wav or NAME.flac, NAME.rttm and, if you like, NAME.uem.")
    private List<Path> folders = List.of();

    @Option(names = "--only", split = ",", paramLabel = "NAME", description = "Only these recordings, apart by commas.")
    private List<String> only = List.of();

    @Option(
            names = "--by-domain",
            description = "Also tells every folder by itself, their mean and the worst. With --array, recordings that"
                    + " have its channels are heard twice, on the first channel and by it, as a domain each.")
    private boolean byDomain;

    @Option(
            names = "--each",
            paramLabel = "DIR",
            description = "A further folder, of unlike recordings: each is a domain of its own. Implies --by-domain.")
    private List<Path> each = List.of();

    /** Whether domains are told apart. */
    boolean areByDomain() {
        return byDomain || !each.isEmpty();
    }

    /**
     * Finds the recordings.
     *
     * @param byDomain whether domains are told apart, asked for or not
     */
    Recordings read(HearingOptions hearing, boolean byDomain, Console console, LeftOut leftOut) {
        if (folders.isEmpty() && each.isEmpty()) {
            throw new ParameterException(command.commandLine(), "Missing required parameter: 'DIR'");
        }
        Recordings found = byDomain
                ? hearing.byDomain(folders, each, console, leftOut)
                : hearing.together(folders, console, leftOut);
        for (String name : only) {
            if (leftOut.isNothing() && found.only(name::equals).meetings().isEmpty()) {
                throw new ParameterException(command.commandLine(), "--only: there is no recording named " + name);
            }
        }
        return only.isEmpty() ? found : found.only(only::contains);
    }
}
