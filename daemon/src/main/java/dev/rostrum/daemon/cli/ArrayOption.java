package dev.rostrum.daemon.cli;

import dev.rostrum.daemon.config.ConfigLoader;
import dev.rostrum.daemon.config.DaemonConfig;
import dev.rostrum.daemon.frontend.ArrayInUse;
import dev.rostrum.daemon.frontend.ArraySettings;
import dev.rostrum.daemon.frontend.ArraySettings.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --array PRESET|FILE}, for every command that listens to files. */
final class ArrayOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    private ArrayInUse inUse = ArrayInUse.NONE;

    @Option(
            names = "--array",
            paramLabel = "PRESET|FILE",
            description =
                    "Listens to all channels of this array: respeaker4, uma8, linear4; or, as the daemon would, to"
                            + " 'audio.use' and 'array' of a configuration file. Without it, to channel 0.")
    void array(String value) {
        Optional<Shape> preset = Arrays.stream(Shape.values())
                .filter(shape -> shape != Shape.POSITIONS && word(shape).equals(value))
                .findFirst();
        if (preset.isPresent()) {
            inUse = new ArrayInUse(List.of(), ArraySettings.of(preset.get()).geometry());
        } else if (Files.exists(Path.of(value))) {
            DaemonConfig config = ConfigLoader.load(Path.of(value));
            inUse = new ArrayInUse(config.audio().use(), config.array().geometry());
        } else {
            String presets = Arrays.stream(Shape.values())
                    .filter(shape -> shape != Shape.POSITIONS)
                    .map(ArrayOption::word)
                    .collect(Collectors.joining(", "));
            throw new ParameterException(
                    command.commandLine(), "--array is '" + value + "', which is neither a file nor one of " + presets);
        }
    }

    private static String word(Shape shape) {
        return shape.name().toLowerCase(Locale.ROOT);
    }

    /** The array and its channels; channel 0 alone without the option. */
    ArrayInUse inUse() {
        return inUse;
    }
}
