package dev.rostrum.lab.cli;

import dev.rostrum.lab.evaluation.DomainScores;
import dev.rostrum.lab.evaluation.EvaluationRun;
import dev.rostrum.lab.evaluation.EvaluationRun.EvaluatedMeeting;
import dev.rostrum.service.analysis.Effort;
import dev.rostrum.service.cli.Console;
import dev.rostrum.service.cli.LatencyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code rostrum evaluate}: a folder of recordings with truth through the whole chain, and how well it went. */
@Command(
        name = "evaluate",
        description = "Hears every recording in a folder that has an RTTM beside it, and scores what was heard.",
        footer = {
            "",
            "A recording without a UEM is scored from the first to the last speech in reference or labels.",
            "live at S seconds: the label of an instant is what had been emitted S seconds after it. The networks run",
            "once; labels at .5, 1, 2 and 5 s come from a tracker each."
        })
final class EvaluateCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private RecordingsOptions recordings = new RecordingsOptions();

    @Mixin
    private HearingOptions hearing = new HearingOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @SuppressWarnings("UnusedVariable") // picocli refuses by it
    @Mixin
    private FormerOptions former = new FormerOptions();

    @Option(
            names = "--effort",
            defaultValue = "FULL",
            paramLabel = "RUNG",
            description =
                    "What a daemon spends whose machine is too slow: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    private Effort effort = Effort.FULL;

    EvaluateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (effort != Effort.FULL && hearing.store().isPresent()) {
            throw new ParameterException(
                    spec.commandLine(), "--effort goes with no --evidence: that is made at full effort");
        }
        output.check(recordings.areByDomain());
        LeftOut leftOut = new LeftOut(console);
        Recordings found = recordings.read(hearing, recordings.areByDomain(), console, leftOut);
        if (found.meetings().isEmpty()) {
            return leftOut.exitCode();
        }
        EvaluationRun.Settings settings = settings();
        EvaluationProgress progress = new EvaluationProgress(console);
        List<EvaluatedMeeting> evaluated =
                new EvaluationRun(settings, ears(found), progress).run(found.meetings(), leftOut::tell);
        progress.end();
        if (!evaluated.isEmpty()) {
            Optional<DomainScores> scores = found.scores(evaluated);
            output.write(evaluated, settings, scores, console);
        }
        return leftOut.exitCode();
    }

    private Supplier<EvaluationRun.Ears> ears(Recordings found) {
        return effort == Effort.FULL ? hearing.ears(found.listening()) : hearing.saving(found.listening(), effort);
    }

    private EvaluationRun.Settings settings() {
        EvaluationRun.Settings defaults = EvaluationRun.Settings.defaults();
        List<Integer> latenciesMs = new ArrayList<>(defaults.latenciesMs());
        latenciesMs.removeIf(ms -> ms < LatencyOption.LEAST.toMillis() * effort.hopFactor());
        latenciesMs.add(hearing.latencyMs());
        return new EvaluationRun.Settings(latenciesMs, hearing.latencyMs(), hearing.jobs());
    }
}
