package dev.rostrum.lab.cli;

import dev.rostrum.lab.evaluation.EvaluationRun;
import dev.rostrum.lab.evaluation.Meeting;
import dev.rostrum.lab.report.LabelFiles;
import dev.rostrum.lab.study.BoundaryStudy;
import dev.rostrum.lab.study.StudyPage;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of {@code evaluate} that doubt the reference; the second goes with the first only. */
final class BoundaryOptions {
    @Option(
            names = "--boundaries",
            required = true,
            paramLabel = "FILE",
            description = "Measures how loose the references are, by the sound's level and by the network; gets tables."
                    + " Needs --evidence.")
    private Path page = Path.of("");

    @Option(
            names = "--tightened",
            paramLabel = "DIR",
            description = "With --boundaries: gets NAME.tightened.rttm, moved to the sound and marked as derived.")
    private @Nullable Path tightened;

    /** Measures and writes. */
    void run(
            List<Meeting> meetings,
            StudyOptions.Hearing how,
            EvaluationProgress progress,
            EvaluationRun.Settings settings)
            throws InterruptedException {
        if (tightened != null) {
            LabelFiles.in(tightened);
        }
        StudyPage.write(page, () -> {
            BoundaryStudy.Outcome outcome = new BoundaryStudy(how.kept(settings, progress)).run(meetings);
            if (tightened != null) {
                outcome.write(tightened);
            }
            return page(outcome.tables());
        });
    }

    private static StudyPage page(List<String> tables) {
        return new StudyPage(
                "How loose the references are",
                "rostrum evaluate RECORDINGS... --evidence DIR --boundaries FILE.md",
                """
                A boundary is a start or an end of a stretch of one speaker; it stands *free* where no other stretch of
                speech, of whomever, and no end of the recording is within half a second. Against the nearest edge of
                the same kind within half a second, in seconds: how much earlier the reference starts, and how much
                later it ends; negative where speech is heard outside its marks. *Over .25 s* is the share in per cent
                of those with an edge near that are further off than that, on either side. *sound*: by level alone,
                channel 0; *network*: where the segmentation network's mean probability of speech is a half. Neither
                knows whose sound it is.

                DER of the final labels in per cent, collar 0, overlap scored, the same labels and region each time;
                changes in points. Boundaries that do not stand free stay where they are, so looseness there is not
                in it. Our labels come from the network: what is moved to it suits them, and is a bound, no proof.
                """,
                tables);
    }
}
