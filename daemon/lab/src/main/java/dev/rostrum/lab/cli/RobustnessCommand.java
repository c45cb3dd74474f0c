package dev.rostrum.lab.cli;

import dev.rostrum.lab.evaluation.Meeting;
import dev.rostrum.lab.study.RobustnessStudy;
import dev.rostrum.lab.study.StudyPage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code rostrum study robustness}: what worse sound costs. */
@Command(name = "robustness", description = "Hears the recordings altered in many ways. Takes long.")
final class RobustnessCommand implements Callable<Integer> {
    @ParentCommand
    private StudyCommand parent;

    @Mixin
    private RecordedStudyOptions options = new RecordedStudyOptions();

    @Option(
            names = "--altered",
            paramLabel = "DIR",
            description = "Holds a folder of copies of the recordings for each further condition.")
    private @Nullable Path altered;

    @Override
    public Integer call() throws InterruptedException {
        return options.write(
                parent.console(),
                heard -> page(
                        heard.meetings(),
                        new RobustnessStudy(
                                        heard.settings(), heard.ears(), heard.progress(), Optional.ofNullable(altered))
                                .run(heard.meetings())));
    }

    private static StudyPage page(List<Meeting> meetings, String table) {
        return new StudyPage(
                "Robustness: what worse sound costs",
                "rostrum study robustness RECORDINGS... --only "
                        + meetings.stream().map(Meeting::name).collect(Collectors.joining(","))
                        + " --altered COPIES --page docs/reports/robustness.md",
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
}
