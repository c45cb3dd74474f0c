package dev.rostrum.lab.cli;

import dev.rostrum.lab.report.LabelFiles;
import dev.rostrum.lab.study.BoundaryStudy;
import dev.rostrum.lab.study.KeptHearing;
import dev.rostrum.lab.study.StudyPage;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code rostrum study boundaries}: doubts the reference. */
@Command(
        name = "boundaries",
        description =
                "Measures how loose the references are, by the sound's level and by the network. Needs --evidence.")
final class BoundariesCommand implements Callable<Integer> {
    @ParentCommand
    private StudyCommand parent;

    @Mixin
    private RecordedStudyOptions options = new RecordedStudyOptions();

    @Option(
            names = "--tightened",
            paramLabel = "DIR",
            description = "Gets NAME.tightened.rttm, moved to the sound and marked as derived.")
    private @Nullable Path tightened;

    @Override
    public Integer call() throws InterruptedException {
        return options.writeKept(parent.console(), this::page);
    }

    private StudyPage page(Recordings recordings, KeptHearing kept) throws InterruptedException {
        if (tightened != null) {
            LabelFiles.in(tightened);
        }
        BoundaryStudy.Outcome outcome = new BoundaryStudy(kept).run(recordings.meetings());
        if (tightened != null) {
            outcome.write(tightened);
        }
        return new StudyPage(
                "How loose the references are",
                "rostrum study boundaries RECORDINGS... --evidence DIR --page FILE.md",
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
                outcome.tables());
    }
}
