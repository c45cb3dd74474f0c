package dev.rostrum.daemon.cli;

import dev.rostrum.daemon.evaluation.EvaluationRun;
import dev.rostrum.daemon.evaluation.LabelFiles;
import dev.rostrum.daemon.evaluation.Meeting;
import dev.rostrum.daemon.evaluation.study.ArrayStudy;
import dev.rostrum.daemon.evaluation.study.StudyPage;
import dev.rostrum.daemon.frontend.ArrayGeometry;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of {@code evaluate} that try an array where it does not have it easy, and leave a page of Markdown. */
final class ArrayStudyOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--arrays",
            paramLabel = "FILE",
            description = "Hears the recordings with microphones at fault, and meetings in simulated rooms in which"
                    + " directions mislead; gets tables (Markdown). Needs --array; takes long.")
    private @Nullable Path arrays;

    @Option(
            names = "--voices",
            paramLabel = "DIR",
            description = "With --arrays: who speaks in the simulated rooms (TALKER_UTTERANCE.flac).")
    private @Nullable Path voices;

    /** Whether the study was asked for. */
    boolean any() {
        return arrays != null;
    }

    /**
     * Does it.
     *
     * @param ears makes ears for an array, or for channel 0 without one
     */
    void run(
            List<Meeting> meetings,
            EvaluationRun.Settings settings,
            Function<Optional<ArrayGeometry>, Supplier<EvaluationRun.Ears>> ears,
            Optional<ArrayGeometry> array,
            EvaluationProgress progress)
            throws InterruptedException {
        if (arrays == null) {
            return;
        }
        if (array.isEmpty()) {
            throw new ParameterException(
                    command.commandLine(), "--arrays needs --array, the one that was recorded with");
        }
        LabelFiles.check(arrays);
        ArrayStudy study = new ArrayStudy(settings, ears, progress, array.get());
        List<String> tables = new ArrayList<>();
        if (voices != null) {
            tables.add("## Where directions mislead\n\n" + study.misleading(voices));
        }
        tables.add("## Microphones at fault\n\n" + study.faults(meetings));
        progress.end();
        LabelFiles.writeText(arrays, page(tables).toString());
    }

    private static StudyPage page(List<String> tables) {
        return new StudyPage(
                "Arrays where they do not have it easy",
                "rostrum evaluate RECORDINGS --array respeaker4 --arrays docs/arrays.md --voices VOICES",
                LocalDate.now(ZoneOffset.UTC),
                """
                DER in per cent, collar 0, overlap scored; live at the latency asked for (1 s unless said otherwise).
                Changes are points, but for the column that says relative.

                The rooms are simulated (image sources, 6.2 m by 4.6 m, 0.35 s of reverberation), with the array on the
                table and four talkers 1 to 1.75 m away; each row is the same three meetings, sentence by sentence. A
                fault lasts throughout and is the second microphone's (*two swapped*: the second and third). *Told
                after*: the longest time until the state, the status page and the log name the fault.
                """,
                tables);
    }
}
