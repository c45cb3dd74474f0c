package dev.rostrum.lab.cli;

import dev.rostrum.lab.study.StudyPage;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code rostrum study faulty-arrays}: what an array is worth that is at fault. */
@Command(
        name = "faulty-arrays",
        description =
                "Hears the recordings with microphones at fault and with another geometry. Needs --array; takes long.")
final class FaultyArraysCommand implements Callable<Integer> {
    @ParentCommand
    private StudyCommand parent;

    @Mixin
    private RecordedStudyOptions options = new RecordedStudyOptions();

    @Override
    public Integer call() throws InterruptedException {
        return options.write(
                parent.console(),
                heard -> new StudyPage(
                        "Arrays at fault",
                        "rostrum study faulty-arrays RECORDINGS --array respeaker4 --page docs/reports/faulty-arrays.md",
                        """
                        DER in per cent, collar 0, overlap scored; live at the latency asked for (1 s unless said otherwise). A
                        fault lasts throughout and is the second microphone's (*two swapped*: the second and third). The last
                        column but one names the recording that lost most, in points. *Told after*: the longest time until the
                        state, the status page and the log name a fault.
                        """,
                        List.of(heard.options().array(heard.progress()).faults(heard.meetings()))));
    }
}
