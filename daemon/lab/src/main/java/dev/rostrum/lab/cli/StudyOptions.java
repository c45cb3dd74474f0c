package dev.rostrum.lab.cli;

import dev.rostrum.diarization.frontend.array.ArrayGeometry;
import dev.rostrum.lab.evaluation.EvaluationRun;
import dev.rostrum.lab.study.ArrayStudy;
import dev.rostrum.lab.study.StudyPage;
import dev.rostrum.service.cli.Console;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How a study hears and where its page goes: the options that all studies share. */
final class StudyOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Mixin
    private HearingOptions hearing = new HearingOptions();

    @Option(
            names = "--page",
            paramLabel = "FILE",
            description = "Gets the page (Markdown); without it the output does.")
    private @Nullable Path page;

    HearingOptions hearing() {
        return hearing;
    }

    /** How an array is tried; refuses a command line that names none. */
    ArrayStudy array(EvaluationRun.Progress progress) {
        ArrayGeometry geometry = hearing.geometry()
                .orElseThrow(() -> new ParameterException(
                        command.commandLine(), "say with --array which array the channels come from"));
        return new ArrayStudy(hearing.oneLatency(), hearing::silently, progress, geometry);
    }

    /** Refuses what no study can do, before anything is read. */
    void check() {
        if (hearing.isChannelChosen()) {
            throw new ParameterException(command.commandLine(), "--channel goes with no study: they hear channel 0");
        }
    }

    /** Does the study and leaves its page. */
    void write(Console console, EvaluationProgress progress, StudyPage.Study study) throws InterruptedException {
        StudyPage.Study whole = () -> {
            StudyPage made = study.page();
            progress.end();
            return made;
        };
        if (page == null) {
            console.out().print(StudyPage.text(whole));
        } else {
            StudyPage.write(page, whole);
        }
    }
}
