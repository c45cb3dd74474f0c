package dev.rostrum.lab.cli;

import dev.rostrum.diarization.pipeline.Networks;
import dev.rostrum.drivers.simulated.SimulatedLight;
import dev.rostrum.lab.demo.Demo;
import dev.rostrum.lab.demo.DemoMeeting;
import dev.rostrum.lab.demo.EmbeddedBroker;
import dev.rostrum.lab.demo.PlainLines;
import dev.rostrum.lab.demo.TerminalTimeline;
import dev.rostrum.lab.scoring.DiarizationScore;
import dev.rostrum.model.tensorflow.LoadedModels;
import dev.rostrum.service.annotation.Annotation;
import dev.rostrum.service.cli.Console;
import dev.rostrum.service.cli.DurationOption;
import dev.rostrum.service.cli.ExitCode;
import dev.rostrum.service.cli.LatencyOption;
import dev.rostrum.service.event.EventSink;
import dev.rostrum.service.mqtt.link.TopicStatistics;
import dev.rostrum.service.replay.EmissionLog;
import dev.rostrum.service.replay.ReplayOutput;
import dev.rostrum.service.status.StatusSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rostrum demo}: the whole unit on its own meeting, with nothing plugged in. */
@Command(name = "demo", description = "Shows the whole unit on a meeting of its own, with nothing plugged in.")
final class DemoCommand implements Callable<Integer> {
    private static final Duration SHORTEST = Duration.ofSeconds(5);

    private final Console console;

    @Option(names = "--fast", description = "As fast as the machine can instead of in real time.")
    private boolean fast;

    @Option(names = "--seconds", paramLabel = "TIME", description = "Only so much of the meeting, such as 30s.")
    private @Nullable Duration length;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for what was heard (a new one in the folder for temporary files).")
    private @Nullable Path out;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port of the status page on this machine; 0 takes a free one (default: ${DEFAULT-VALUE}).",
            defaultValue = "0")
    private int port;

    @Mixin
    private LatencyOption latency = new LatencyOption();

    DemoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (length != null && length.compareTo(SHORTEST) < 0) {
            return console.fail(
                    ExitCode.USAGE, "--seconds is " + DurationOption.seconds(length) + "s, it must be at least 5s");
        }
        Path folder = out == null ? Files.createTempDirectory("rostrum-demo") : out;
        ReplayOutput output = new ReplayOutput(folder, "meeting");
        say("starting a broker and the networks");
        CompletableFuture<EmbeddedBroker> starting = CompletableFuture.supplyAsync(DemoCommand::startBroker);
        try (Networks networks = Networks.load(LoadedModels.Settings.defaults(), latency.networks());
                EmbeddedBroker broker = join(starting);
                TopicStatistics tally = TopicStatistics.of(broker.url(), Demo.unit())) {
            DemoMeeting meeting = DemoMeeting.first(
                    length == null ? OptionalDouble.empty() : OptionalDouble.of(DurationOption.seconds(length)));
            say("broker at " + broker.url() + ", networks warm; the meeting lasts "
                    + String.format(Locale.ROOT, "%.0f s", meeting.seconds()));
            run(meeting, networks, new Sides(broker, tally, output, folder));
        }
        return ExitCode.OK.number();
    }

    private record Sides(EmbeddedBroker broker, TopicStatistics tally, ReplayOutput output, Path folder) {}

    private void run(DemoMeeting meeting, Networks networks, Sides sides) throws InterruptedException {
        int rate = networks.sampleRate();
        int latencySamples = latency.samples(rate);
        EventSink watcher = console.outIsTerminal()
                ? new TerminalTimeline(console.out(), rate, meeting.seconds())
                : new PlainLines(console.out(), rate);
        Demo.Page page = new Demo.Page(StatusSettings.defaults().withPort(port), url -> say("watch it at " + url));
        Demo.Setting setting = new Demo.Setting(
                fast ? Demo.Pace.UNPACED : Demo.Pace.REAL_TIME,
                sides.broker().url(),
                sides.folder(),
                latencySamples,
                page);
        long beganNs = System.nanoTime();
        Demo.Outcome outcome = Demo.run(meeting, networks, setting, watcher);
        double wallSeconds = (System.nanoTime() - beganNs) / 1e9;
        List<Path> files = sides.output().write(outcome.events(), rate, latencySamples);
        EmissionLog log = EmissionLog.of(outcome.events(), rate);
        console.out().println();
        console.out().println("Against the truth, in per cent of the speech, overlap scored, no collar:");
        tellScore("live", meeting, log.live(latencySamples));
        tellScore("final", meeting, log.finalLabels());
        tellPublished(sides.tally());
        console.out().println("The light showed: " + signs(outcome.light()));
        console.out()
                .printf(
                        Locale.ROOT,
                        "%.1f s of meeting in %.1f s; a step at most %.0f ms in 95 of 100; %d frames dropped%n",
                        meeting.seconds(),
                        wallSeconds,
                        outcome.stepP95Millis(),
                        outcome.droppedFrames());
        console.out().println("What was heard lies in:");
        files.forEach(file -> console.out().println("  " + file));
    }

    private void tellScore(String name, DemoMeeting meeting, Annotation heard) {
        DiarizationScore score =
                DiarizationScore.of(meeting.truth(), heard, meeting.region(), DiarizationScore.Settings.defaults());
        double speech = score.totalNs() / 100.0;
        console.out()
                .printf(
                        Locale.ROOT,
                        "  %-5s DER %.1f (missed %.1f, false alarm %.1f, confused %.1f), %d speakers, %d found%n",
                        name,
                        score.errorNs() / speech,
                        score.missNs() / speech,
                        score.falseAlarmNs() / speech,
                        score.confusionNs() / speech,
                        score.referenceSpeakers(),
                        score.foundSpeakers());
    }

    private void tellPublished(TopicStatistics tally) {
        console.out().println("Received back from the broker, by topic:");
        tally.counts().forEach((topic, count) -> console.out().printf("  %5d  %s%n", count, topic));
    }

    private static String signs(List<SimulatedLight.Change> changes) {
        StringBuilder signs = new StringBuilder();
        String before = "";
        for (SimulatedLight.Change change : changes) {
            String sign = change.glow().sign();
            if (!sign.equals(before)) {
                signs.append(before.isEmpty() ? "" : ", ").append(sign);
                before = sign;
            }
        }
        return signs.toString();
    }

    private void say(String text) {
        console.err().println("rostrum demo: " + text);
    }

    private static EmbeddedBroker startBroker() {
        try {
            return EmbeddedBroker.start();
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    private static EmbeddedBroker join(CompletableFuture<EmbeddedBroker> starting) throws IOException {
        try {
            return starting.join();
        } catch (CompletionException e) {
            throw new IOException("the embedded broker did not start: " + e.getCause(), e);
        }
    }
}
