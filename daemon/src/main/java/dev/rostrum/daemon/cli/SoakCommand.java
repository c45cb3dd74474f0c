package dev.rostrum.daemon.cli;

import dev.rostrum.daemon.Daemon;
import dev.rostrum.daemon.demo.DemoMeeting;
import dev.rostrum.daemon.demo.Soak;
import dev.rostrum.daemon.evaluation.RecordedHearing;
import dev.rostrum.daemon.evidence.EvidenceRecorder;
import dev.rostrum.daemon.frontend.FirstChannel;
import dev.rostrum.daemon.pipeline.ListeningPipeline;
import dev.rostrum.daemon.pipeline.Networks;
import dev.rostrum.daemon.pipeline.SourcePlayer;
import dev.rostrum.daemon.pipeline.Tracking;
import dev.rostrum.daemon.window.WindowAssembler;
import dev.rostrum.drivers.audio.AudioBlock;
import dev.rostrum.drivers.audio.AudioSource;
import dev.rostrum.drivers.audio.CaptureFormat;
import dev.rostrum.model.tensorflow.LoadedModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rostrum soak}: many hours of meetings with faults, faster than real time. */
@Command(
        name = "soak",
        description = "Sends hours of meetings with injected faults through the whole daemon, faster than real time;"
                + " the networks hear the carried meeting once and are quoted from then on.")
final class SoakCommand implements Callable<Integer> {
    private static final int SHORTEST_WINDOW = 16_000;
    private static final int WINDOW = 160_000;

    private final Console console;

    @Option(names = "--hours", required = true, paramLabel = "H", description = "Hours of audio.")
    private double hours;

    @Option(names = "--seed", defaultValue = "1", paramLabel = "N", description = "Of the faults (${DEFAULT-VALUE}).")
    private long seed;

    @Mixin
    private LatencyOption latency = new LatencyOption();

    SoakCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!(hours > 0)) {
            return console.fail(ExitCode.USAGE, "--hours is " + hours + ", it must be above 0");
        }
        Path folder = Files.createTempDirectory("rostrum-soak");
        Path evidence = folder.resolve("meeting.evidence");
        int hop = latency.networks().hopSamples();
        int rate = record(evidence);
        RecordedHearing hearing = new RecordedHearing(evidence, hop);
        Daemon.Hearing quoted = new Daemon.Hearing(
                rate,
                sink -> new ListeningPipeline(new WindowAssembler(WINDOW, SHORTEST_WINDOW, hop), hearing, sink),
                Tracking.newTracker(latency.samples(rate), hop));
        Soak.Report report = Soak.run(
                new Soak.Setting(hours, quoted, folder, seed),
                line -> console.err().println("rostrum soak: " + line));
        report.lines().forEach(console.out()::println);
        report.failures().forEach(failure -> console.out().println("FAILED: " + failure));
        return (report.failures().isEmpty() ? ExitCode.OK : ExitCode.FAILED).number();
    }

    /** What the networks say of the carried meeting; gives the rate. */
    private int record(Path evidence) {
        console.err().println("rostrum soak: the networks hear the carried meeting");
        try (Networks networks = Networks.load(LoadedModels.Settings.defaults(), latency.networks());
                EvidenceRecorder recorder = new EvidenceRecorder(evidence, networks.header("carried meeting"));
                AudioSource source = DemoMeeting.first(OptionalDouble.empty()).source()) {
            CaptureFormat format = source.open();
            new SourcePlayer(
                            source,
                            new AudioBlock(format.channels(), 1600),
                            new FirstChannel(format, networks.sampleRate()))
                    .play(networks.newPipeline(recorder), position -> {});
            return networks.sampleRate();
        }
    }
}
