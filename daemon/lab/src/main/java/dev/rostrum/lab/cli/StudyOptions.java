package dev.rostrum.lab.cli;

import dev.rostrum.diarization.pipeline.Networks;
import dev.rostrum.lab.evaluation.EvaluationRun;
import dev.rostrum.lab.evaluation.EvidenceStore;
import dev.rostrum.lab.evaluation.Meeting;
import dev.rostrum.lab.study.DomainThresholds;
import dev.rostrum.lab.study.KeptHearing;
import dev.rostrum.lab.study.LadderStudy;
import dev.rostrum.lab.study.RobustnessStudy;
import dev.rostrum.lab.study.StudyPage;
import dev.rostrum.lab.study.VariantStudy;
import dev.rostrum.service.replay.Listening;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Options of {@code evaluate} that hear the same recordings many times, and leave a page of Markdown. */
final class StudyOptions {
    @Option(
            names = "--robustness",
            paramLabel = "FILE",
            description = "Hears the recordings altered in many ways; gets a table (Markdown). Takes long.")
    private @Nullable Path robustness;

    @Option(
            names = "--altered",
            paramLabel = "DIR",
            description = "With --robustness: holds a folder of copies of the recordings for each further condition.")
    private @Nullable Path altered;

    @Option(
            names = "--ladder",
            paramLabel = "FILE",
            description =
                    "Compares with a whole-file recipe and with parts of the truth given away; gets a table. Needs"
                            + " --evidence.")
    private @Nullable Path ladder;

    @Option(
            names = "--ablations",
            paramLabel = "FILE",
            description = "Tries the tracker with one part less at a time; gets a table. Needs --evidence.")
    private @Nullable Path ablations;

    @Option(
            names = "--thresholds",
            paramLabel = "FILE",
            description =
                    "Tries the tracker with each number of its settings a fifth off; gets a table. Needs --evidence.")
    private @Nullable Path thresholds;

    @ArgGroup(exclusive = false)
    private @Nullable BoundaryOptions boundaries;

    /** Whether any was given. */
    boolean any() {
        return robustness != null || needEvidence();
    }

    /** Whether one was given that hears what is kept, and so needs a place for it. */
    boolean needEvidence() {
        return ladder != null || ablations != null || thresholds != null || boundaries != null;
    }

    /** Does all that were given. */
    void run(Recordings recordings, Hearing how, EvaluationProgress progress, EvaluationRun.Settings settings)
            throws InterruptedException {
        List<Meeting> meetings = recordings.meetings();
        if (robustness != null) {
            StudyPage.write(
                    robustness,
                    () -> robustnessPage(
                            meetings,
                            new RobustnessStudy(settings, how.ears(), progress, Optional.ofNullable(altered))
                                    .run(meetings)));
        }
        if (ladder != null) {
            StudyPage.write(ladder, () -> ladderPage(new LadderStudy(how.kept(settings, progress)).run(meetings)));
        }
        if (ablations != null) {
            StudyPage.write(
                    ablations,
                    () -> variantPage(
                            "What each part of the tracker is worth",
                            "ablations",
                            new VariantStudy(how.kept(settings, progress)).ablations(meetings)));
        }
        if (thresholds != null) {
            KeptHearing kept = how.kept(settings, progress);
            StudyPage.write(
                    thresholds,
                    () -> recordings.told()
                            ? DomainOptions.thresholdsPage(new DomainThresholds(kept).table(recordings.domains()))
                            : variantPage(
                                    "What each number of the tracker does when it is a fifth off",
                                    "thresholds",
                                    new VariantStudy(kept).thresholds(meetings)));
        }
        if (boundaries != null) {
            boundaries.run(meetings, how, progress, settings);
        }
        progress.end();
    }

    private static StudyPage variantPage(String title, String option, String table) {
        return new StudyPage(
                title,
                "rostrum evaluate RECORDINGS... --evidence DIR --%s docs/%s.md".formatted(option, option),
                """
                DER in per cent, all recordings together, collar 0, overlap scored; live at the latency asked for (1 s
                unless said otherwise); changes in points against the tracker as shipped. The speakers are those of the
                final labels: recordings in which just the right ones were found, and the mean error. *churn 60 s*:
                share of speech relabelled more than a minute after it was spoken. The networks ran once; every row is
                the tracker on the same evidence, on one channel.
                """,
                List.of(table));
    }

    /**
     * How a study hears.
     *
     * @param ears as an evaluation does
     * @param networks loads them
     * @param store what they said before, if it is kept
     * @param listening to what of each recording
     */
    record Hearing(
            Supplier<EvaluationRun.Ears> ears,
            Supplier<Networks> networks,
            Optional<EvidenceStore> store,
            Function<Meeting, Listening> listening) {
        /** What the studies need that hear what is kept. */
        KeptHearing kept(EvaluationRun.Settings settings, EvaluationRun.Progress progress) {
            return new KeptHearing(settings, networks, store.orElseThrow(), listening, progress);
        }
    }

    private static StudyPage ladderPage(String table) {
        return new StudyPage(
                "Where the errors are",
                "rostrum evaluate RECORDINGS... --evidence DIR --ladder docs/reports/ladder.md",
                """
                DER in per cent, collar 0, overlap scored; live at the latency asked for (1 s unless said otherwise).

                - *whole-file recipe*: windows of 10 s, average linkage at 0.6, one to one within a window, the number of
                  speakers by the windows' mean, on the same outputs of the same networks. *final - recipe* is bold where
                  it is above 2 points in a recording with 20 s of speech or more.
                - *right names, instants*: miss and false alarm of the final labels alone, as if whoever speaks at an
                  instant were always named rightly.
                - *right names, windows*: our segmentation, with each local speaker of each window named by the truth:
                  what remains is two people in one local speaker, a fourth speaker in a window, and misses and false
                  alarms of the segmentation.
                - *told who is active*: the truth in place of the segmentation network, the tracker and the voices as
                  ever: what remains is the tracker's and the voices', and that a frame gets two speakers at most.
                """,
                List.of(table));
    }

    private static StudyPage robustnessPage(List<Meeting> meetings, String table) {
        return new StudyPage(
                "Robustness: what worse sound costs",
                "rostrum evaluate RECORDINGS... --only " + names(meetings)
                        + " --robustness docs/reports/robustness.md --altered COPIES",
                """
                DER in per cent of the speech in the reference, all recordings together, collar 0, overlap scored; live
                at the latency asked for (1 s unless said otherwise). Changes are points against the recordings as they
                are. Miss, false alarm and confusion are those of the final labels. The last column names the recording
                whose final labels lost most.

                Everything is written as 16 bit before it is heard, so quiet sound loses bits and what exceeds full
                scale is cut. Noise is pink and so far below the speech; reverberation is a tail of noise that falls by
                60 dB in the time named and is as strong as the sound as it was, added to the room that is in the
                recordings already. Telephone is 300 to 3400 Hz, 8 kHz, 8 bit mu-law. Random numbers
                are seeded by the recording's name: the same command gives the same table. Codecs (COPIES) are made by
                `daemon/lab/src/test/scripts/coded_copies.py` with libsndfile's encoders.

                Telephone codecs that model the voice instead of the wave (GSM, Speex, Opus at 6 kbit per s) have no row
                yet and cost more than the row *telephone*: of recordings through them different speakers come out merged
                into one.
                """,
                List.of(table));
    }

    private static String names(List<Meeting> meetings) {
        return meetings.stream().map(Meeting::name).collect(Collectors.joining(","));
    }
}
