package dev.rostrum.lab.cli;

import dev.rostrum.lab.evaluation.DomainScores;
import dev.rostrum.lab.evaluation.Domains;
import dev.rostrum.lab.evaluation.EvaluationRun;
import dev.rostrum.lab.report.DomainTable;
import dev.rostrum.lab.report.LabelFiles;
import dev.rostrum.lab.study.Candidates;
import dev.rostrum.lab.study.ChoiceStudy;
import dev.rostrum.lab.study.DomainPage;
import dev.rostrum.lab.study.StudyPage;
import dev.rostrum.service.cli.ArrayOption;
import dev.rostrum.service.cli.Console;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of {@code evaluate} that tell domains apart: kinds of rooms, lines and talk, each with its own figures. */
final class DomainOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--by-domain",
            description = "Also tells every folder by itself, their mean and the worst. With --array, recordings that"
                    + " have its channels are heard twice, on the first channel and by it, as a domain each. With"
                    + " --thresholds: one row a number.")
    private boolean byDomain;

    @Option(
            names = "--each",
            paramLabel = "DIR",
            description = "A further folder, of unlike recordings: each is a domain of its own. Implies --by-domain.")
    private List<Path> each = List.of();

    @Option(
            names = "--choose",
            paramLabel = "PATH=V,V",
            description = "Tries values of a setting of the tracker, chosen on all domains but one and scored on that"
                    + " one, for each in turn; given again, every combination. Implies --by-domain; needs --evidence.")
    private List<String> choose = List.of();

    @Option(
            names = "--page",
            paramLabel = "FILE",
            description = "With --by-domain or --choose: gets the table (Markdown).")
    private @Nullable Path page;

    /** Whether domains are told apart. */
    boolean any() {
        return byDomain || hasFolders() || isStudy();
    }

    boolean hasFolders() {
        return !each.isEmpty();
    }

    /** Whether settings are to be chosen, which needs what the networks said. */
    boolean isStudy() {
        return !choose.isEmpty();
    }

    /** All recordings, by domain; see {@link Domains#read}. */
    Domains read(List<Path> folders, ArrayOption array, LeftOut leftOut) {
        return Domains.read(folders, each, array.inUse(), leftOut::tell);
    }

    /** Finds before the work what could not be written after it. */
    void check() {
        if (page != null && !any()) {
            throw new ParameterException(command.commandLine(), "--page goes with --by-domain or --choose");
        }
        Optional.ofNullable(page).ifPresent(LabelFiles::check);
    }

    /** Writes the page of an evaluation, if one was asked for. */
    void write(Optional<DomainScores> scores, int latencyMs) throws InterruptedException {
        if (page != null && scores.isPresent()) {
            StudyPage made = DomainPage.of(
                    "rostrum evaluate RECORDINGS... [--each UNLIKE] --by-domain --page FILE",
                    new DomainTable(scores.get(), latencyMs));
            StudyPage.write(page, () -> made);
        }
    }

    /** Chooses, if that was asked for. */
    void run(
            Recordings recordings,
            StudyOptions.Hearing how,
            EvaluationProgress progress,
            EvaluationRun.Settings settings,
            Console console)
            throws InterruptedException {
        if (!isStudy()) {
            return;
        }
        StudyPage made;
        try {
            Candidates candidates = Candidates.parse(choose);
            made = new ChoiceStudy(how.kept(settings, progress))
                    .choose(
                            candidates,
                            recordings.domains(),
                            "rostrum evaluate RECORDINGS... [--each UNLIKE] --evidence DIR --choose "
                                    + String.join(" --choose ", choose));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "--choose: " + e.getMessage());
        }
        progress.end();
        if (page != null) {
            StudyPage.write(page, () -> made);
        }
        made.tables().forEach(table -> console.out().println(table));
    }

    static StudyPage thresholdsPage(String table) {
        return new StudyPage(
                "What each number of the tracker does when it is a fifth off, by domain",
                "rostrum evaluate RECORDINGS... [--each UNLIKE] --by-domain --evidence DIR --thresholds docs/reports/thresholds.md",
                """
                A row a number. The cost of a domain is half the sum of its final and its live DER (1 s late unless said
                otherwise), collar 0, overlap scored; changes are points against the tracker as shipped. *Mean*: over
                all domains, each counting alike. *Worst*: the change of the domain that loses most, and which it is;
                nothing where none loses. A dash: the number cannot be that, or rounds to what it is.
                """,
                List.of(table));
    }
}
