package dev.rostrum.lab.cli;

import dev.rostrum.diarization.frontend.array.ArrayGeometry;
import dev.rostrum.lab.evaluation.EvaluationRun;
import dev.rostrum.lab.evaluation.Meeting;
import dev.rostrum.lab.study.ArrayStudy;
import dev.rostrum.lab.study.StudyPage;
import java.nio.file.Path;
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
            names = "--faulty-arrays",
            paramLabel = "FILE",
            description = "Hears the recordings with microphones at fault and with another geometry; gets a table"
                    + " (Markdown). Needs --array; takes long.")
    private @Nullable Path faulty;

    @Option(
            names = "--misleading-rooms",
            paramLabel = "FILE",
            description =
                    "Hears meetings in simulated rooms in which directions mislead, instead of the recordings; gets"
                            + " a table (Markdown). Needs --array and --voices; takes long.")
    private @Nullable Path misleading;

    /** Whether a study was asked for. */
    boolean any() {
        return faulty != null || misleading != null;
    }

    /**
     * Does all that were asked for.
     *
     * @param ears makes ears for an array, or for channel 0 without one
     * @param voices who speaks in the simulated rooms
     */
    void run(
            List<Meeting> meetings,
            EvaluationRun.Settings settings,
            Function<Optional<ArrayGeometry>, Supplier<EvaluationRun.Ears>> ears,
            Optional<ArrayGeometry> array,
            Optional<Path> voices,
            EvaluationProgress progress)
            throws InterruptedException {
        if (array.isEmpty() || (misleading != null && voices.isEmpty())) {
            throw new ParameterException(
                    command.commandLine(),
                    "--faulty-arrays and --misleading-rooms need --array, the latter --voices, too");
        }
        ArrayStudy study = new ArrayStudy(settings, ears, progress, array.get());
        if (faulty != null) {
            StudyPage.write(faulty, () -> faultyPage(study.faults(meetings)));
        }
        if (misleading != null) {
            StudyPage.write(misleading, () -> misleadingPage(study.misleading(voices.orElseThrow())));
        }
        progress.end();
    }

    private static StudyPage faultyPage(String table) {
        return new StudyPage(
                "Arrays at fault",
                "rostrum evaluate RECORDINGS --array respeaker4 --faulty-arrays docs/reports/faulty-arrays.md",
                """
                DER in per cent, collar 0, overlap scored; live at the latency asked for (1 s unless said otherwise). A
                fault lasts throughout and is the second microphone's (*two swapped*: the second and third). The last
                column but one names the recording that lost most, in points. *Told after*: the longest time until the
                state, the status page and the log name a fault.
                """,
                List.of(table));
    }

    private static StudyPage misleadingPage(String table) {
        return new StudyPage(
                "Directions that mislead",
                "rostrum evaluate RECORDINGS --array respeaker4 --misleading-rooms docs/reports/misleading-rooms.md --voices VOICES",
                """
                DER in per cent, collar 0, overlap scored; live at the latency asked for (1 s unless said otherwise);
                changes in points. The rooms are simulated (image sources, 6.2 m by 4.6 m, 0.35 s of reverberation),
                with the array on the table and four speakers 1 to 1.75 m away; each row is the same two meetings,
                sentence by sentence. RECORDINGS are not heard.
                """,
                List.of(table));
    }
}
