package dev.rostrum.service.cli;

import dev.rostrum.diarization.frontend.ChannelHealth;
import dev.rostrum.diarization.frontend.SoundFormat;
import dev.rostrum.diarization.frontend.array.ArrayGeometry;
import dev.rostrum.drivers.audio.AudioSource;
import dev.rostrum.drivers.audio.CaptureFormat;
import dev.rostrum.service.capture.AudioSettings;
import dev.rostrum.service.capture.Calibration;
import dev.rostrum.service.config.ConfigLoader;
import dev.rostrum.service.config.DaemonConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rostrum calibrate}: measures the room's noise, the microphones' gains, and what is wrong with them. */
@Command(
        name = "calibrate",
        description = "Listens to silence, then to talk around the table, and says how the microphones are.")
final class CalibrateCommand implements Callable<Integer> {
    private static final long IDLE_NS = 5_000_000;

    private final Console console;

    @Option(names = "--config", paramLabel = "FILE", description = "The configuration; the first card without one.")
    private @Nullable Path config;

    @Option(names = "--silence", defaultValue = "10s", paramLabel = "TIME", description = "Of silence (10s).")
    private Duration silence = Duration.ZERO;

    @Option(names = "--talk", defaultValue = "10s", paramLabel = "TIME", description = "Of talk (10s).")
    private Duration talk = Duration.ZERO;

    CalibrateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Optional<DaemonConfig> loaded = Optional.ofNullable(config).map(ConfigLoader::load);
        AudioSettings audio = loaded.map(DaemonConfig::audio).orElseGet(AudioSettings::defaults);
        Optional<ArrayGeometry> array =
                loaded.flatMap(settings -> settings.array().geometry());
        try (AudioSource source = audio.newSource(SoundFormat.NETWORK_RATE, System::nanoTime)) {
            CaptureFormat format = source.open();
            source.report().remarks().forEach(remark -> console.err().println(remark));
            array.flatMap(ArrayGeometry::spacingCost).ifPresent(console.err()::println);
            Calibration calibration = new Calibration(source, format, array);
            console.err().printf("Please be silent for %d s ...%n", wholeSeconds(silence));
            calibration.silence(wholeSeconds(silence), CalibrateCommand::idle);
            console.err().printf("Please talk in turn around the table for %d s ...%n", wholeSeconds(talk));
            tell(calibration.talk(wholeSeconds(talk), CalibrateCommand::idle));
        }
        return ExitCode.OK.number();
    }

    private void tell(Calibration.Result result) {
        console.out().println("channel   level dB   floor dB    gain dB   clipped");
        for (ChannelHealth channel : result.channels()) {
            console.out()
                    .printf(
                            Locale.ROOT,
                            "%7d %10.1f %10.1f %+10.1f %8.2f%%%n",
                            channel.channel(),
                            channel.levelDb(),
                            channel.floorDb(),
                            channel.gainDb(),
                            100 * channel.clippedShare());
        }
        console.out()
                .printf(
                        Locale.ROOT,
                        "noise floor %.1f dB, loudest second %.1f dB, suggested speech threshold %.1f dB%n",
                        result.floorDb(),
                        result.speechDb(),
                        result.thresholdDb());
        result.geometryFit()
                .ifPresent(fit ->
                        console.out().printf(Locale.ROOT, "the array explains %.0f %% of what is heard%n", 100 * fit));
        result.sentences().forEach(sentence -> console.out().println(sentence));
    }

    private static int wholeSeconds(Duration duration) {
        return Math.toIntExact(Math.ceilDiv(duration.toMillis(), 1000));
    }

    private static void idle() {
        LockSupport.parkNanos(IDLE_NS);
    }
}
