package dev.rostrum.lab.cli;

import dev.rostrum.lab.study.DomainThresholds;
import dev.rostrum.lab.study.KeptHearing;
import dev.rostrum.lab.study.StudyPage;
import dev.rostrum.lab.study.VariantStudy;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code rostrum study thresholds}: whether a number of the tracker stands at a cliff. */
@Command(
        name = "thresholds",
        description =
                "Tries the tracker with each number of its settings a fifth off; with --by-domain one row a number. Needs"
                        + " --evidence; takes long.")
final class ThresholdsCommand implements Callable<Integer> {
    @ParentCommand
    private StudyCommand parent;

    @Mixin
    private RecordedStudyOptions options = new RecordedStudyOptions();

    @Override
    public Integer call() throws InterruptedException {
        return options.writeKept(
                parent.console(),
                (recordings, kept) -> options.areByDomain() ? byDomain(recordings, kept) : together(recordings, kept));
    }

    private static StudyPage together(Recordings recordings, KeptHearing kept) throws InterruptedException {
        return VariantStudy.page(
                "What each number of the tracker does when it is a fifth off",
                "rostrum study thresholds RECORDINGS... --evidence DIR --page docs/reports/thresholds.md",
                new VariantStudy(kept).thresholds(recordings.meetings()));
    }

    private static StudyPage byDomain(Recordings recordings, KeptHearing kept) throws InterruptedException {
        return new StudyPage(
                "What each number of the tracker does when it is a fifth off, by domain",
                "rostrum study thresholds RECORDINGS... [--each UNLIKE] --by-domain --evidence DIR --page docs/reports/thresholds.md",
                """
                A row a number. The cost of a domain is half the sum of its final and its live DER (1 s late unless said
                otherwise), collar 0, overlap scored; changes are points against the tracker as shipped. *Mean*: over
                all domains, each counting alike. *Worst*: the change of the domain that loses most, and which it is;
                nothing where none loses. A dash: the number cannot be that, or rounds to what it is.
                """,
                List.of(new DomainThresholds(kept).table(recordings.domains())));
    }
}
