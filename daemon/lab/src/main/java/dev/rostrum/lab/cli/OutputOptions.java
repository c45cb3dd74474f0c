package dev.rostrum.lab.cli;

import dev.rostrum.lab.evaluation.DomainScores;
import dev.rostrum.lab.evaluation.EvaluationRun;
import dev.rostrum.lab.evaluation.EvaluationRun.EvaluatedMeeting;
import dev.rostrum.lab.report.DomainTable;
import dev.rostrum.lab.report.EarlierRun;
import dev.rostrum.lab.report.EvaluationJson;
import dev.rostrum.lab.report.EvaluationText;
import dev.rostrum.lab.report.LabelFiles;
import dev.rostrum.lab.report.ReportPage;
import dev.rostrum.lab.study.DomainPage;
import dev.rostrum.lab.study.StudyPage;
import dev.rostrum.service.cli.Console;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of {@code evaluate} that say where the figures of an evaluation go. */
final class OutputOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    private LabelFiles files = LabelFiles.none();
    private Optional<EarlierRun> earlier = Optional.empty();

    @Option(names = "--out", paramLabel = "DIR", description = "Gets NAME.live.rttm and NAME.final.rttm.")
    private @Nullable Path out;

    @Option(names = "--json", paramLabel = "FILE", description = "Gets all figures; - for the output, alone.")
    private @Nullable Path json;

    @Option(names = "--report", paramLabel = "FILE", description = "Gets a page with figures and drawings (HTML).")
    private @Nullable Path report;

    @Option(
            names = "--compare",
            paramLabel = "JSON",
            description = "Compares with an earlier run, by the file that its --json left.")
    private @Nullable Path compare;

    @Option(names = "--page", paramLabel = "FILE", description = "With --by-domain: gets its table (Markdown).")
    private @Nullable Path page;

    /** Finds before the work what could not be read or written after it. */
    void check(boolean byDomain) {
        if (page != null && !byDomain) {
            throw new ParameterException(command.commandLine(), "--page goes with --by-domain");
        }
        Stream.of(json, report, page)
                .filter(file -> file != null && !isOutput(file))
                .forEach(LabelFiles::check);
        earlier = Optional.ofNullable(compare).map(EarlierRun::read);
        files = out == null ? LabelFiles.none() : LabelFiles.in(out);
    }

    /** Everything that was asked for, and the tables for the terminal. */
    void write(
            List<EvaluatedMeeting> evaluated,
            EvaluationRun.Settings settings,
            Optional<DomainScores> byDomain,
            Console console)
            throws InterruptedException {
        files.write(evaluated);
        if (page != null && byDomain.isPresent()) {
            StudyPage made = DomainPage.of(
                    "rostrum evaluate RECORDINGS... [--each UNLIKE] --by-domain --page FILE",
                    new DomainTable(byDomain.get(), settings.mainLatencyMs()));
            StudyPage.write(page, () -> made);
        }
        List<EarlierRun.Change> changes = earlier.map(run -> run.against(evaluated, settings.mainLatencyMs()))
                .orElse(List.of());
        if (report != null) {
            LabelFiles.writeText(report, ReportPage.of(evaluated, settings.mainLatencyMs(), changes));
        }
        if (json != null && !isOutput(json)) {
            LabelFiles.writeText(json, EvaluationJson.of(evaluated, settings, byDomain));
        }
        if (json != null && isOutput(json)) {
            console.out().print(EvaluationJson.of(evaluated, settings, byDomain));
            return;
        }
        console.out().print(EvaluationText.of(evaluated));
        byDomain.ifPresent(scores ->
                console.out().print('\n' + new DomainTable(scores, settings.mainLatencyMs()).text()));
        if (!changes.isEmpty()) {
            console.out().print('\n' + EarlierRun.table(changes));
        }
    }

    private static boolean isOutput(Path file) {
        return file.toString().equals("-");
    }
}
