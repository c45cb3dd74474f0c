package dev.rostrum.daemon.cli;

import dev.rostrum.daemon.config.ConfigLoader;
import dev.rostrum.daemon.frontend.ArrayGeometry;
import dev.rostrum.daemon.frontend.ArraySettings;
import dev.rostrum.daemon.frontend.ArraySettings.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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

    private Optional<ArrayGeometry> geometry = Optional.empty();

    @Option(
            names = "--array",
            paramLabel = "PRESET|FILE",
            description = "Listens to all channels of this array: respeaker4, uma8, linear4, or a configuration file"
                    + " with a section 'array'. Without it, to channel 0.")
    void array(String value) {
        Optional<Shape> preset = Arrays.stream(Shape.values())
                .filter(shape -> shape != Shape.POSITIONS && word(shape).equals(value))
                .findFirst();
        if (preset.isPresent()) {
            geometry = ArraySettings.of(preset.get()).geometry();
        } else if (Files.exists(Path.of(value))) {
            geometry = ConfigLoader.load(Path.of(value)).array().geometry();
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

    /** The array; none without the option, or where it is unknown. */
    Optional<ArrayGeometry> geometry() {
        return geometry;
    }
}
