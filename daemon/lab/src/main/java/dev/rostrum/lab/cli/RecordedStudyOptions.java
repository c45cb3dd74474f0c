package dev.rostrum.lab.cli;

import dev.rostrum.lab.evaluation.EvaluationRun;
import dev.rostrum.lab.evaluation.EvidenceStore;
import dev.rostrum.lab.evaluation.Meeting;
import dev.rostrum.lab.study.KeptHearing;
import dev.rostrum.lab.study.StudyPage;
import dev.rostrum.service.cli.Console;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of a study that hears recordings with their truth. */
final class RecordedStudyOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Mixin
    private RecordingsOptions recordings = new RecordingsOptions();

    @Mixin
    private StudyOptions study = new StudyOptions();

    /**
     * What a study is done on.
     *
     * @param options how it hears
     * @param progress tells how far it is
     */
    record Heard(Recordings recordings, StudyOptions options, EvaluationRun.Progress progress) {
        List<Meeting> meetings() {
            return recordings.meetings();
        }

        EvaluationRun.Settings settings() {
            return options.hearing().oneLatency();
        }

        Supplier<EvaluationRun.Ears> ears() {
            return options.hearing().ears(recordings.listening());
        }
    }

    /** A study of recordings; takes long. */
    @FunctionalInterface
    interface Study {
        StudyPage page(Heard heard) throws InterruptedException;
    }

    /** A study that asks the networks once and makes many things of what they said; takes long. */
    @FunctionalInterface
    interface KeptStudy {
        StudyPage page(Recordings recordings, KeptHearing kept) throws InterruptedException;
    }

    /** Whether domains are told apart. */
    boolean areByDomain() {
        return recordings.areByDomain();
    }

    /** Does a study on all recordings that can be read; gives the exit code. */
    int write(Console console, Study asked) throws InterruptedException {
        return write(console, areByDomain(), asked);
    }

    /** The same for one that needs {@code --evidence}. */
    int writeKept(Console console, KeptStudy asked) throws InterruptedException {
        return writeKept(console, areByDomain(), asked);
    }

    /** The same, told whether domains are apart. */
    int writeKept(Console console, boolean byDomain, KeptStudy asked) throws InterruptedException {
        HearingOptions hearing = study.hearing();
        EvidenceStore store = hearing.store()
                .orElseThrow(() -> new ParameterException(
                        command.commandLine(), "it hears again what the networks said, so it needs --evidence DIR"));
        return write(
                console,
                byDomain,
                heard -> asked.page(
                        heard.recordings(),
                        new KeptHearing(
                                heard.settings(),
                                hearing.networks(),
                                store,
                                heard.recordings().listening(),
                                heard.progress())));
    }

    private int write(Console console, boolean byDomain, Study asked) throws InterruptedException {
        study.check();
        LeftOut leftOut = new LeftOut(console);
        Recordings found = recordings.read(study.hearing(), byDomain, console, leftOut);
        if (!found.meetings().isEmpty()) {
            EvaluationProgress progress = new EvaluationProgress(console);
            study.write(console, progress, () -> asked.page(new Heard(found, study, progress)));
        }
        return leftOut.exitCode();
    }
}
