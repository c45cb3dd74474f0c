package dev.rostrum.daemon.cli;

import dev.rostrum.daemon.evaluation.EvaluationRun;
import dev.rostrum.daemon.evaluation.LabelFiles;
import dev.rostrum.daemon.evaluation.Meeting;
import dev.rostrum.daemon.evaluation.study.RobustnessStudy;
import dev.rostrum.daemon.evaluation.study.StudyPage;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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

    /** Whether any was given. */
    boolean any() {
        return robustness != null;
    }

    /** Does all that were given. */
    void run(
            List<Meeting> meetings,
            Supplier<EvaluationRun.Ears> ears,
            EvaluationProgress progress,
            EvaluationRun.Settings settings)
            throws InterruptedException {
        if (robustness != null) {
            LabelFiles.check(robustness);
            String table = new RobustnessStudy(settings, ears, progress, Optional.ofNullable(altered)).run(meetings);
            LabelFiles.writeText(robustness, robustnessPage(meetings, table).toString());
        }
        progress.end();
    }

    private static StudyPage robustnessPage(List<Meeting> meetings, String table) {
        return new StudyPage(
                "Robustness: what worse sound costs",
                "rostrum evaluate RECORDINGS... --only " + names(meetings)
                        + " --robustness docs/robustness.md --altered COPIES",
                LocalDate.now(ZoneOffset.UTC),
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
                `daemon/src/test/scripts/coded_copies.py` with libsndfile's encoders.
                """,
                List.of(table));
    }

    private static String names(List<Meeting> meetings) {
        return meetings.stream().map(Meeting::name).collect(Collectors.joining(","));
    }
}
