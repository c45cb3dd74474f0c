package dev.rostrum.lab.cli;

import dev.rostrum.service.cli.Console;
import dev.rostrum.service.cli.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code rostrum study NAME}: questions that recordings can answer, each with its page. */
@Command(
        name = "study",
        description = "Asks one question of recordings, heard in many ways, and leaves a page of Markdown.",
        synopsisSubcommandLabel = "NAME",
        subcommands = {
            LadderCommand.class,
            AblationsCommand.class,
            ThresholdsCommand.class,
            ChoiceCommand.class,
            BoundariesCommand.class,
            RobustnessCommand.class,
            FaultyArraysCommand.class,
            MisleadingRoomsCommand.class,
            OneSpeakerCommand.class
        })
final class StudyCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    StudyCommand(Console console) {
        this.console = console;
    }

    /** Where a study speaks. */
    Console console() {
        return console;
    }

    /** No study named: shows which there are. */
    @Override
    public Integer call() {
        spec.commandLine().usage(console.out());
        return ExitCode.OK.number();
    }
}
