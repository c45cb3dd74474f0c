package dev.rostrum.lab.cli;

import dev.rostrum.diarization.pipeline.Networks;
import dev.rostrum.lab.study.SpeakerPairs;
import dev.rostrum.model.tensorflow.LoadedModels;
import dev.rostrum.service.annotation.TextFile;
import dev.rostrum.service.cli.Console;
import dev.rostrum.service.cli.ExitCode;
import dev.rostrum.service.cli.NetworksOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rostrum pairs}: how well the embedding network tells speakers apart by itself. */
@Command(name = "pairs", description = "Tells how well the embedding network tells speakers apart by itself.")
final class PairsCommand implements Callable<Integer> {
    private static final double[] PIECE_SECONDS = {1.5, 3};

    private final Console console;

    @Mixin
    private NetworksOption models = new NetworksOption();

    @Parameters(paramLabel = "DIR", description = "Holds SPEAKER_UTTERANCE.flac, one speaker a file.")
    private Path folder = Path.of("");

    @Option(
            names = "--vectors",
            paramLabel = "FILE",
            description = "Gets the vectors, for daemon/voices/fit_voice_space.py.")
    private @Nullable Path vectors;

    PairsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Networks networks =
                Networks.load(models.settings().on(LoadedModels.Device.AUTO), Networks.Settings.defaults())) {
            tell(new SpeakerPairs(networks));
        }
        return ExitCode.OK.number();
    }

    private void tell(SpeakerPairs trial) {
        StringBuilder lines = new StringBuilder();
        for (double seconds : PIECE_SECONDS) {
            List<SpeakerPairs.Piece> pieces = trial.pieces(folder, seconds);
            console.out()
                    .printf(
                            Locale.ROOT,
                            "pairs        %.1f s: equal error rate %.2f %% over %d pieces%n",
                            seconds,
                            100 * trial.equalErrorRate(pieces),
                            pieces.size());
            lines.append(SpeakerPairs.lines(pieces, seconds));
        }
        if (vectors != null) {
            TextFile.write(vectors, lines.toString());
        }
    }
}
