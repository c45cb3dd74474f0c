package dev.rostrum.lab.cli;

import dev.rostrum.lab.report.ScoreJson;
import dev.rostrum.lab.report.ScoreText;
import dev.rostrum.lab.scoring.DiarizationScore;
import dev.rostrum.lab.scoring.DiarizationScore.Overlap;
import dev.rostrum.lab.scoring.RttmComparison;
import dev.rostrum.service.cli.Console;
import dev.rostrum.service.cli.DurationOption;
import dev.rostrum.service.cli.ExitCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rostrum score}: how far one RTTM file is from another. */
@Command(
        name = "score",
        description = "Scores an RTTM file against a reference: DER with its parts, JER, speaker counts.",
        footer = {
            "",
            "All rates are per cent of the speech in the reference. Without --uem everything from the first to the",
            "last speech in either file is scored."
        })
final class ScoreCommand implements Callable<Integer> {
    private static final Duration LARGEST_COLLAR = Duration.ofMinutes(1);

    private final Console console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "REF.rttm", description = "The truth.")
    private Path reference = Path.of("");

    @Parameters(index = "1", paramLabel = "HYP.rttm", description = "What was found.")
    private Path hypothesis = Path.of("");

    @Option(names = "--uem", paramLabel = "FILE", description = "Which parts are scored.")
    private @Nullable Path uem;

    @Option(
            names = "--collar",
            defaultValue = "0s",
            paramLabel = "TIME",
            description = "Left out at each boundary of the reference, half on each side (${DEFAULT-VALUE}).")
    private Duration collar = Duration.ZERO;

    @Option(names = "--skip-overlap", description = "Leaves out where the reference has two or more speakers.")
    private boolean skipOverlap;

    @Option(names = "--json", description = "Prints JSON instead of a table.")
    private boolean json;

    ScoreCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (collar.compareTo(LARGEST_COLLAR) > 0) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--collar is " + DurationOption.seconds(collar) + "s, it must lie between 0s and 60s");
        }
        DiarizationScore.Settings settings = new DiarizationScore.Settings(
                DurationOption.seconds(collar), skipOverlap ? Overlap.SKIPPED : Overlap.SCORED);
        RttmComparison comparison = uem == null
                ? RttmComparison.of(reference, hypothesis, settings)
                : RttmComparison.of(reference, hypothesis, uem, settings);
        if (json) {
            console.out().print(ScoreJson.of(comparison, settings));
        } else {
            comparison.notes().forEach(console.err()::println);
            console.out().print(ScoreText.table(comparison.scores(), comparison.total()));
        }
        return ExitCode.OK.number();
    }
}
