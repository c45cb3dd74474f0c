package dev.rostrum.lab.cli;

import dev.rostrum.lab.study.LadderStudy;
import dev.rostrum.lab.study.StudyPage;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code rostrum study ladder}: which errors are whose. */
@Command(
        name = "ladder",
        description = "Compares with a whole-file recipe and with parts of the truth given away. Needs --evidence.")
final class LadderCommand implements Callable<Integer> {
    @ParentCommand
    private StudyCommand parent;

    @Mixin
    private RecordedStudyOptions options = new RecordedStudyOptions();

    @Override
    public Integer call() throws InterruptedException {
        return options.writeKept(
                parent.console(),
                (recordings, kept) -> new StudyPage(
                        "Where the errors are",
                        "rostrum study ladder RECORDINGS... --evidence DIR --page docs/reports/ladder.md",
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
                        List.of(new LadderStudy(kept).run(recordings.meetings()))));
    }
}
