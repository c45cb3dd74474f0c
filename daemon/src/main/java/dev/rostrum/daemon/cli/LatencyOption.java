package dev.rostrum.daemon.cli;

import dev.rostrum.daemon.pipeline.Networks;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --latency TIME}, for every command that listens. */
final class LatencyOption {
    /** The distance between windows at full effort. */
    static final Duration LEAST = Duration.ofMillis(500);

    static final Duration MOST = Duration.ofSeconds(5);

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    private Duration latency = Duration.ofSeconds(1);

    @Option(
            names = "--latency",
            defaultValue = "1s",
            paramLabel = "TIME",
            description = "How long after an instant its label stands, 500ms to 5s (${DEFAULT-VALUE}).")
    void latency(Duration value) {
        if (!DurationOption.within(value, LEAST, MOST)) {
            throw new ParameterException(
                    command.commandLine(),
                    "--latency is " + DurationOption.seconds(value) + "s, it must lie between 500ms and 5s");
        }
        latency = value;
    }

    /** The latency in samples. */
    int samples(int sampleRate) {
        return (int) Math.round(DurationOption.seconds(latency) * sampleRate);
    }

    /** The latency in milliseconds. */
    int millis() {
        return Math.toIntExact(latency.toMillis());
    }

    /** The networks' settings: the default hop, which no latency allowed here undercuts. */
    Networks.Settings networks() {
        return Networks.Settings.defaults();
    }
}
