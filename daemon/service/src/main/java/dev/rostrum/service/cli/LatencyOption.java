package dev.rostrum.service.cli;

import dev.rostrum.diarization.pipeline.Networks;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --latency TIME}, for every command that listens. */
public final class LatencyOption {
    /** The distance between windows at full effort. */
    public static final Duration LEAST = Duration.ofMillis(500);

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
    public int samples(int sampleRate) {
        return (int) Math.round(DurationOption.seconds(latency) * sampleRate);
    }

    /** The latency in milliseconds. */
    public int millis() {
        return Math.toIntExact(latency.toMillis());
    }

    /** The networks' settings: the default hop, which no latency allowed here undercuts. */
    public Networks.Settings networks() {
        return Networks.Settings.defaults();
    }
}
