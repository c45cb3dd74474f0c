package dev.rostrum.lab.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.rostrum.lab.fleet.Fleet;
import dev.rostrum.service.cli.Console;
import dev.rostrum.service.cli.ExitCode;
import dev.rostrum.service.event.TimelineJson;
import dev.rostrum.service.time.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rostrum fleet}: many simulated units on one broker, to see what it carries. */
@Command(name = "fleet", description = "Simulates many units at meeting pace on one broker and measures it.")
final class FleetCommand implements Callable<Integer> {
    private static final int MOST_UNITS = 20_000;

    private final Console console;

    @Option(names = "--units", defaultValue = "100", paramLabel = "N", description = "How many (${DEFAULT-VALUE}).")
    private int units;

    @Option(
            names = "--broker",
            required = true,
            paramLabel = "URL",
            description = "The broker: mqtt://host:port. Never one that others depend on.")
    private String broker = "";

    @Option(
            names = "--seconds",
            defaultValue = "30s",
            paramLabel = "TIME",
            description = "How long they play after the warm-up (${DEFAULT-VALUE}).")
    private Duration length = Duration.ZERO;

    @Option(
            names = "--warm-up",
            defaultValue = "10s",
            paramLabel = "TIME",
            description = "Of play, once all are connected, of which the delays do not count (${DEFAULT-VALUE}).")
    private Duration warmUp = Duration.ZERO;

    @Option(
            names = "--events",
            paramLabel = "FILE",
            description = "NAME.events.jsonl of `rostrum replay`, to be played instead of the carried meeting.")
    private Optional<Path> events = Optional.empty();

    FleetCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (units < 1
                || units > MOST_UNITS
                || length.toSeconds() < 1
                || !broker.matches("mqtts?://[^/\\s]+:\\d{1,5}")) {
            return console.fail(
                    ExitCode.USAGE,
                    "units 1 to " + MOST_UNITS + ", at least a second, broker as mqtt://host:port, please");
        }
        // a line for each of a thousand connections helps nobody
        ((Logger) LoggerFactory.getLogger("dev.rostrum.service.mqtt.link.LinkKeeper")).setLevel(Level.WARN);
        Fleet.Settings settings = new Fleet.Settings(broker, units, warmUp, length);
        TimelineJson.Timeline recording;
        try {
            recording = recording();
        } catch (IllegalArgumentException e) {
            return console.fail(ExitCode.FAILED, events.orElse(Path.of("")) + ": " + e.getMessage());
        }
        Fleet fleet = new Fleet(settings, recording, TimeSource.system());
        Fleet.Result result = fleet.play(told -> console.err().printf("\r%d events", told));
        console.err().println();
        if (result.connected() < units) {
            return console.fail(ExitCode.FAILED, broker + " let in " + result.connected() + " of " + units + " units");
        }
        console.out()
                .printf(
                        "units %d, messages %d a second, events %d, seen %d, repeats %d, lost %d, "
                                + "event to subscriber p50 %d ms, p99 %d ms%n",
                        units,
                        result.delivered() / warmUp.plus(length).toSeconds(),
                        result.sent(),
                        result.seen(),
                        result.repeats(),
                        result.sent() - result.seen(),
                        result.p50Ms(),
                        result.p99Ms());
        return (result.complete() ? ExitCode.OK : ExitCode.FAILED).number();
    }

    private TimelineJson.Timeline recording() {
        if (events.isEmpty()) {
            return Fleet.carriedRecording();
        }
        try {
            TimelineJson.Timeline recording = TimelineJson.read(Files.readAllLines(events.get()));
            if (recording.events().isEmpty()) {
                throw new IllegalArgumentException("no events");
            }
            return recording;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
