package dev.rostrum.lab.cli;

import dev.rostrum.diarization.evidence.EvidenceSink;
import dev.rostrum.diarization.frontend.SoundFormat;
import dev.rostrum.diarization.pipeline.ListeningPipeline;
import dev.rostrum.diarization.pipeline.Networks;
import dev.rostrum.diarization.pipeline.Tracking;
import dev.rostrum.diarization.timeline.MeetingTracker;
import dev.rostrum.diarization.timeline.RevisingTracker;
import dev.rostrum.diarization.window.WindowAssembler;
import dev.rostrum.lab.demo.GeneratedMeetings;
import dev.rostrum.lab.demo.Soak;
import dev.rostrum.lab.evaluation.RecordedHearing;
import dev.rostrum.lab.evidence.EvidenceHeader;
import dev.rostrum.lab.evidence.EvidenceRecorder;
import dev.rostrum.model.tensorflow.LoadedModels;
import dev.rostrum.service.analysis.Analysis;
import dev.rostrum.service.cli.Console;
import dev.rostrum.service.cli.DurationOption;
import dev.rostrum.service.cli.ExitCode;
import dev.rostrum.service.cli.LatencyOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rostrum soak}: many hours of meetings with faults, faster than real time. */
@Command(
        name = "soak",
        description = "Sends hours of meetings with injected faults through the whole daemon, faster than real time;"
                + " the networks hear the meetings once and are quoted from then on.")
final class SoakCommand implements Callable<Integer> {
    private static final int SHORTEST_WINDOW = SoundFormat.NETWORK_RATE;
    private static final int WINDOW = 10 * SoundFormat.NETWORK_RATE;
    private static final int MEETINGS = 3;
    private static final Duration MEETING_ENDS = Duration.ofSeconds(60);

    private final Console console;

    @Option(
            names = "--hours",
            required = true,
            paramLabel = "TIME",
            converter = DurationOption.Hours.class,
            description = "How much audio, such as 2h.")
    private Duration length = Duration.ZERO;

    @Option(names = "--seed", defaultValue = "1", paramLabel = "N", description = "Of the faults (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--networks",
            description = "Let the networks hear everything instead of quoting what they said once.")
    private boolean everything;

    @Mixin
    private LatencyOption latency = new LatencyOption();

    SoakCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (length.isZero()) {
            return console.fail(ExitCode.USAGE, "--hours is 0, it must be above that");
        }
        Path folder = Files.createTempDirectory("rostrum-soak");
        float[] sound = GeneratedMeetings.sound(MEETINGS, seed);
        ExecutorService revision = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("revision").daemon().factory());
        try (Networks networks = Networks.load(LoadedModels.Settings.defaults(), latency.networks())) {
            int rate = networks.sampleRate();
            MeetingTracker tracker = Tracking.newLiveTracker(
                    RevisingTracker.Settings.defaults()
                            .withTiming(latency.samples(rate), networks.hopSamples())
                            .withMeetingEnd(MEETING_ENDS.toSeconds() * rate),
                    revision);
            Analysis hearing = new Analysis(
                    rate,
                    everything ? networks::newPipeline : quoted(networks, sound, folder.resolve("meetings.evidence")),
                    tracker);
            Soak.Report report = Soak.run(
                    new Soak.Setting(DurationOption.seconds(length) / 3600, sound, hearing, folder, seed), this::say);
            report.lines().forEach(console.out()::println);
            report.failures().forEach(failure -> console.out().println("FAILED: " + failure));
            return (report.failures().isEmpty() ? ExitCode.OK : ExitCode.FAILED).number();
        } finally {
            revision.shutdownNow();
        }
    }

    /** A path that says of the meetings what the networks say of them once. */
    private Function<EvidenceSink, ListeningPipeline> quoted(Networks networks, float[] sound, Path evidence) {
        say("the networks hear " + sound.length / networks.sampleRate() / 60 + " minutes of meetings once");
        try (EvidenceRecorder recorder =
                new EvidenceRecorder(evidence, EvidenceHeader.of(networks, "generated meetings"))) {
            ListeningPipeline pipeline = networks.newPipeline(recorder);
            pipeline.accept(0, sound, 0, sound.length);
            pipeline.finish();
        }
        int hop = networks.hopSamples();
        RecordedHearing hearing = new RecordedHearing(evidence, hop);
        return sink -> new ListeningPipeline(new WindowAssembler(WINDOW, SHORTEST_WINDOW, hop), hearing, sink);
    }

    private void say(String line) {
        console.err().println("rostrum soak: " + line);
    }
}
