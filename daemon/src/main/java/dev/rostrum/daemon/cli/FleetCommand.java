package dev.rostrum.daemon.cli;

import dev.rostrum.daemon.mqtt.Fleet;
import dev.rostrum.daemon.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.Callable;
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
            defaultValue = "30",
            paramLabel = "S",
            description = "How long they play once all are connected (${DEFAULT-VALUE}).")
    private int seconds;

    FleetCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (units < 1 || units > MOST_UNITS || seconds < 1 || !broker.matches("mqtts?://[^/\\s]+:\\d{1,5}")) {
            return console.fail(
                    ExitCode.USAGE,
                    "units 1 to " + MOST_UNITS + ", at least a second, broker as mqtt://host:port, please");
        }
        Fleet fleet = new Fleet(new Fleet.Settings(broker, units, Duration.ofSeconds(seconds)), TimeSource.system());
        Fleet.Result result = fleet.play(sent -> console.err().printf("\r%d events sent", sent));
        console.err().println();
        if (result.connected() < units) {
            return console.fail(ExitCode.FAILED, broker + " let in " + result.connected() + " of " + units + " units");
        }
        console.out()
                .printf(
                        "units %d, events %d, seen %d, repeats %d, lost %d, latency p50 %d ms, p99 %d ms%n",
                        units,
                        result.sent(),
                        result.seen(),
                        result.repeats(),
                        result.sent() - result.seen(),
                        result.p50Ms(),
                        result.p99Ms());
        return (result.complete() ? ExitCode.OK : ExitCode.FAILED).number();
    }
}
