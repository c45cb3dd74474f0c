package dev.rostrum.service.cli;

import dev.rostrum.diarization.frontend.array.ArrayInUse;
import dev.rostrum.diarization.frontend.array.ArraySettings;
import dev.rostrum.diarization.frontend.array.ArraySettings.Shape;
import dev.rostrum.service.config.ConfigException;
import dev.rostrum.service.config.ConfigLoader;
import dev.rostrum.service.config.DaemonConfig;
import dev.rostrum.service.replay.Listening;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --array PRESET|FILE} or {@code --channel N|mix}, for every command that listens to files. */
public final class ArrayOption {
    private static final String MIX = "mix";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    private ArrayInUse inUse = ArrayInUse.NONE;
    private String given = "";
    private boolean mixed;

    @Option(
            names = "--array",
            paramLabel = "PRESET|FILE",
            description = "Listens to all channels of this array: respeaker4, uma8, linear4; or, as the daemon would,"
                    + " to 'audio.use' and 'array' of a configuration file. Without it, to channel 0.")
    void array(String value) {
        only("--array");
        Optional<Shape> preset = Arrays.stream(Shape.values())
                .filter(shape -> shape != Shape.POSITIONS && word(shape).equals(value))
                .findFirst();
        if (preset.isPresent()) {
            inUse = new ArrayInUse(List.of(), ArraySettings.of(preset.get()).geometry());
        } else if (Files.exists(Path.of(value))) {
            inUse = configured(Path.of(value));
        } else {
            String presets = Arrays.stream(Shape.values())
                    .filter(shape -> shape != Shape.POSITIONS)
                    .map(ArrayOption::word)
                    .collect(Collectors.joining(", "));
            throw new ParameterException(
                    command.commandLine(), "--array is '" + value + "', which is neither a file nor one of " + presets);
        }
    }

    private ArrayInUse configured(Path file) {
        try {
            DaemonConfig config = ConfigLoader.load(file);
            return new ArrayInUse(config.audio().use(), config.array().geometry());
        } catch (ConfigException e) {
            throw new ParameterException(command.commandLine(), "--array: " + e.getMessage());
        }
    }

    @Option(
            names = "--channel",
            paramLabel = "N|" + MIX,
            description =
                    "Listens to this channel of a file, counted from 0, or with '" + MIX + "' to the mean of all.")
    void channel(String value) {
        only("--channel");
        if (value.matches("\\d{1,3}")) {
            inUse = new ArrayInUse(List.of(Integer.valueOf(value)), Optional.empty());
        } else if (value.equals(MIX)) {
            mixed = true;
        } else {
            throw new ParameterException(
                    command.commandLine(), "--channel is '" + value + "', it must be a number from 0 on, or " + MIX);
        }
    }

    private void only(String option) {
        if (!given.isEmpty()) {
            throw new ParameterException(command.commandLine(), "--array and --channel: say one of them, once");
        }
        given = option;
    }

    private static String word(Shape shape) {
        return shape.name().toLowerCase(Locale.ROOT);
    }

    /** Whether either was given. */
    boolean isChosen() {
        return !given.isEmpty();
    }

    /** Whether {@code --channel} was given. */
    public boolean isChannelChosen() {
        return given.equals("--channel");
    }

    /** The array and its channels; channel 0 alone without the option. */
    public ArrayInUse inUse() {
        return inUse;
    }

    /** How files are listened to; what is to be known of their channels and rate goes to {@code remarks}. */
    public Listening listening(Consumer<String> remarks) {
        return new Listening(inUse, mixed, remarks);
    }
}
