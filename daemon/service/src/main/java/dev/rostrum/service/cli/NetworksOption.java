package dev.rostrum.service.cli;

import dev.rostrum.model.tensorflow.LoadedModels;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --networks DIR}, for commands that can hear with other networks than the packaged ones. */
public final class NetworksOption {
    @Option(
            names = "--networks",
            paramLabel = "DIR",
            description = "Holds manifest.json and weights of a network of your own; the other one is the packaged.")
    private @Nullable Path folder;

    /** The usual settings with these networks. */
    public LoadedModels.Settings settings() {
        return LoadedModels.Settings.defaults().with(Optional.ofNullable(folder));
    }
}
