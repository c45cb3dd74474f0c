package dev.rostrum.lab.cli;

import dev.rostrum.lab.study.ArrayStudy;
import dev.rostrum.lab.study.StudyPage;
import dev.rostrum.service.cli.ExitCode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code rostrum study misleading-rooms}: what directions cost where they say nothing of the speaker. */
@Command(
        name = "misleading-rooms",
        description = "Hears meetings in simulated rooms in which directions mislead. Needs --array; takes long.")
final class MisleadingRoomsCommand implements Callable<Integer> {
    @ParentCommand
    private StudyCommand parent;

    @Mixin
    private SpeakersParameter speakers = new SpeakersParameter();

    @Mixin
    private StudyOptions options = new StudyOptions();

    @Override
    public Integer call() throws InterruptedException {
        options.check();
        EvaluationProgress progress = new EvaluationProgress(parent.console());
        ArrayStudy study = options.array(progress);
        options.write(
                parent.console(),
                progress,
                () -> new StudyPage(
                        "Directions that mislead",
                        "rostrum study misleading-rooms SPEAKERS --array respeaker4 --page docs/reports/misleading-rooms.md",
                        """
                        DER in per cent, collar 0, overlap scored; live at the latency asked for (1 s unless said otherwise);
                        changes in points. The rooms are simulated (image sources, 6.2 m by 4.6 m, 0.35 s of reverberation),
                        with the array on the table and four speakers 1 to 1.75 m away; each row is the same two meetings,
                        sentence by sentence.
                        """,
                        List.of(study.misleading(speakers.folder()))));
        return ExitCode.OK.number();
    }
}
