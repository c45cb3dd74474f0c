package dev.rostrum.lab.cli;

import dev.rostrum.diarization.pipeline.Networks;
import dev.rostrum.drivers.audio.AudioSource;
import dev.rostrum.drivers.audio.ResamplingSource;
import dev.rostrum.drivers.simulated.CarriedMeeting;
import dev.rostrum.drivers.simulated.Position;
import dev.rostrum.drivers.simulated.RoomSettings;
import dev.rostrum.drivers.simulated.SimulatedRoomSource;
import dev.rostrum.lab.bench.Bench;
import dev.rostrum.lab.report.LabelFiles;
import dev.rostrum.model.tensorflow.LoadedModels;
import dev.rostrum.service.cli.ArrayOption;
import dev.rostrum.service.cli.Console;
import dev.rostrum.service.cli.ExitCode;
import dev.rostrum.service.cli.LatencyOption;
import dev.rostrum.service.replay.Listening;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rostrum bench}: what listening costs on this machine. */
@Command(
        name = "bench",
        description = "Measures what listening costs on this machine: processor, steps, start, memory.")
final class BenchCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "WAV or FLAC to listen to (the carried meeting in a simulated room).")
    private @Nullable Path sound;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures as JSON too; - for the output.")
    private @Nullable Path json;

    @Option(
            names = "--loops",
            defaultValue = "1",
            paramLabel = "N",
            description = "Hears it so often in a row, as one meeting, and says what each time cost (1).")
    private int loops = 1;

    @Mixin
    private ArrayOption array = new ArrayOption();

    @Mixin
    private LatencyOption latency = new LatencyOption();

    BenchCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (loops < 1) {
            return console.fail(ExitCode.USAGE, "--loops is " + loops + ", at least 1");
        }
        boolean alone = json != null && json.toString().equals("-");
        if (json != null && !alone) {
            LabelFiles.check(json);
        }
        Listening listening = array.listening(console::tell);
        try (AudioSource source = source(listening)) {
            source.open(); // most mistakes show here, and a simulated room is rendered now
            try (Networks networks = Networks.load(LoadedModels.Settings.defaults(), latency.networks())) {
                int rate = networks.sampleRate();
                Bench.Sound heard = new Bench.Sound(new ResamplingSource(source, rate), loops);
                Bench.Figures figures = Bench.run(heard, networks, listening, latency.samples(rate));
                if (alone) {
                    console.out().println(figures.json());
                } else {
                    console.out().print(figures.text());
                    if (json != null) {
                        LabelFiles.writeText(json, figures.json() + "\n");
                    }
                }
            }
        }
        return ExitCode.OK.number();
    }

    private AudioSource source(Listening listening) {
        List<Position> microphones = array.inUse()
                .geometry()
                .map(geometry -> geometry.microphones().stream()
                        .map(m -> new Position(m.x(), m.y(), m.z()))
                        .toList())
                .orElse(List.of(new Position(0, 0, 0)));
        return sound != null
                ? listening.file(sound)
                : new SimulatedRoomSource(CarriedMeeting.load().aroundTable(RoomSettings.defaults(), microphones));
    }
}
