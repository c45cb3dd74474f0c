package dev.rostrum.lab.cli;

import dev.rostrum.lab.study.VariantStudy;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code rostrum study ablations}: what each part of the tracker is worth. */
@Command(name = "ablations", description = "Tries the tracker with one part less at a time. Needs --evidence.")
final class AblationsCommand implements Callable<Integer> {
    @ParentCommand
    private StudyCommand parent;

    @Mixin
    private RecordedStudyOptions options = new RecordedStudyOptions();

    @Override
    public Integer call() throws InterruptedException {
        return options.writeKept(
                parent.console(),
                (recordings, kept) -> VariantStudy.page(
                        "What each part of the tracker is worth",
                        "rostrum study ablations RECORDINGS... --evidence DIR --page docs/reports/ablations.md",
                        new VariantStudy(kept).ablations(recordings.meetings())));
    }
}
