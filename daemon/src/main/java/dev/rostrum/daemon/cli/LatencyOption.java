package dev.rostrum.daemon.cli;

import dev.rostrum.daemon.pipeline.Networks;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --latency S}, for every command that listens. */
final class LatencyOption {
    /** Seconds; the distance between windows at full effort. */
    static final double LEAST = 0.5;

    private static final double MOST = 5.0;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    private double seconds = 1.0;

    @Option(
            names = "--latency",
            defaultValue = "1",
            paramLabel = "S",
            description = "Seconds after which an instant's label stands, 0.5 to 5 (${DEFAULT-VALUE}).")
    void seconds(double value) {
        if (!(value >= LEAST && value <= MOST)) {
            throw new ParameterException(
                    command.commandLine(), "--latency is " + value + ", it must lie between " + LEAST + " and " + MOST);
        }
        seconds = value;
    }

    /** The latency in samples. */
    int samples(int sampleRate) {
        return (int) Math.round(seconds * sampleRate);
    }

    /** The latency in milliseconds. */
    int millis() {
        return (int) Math.round(seconds * 1000);
    }

    /** The networks' settings: the default hop, which no latency allowed here undercuts. */
    Networks.Settings networks() {
        return Networks.Settings.defaults();
    }
}
