package dev.rostrum.lab.cli;

import dev.rostrum.diarization.pipeline.Networks;
import dev.rostrum.diarization.pipeline.Tracking;
import dev.rostrum.diarization.timeline.RevisingTracker;
import dev.rostrum.lab.demo.GeneratedMeetings;
import dev.rostrum.lab.demo.StartDelay;
import dev.rostrum.model.tensorflow.LoadedModels;
import dev.rostrum.service.agent.Durations;
import dev.rostrum.service.analysis.Analysis;
import dev.rostrum.service.cli.Console;
import dev.rostrum.service.cli.DurationOption;
import dev.rostrum.service.cli.ExitCode;
import dev.rostrum.service.cli.LatencyOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rostrum delay}: how long a turn's start takes from the decision to a subscriber. */
@Command(
        name = "delay",
        description = "Listens to generated meetings in real time and measures how long the start of a turn takes from"
                + " the decision to a subscriber at the broker.")
final class DelayCommand implements Callable<Integer> {
    private static final int MEETINGS = 2;
    private static final long SEED = 1;
    private static final Duration LONGEST = Duration.ofDays(1);

    private final Console console;

    @Option(
            names = "--broker",
            required = true,
            paramLabel = "URL",
            description = "The broker: mqtt://host:port. The unit is called demo there.")
    private String broker = "";

    @Option(
            names = "--minutes",
            defaultValue = "10min",
            paramLabel = "TIME",
            converter = DurationOption.Minutes.class,
            description = "How long to listen (${DEFAULT-VALUE}); about 15 turns start in a minute.")
    private Duration length = Duration.ZERO;

    @Mixin
    private LatencyOption latency = new LatencyOption();

    DelayCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!DurationOption.within(length, Duration.ofMillis(1), LONGEST)
                || !broker.matches("mqtts?://[^/\\s]+:\\d{1,5}")) {
            return console.fail(
                    ExitCode.USAGE, "--minutes above 0, at most a day, and --broker as mqtt://host:port, please");
        }
        Path folder = Files.createTempDirectory("rostrum-delay");
        ExecutorService revision = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("revision").daemon().factory());
        try (Networks networks = Networks.load(LoadedModels.Settings.defaults(), latency.networks())) {
            int rate = networks.sampleRate();
            Analysis hearing = new Analysis(
                    rate,
                    networks::newPipeline,
                    Tracking.newLiveTracker(
                            RevisingTracker.Settings.defaults()
                                    .withTiming(latency.samples(rate), networks.hopSamples()),
                            revision));
            StartDelay.Outcome outcome = StartDelay.measure(
                    new StartDelay.Setting(broker, length, GeneratedMeetings.sound(MEETINGS, SEED), hearing, folder));
            long arrived = outcome.toSubscriber().count();
            console.out().printf("turns started %d, arrived %d%n", outcome.decided(), arrived);
            tell("decision to conductor", outcome.toConductor());
            tell("decision to subscriber", outcome.toSubscriber());
            tell("last sample to subscriber", outcome.fromSound());
            return (arrived == outcome.decided() && arrived > 0 ? ExitCode.OK : ExitCode.FAILED).number();
        } catch (IllegalStateException e) {
            return console.fail(ExitCode.FAILED, String.valueOf(e.getMessage()));
        } finally {
            revision.shutdownNow();
        }
    }

    private void tell(String what, Durations took) {
        console.out()
                .printf(
                        Locale.ROOT,
                        "%s: p50 %.1f ms, p95 %.1f ms, p99 %.1f ms, most %.1f ms%n",
                        what,
                        took.percentileMillis(0.5),
                        took.percentileMillis(0.95),
                        took.percentileMillis(0.99),
                        took.maxMillis());
    }
}
