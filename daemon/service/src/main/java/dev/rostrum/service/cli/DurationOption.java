package dev.rostrum.service.cli;

import dev.rostrum.service.config.Quantity;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Every duration on the command line, written as in the configuration: {@code 1s}, {@code 500ms}, {@code 2min}. A number
 * without a unit counts in seconds, or in what the option's name says.
 */
public final class DurationOption implements ITypeConverter<Duration> {
    private final String bareUnit;

    DurationOption() {
        this("s");
    }

    private DurationOption(String bareUnit) {
        this.bareUnit = bareUnit;
    }

    /** For {@code --minutes}. */
    public static final class Minutes implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            return new DurationOption("min").convert(text);
        }
    }

    /** For {@code --hours}. */
    public static final class Hours implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            return new DurationOption("h").convert(text);
        }
    }

    @Override
    public Duration convert(String text) {
        try {
            return Quantity.duration(text, bareUnit);
        } catch (Quantity.NoQuantity e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }

    /** The same in seconds. */
    public static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    /** Whether it lies between these, both included. */
    public static boolean within(Duration duration, Duration least, Duration most) {
        return duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0;
    }
}
