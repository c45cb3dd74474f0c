package dev.rostrum.service.cli;

import dev.rostrum.diarization.frontend.SoundFormat;
import dev.rostrum.service.config.ConfigLoader;
import dev.rostrum.service.config.DaemonConfig;
import dev.rostrum.service.mqtt.Withdrawal;
import dev.rostrum.service.mqtt.payload.MqttIdentity;
import dev.rostrum.service.time.TimeSource;
import dev.rostrum.service.unit.UnitId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rostrum withdraw}: what the package calls before the programs are gone, and whoever puts a unit away. */
@Command(
        name = "withdraw",
        description = "Takes a unit that leaves off its broker and out of Home Assistant; its service must be stopped."
                + " The next start brings both back.")
final class WithdrawCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Console console;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration (default: ${DEFAULT-VALUE}).",
            defaultValue = "/etc/rostrum/rostrum.yaml")
    private Path config = RunningDaemon.PACKAGED_CONFIG;

    WithdrawCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        DaemonConfig settings = ConfigLoader.load(config);
        String unit = settings.unit().id().orElseGet(new UnitId(Path.of("/"))::find);
        Withdrawal.Outcome outcome = Withdrawal.of(
                        settings.mqtt().withOutboxBelow(settings.unit().stateFolder()),
                        new MqttIdentity(unit, "", UUID.randomUUID().toString(), SoundFormat.NETWORK_RATE, Map.of()),
                        TimeSource.system())
                .run(PATIENCE);
        if (!outcome.done()) {
            return console.fail(ExitCode.FAILED, outcome.detail());
        }
        console.tell(outcome.detail());
        return ExitCode.OK.number();
    }
}
