package dev.rostrum.lab.cli;

import dev.rostrum.lab.study.Candidates;
import dev.rostrum.lab.study.ChoiceStudy;
import dev.rostrum.lab.study.KeptHearing;
import dev.rostrum.lab.study.StudyPage;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code rostrum study choice}: which value of a setting does best where it was not chosen. */
@Command(
        name = "choice",
        description =
                "Tries values of settings of the tracker, chosen on all domains but one and scored on that one, for each in"
                        + " turn. Needs --evidence.")
final class ChoiceCommand implements Callable<Integer> {
    @ParentCommand
    private StudyCommand parent;

    @Mixin
    private RecordedStudyOptions options = new RecordedStudyOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--set",
            required = true,
            paramLabel = "PATH=V,V",
            description = "Values of a setting of the tracker, by the names of the components that lead to it; given"
                    + " again, every combination.")
    private List<String> settings = List.of();

    @Override
    public Integer call() throws InterruptedException {
        return options.writeKept(parent.console(), true, this::page);
    }

    private StudyPage page(Recordings recordings, KeptHearing kept) throws InterruptedException {
        try {
            return new ChoiceStudy(kept)
                    .choose(
                            Candidates.parse(settings),
                            recordings.domains(),
                            "rostrum study choice RECORDINGS... [--each UNLIKE] --evidence DIR --set "
                                    + String.join(" --set ", settings));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--set: " + e.getMessage());
        }
    }
}
