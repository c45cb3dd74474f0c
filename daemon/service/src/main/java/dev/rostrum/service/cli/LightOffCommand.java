package dev.rostrum.service.cli;

import dev.rostrum.drivers.led.Glow;
import dev.rostrum.drivers.led.Light;
import dev.rostrum.service.config.ConfigLoader;
import dev.rostrum.service.indicator.FrontPanel;
import dev.rostrum.service.indicator.PanelSettings;
import dev.rostrum.service.time.TimeSource;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rostrum light-off}: what the service manager calls after the daemon died, so that the light does not go on lying. */
@Command(
        name = "light-off",
        hidden = true,
        description = "Darkens the status light; fails where a running daemon holds it.")
final class LightOffCommand implements Callable<Integer> {
    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The configuration.")
    private Path config = Path.of("");

    @Override
    public Integer call() {
        PanelSettings panel = ConfigLoader.load(config).panel();
        try (FrontPanel front = new FrontPanel(
                        panel.light().settings(), panel.button().settings(), TimeSource.system()::nanoTime);
                Light light = front.openLight()) {
            light.show(Glow.dark("off"));
        }
        return ExitCode.OK.number();
    }
}
