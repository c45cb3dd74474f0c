package dev.rostrum.service.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.TypeConversionException;

/** Durations on the command line are written as in the configuration, or as a bare number. */
class DurationOptionTest {

    @ParameterizedTest
    @CsvSource({"1s, 1000", "1, 1000", "0.5, 500", "500ms, 500", "1.5 s, 1500", "2min, 120000", "1h, 3600000", "0, 0"})
    void shouldReadUnitsAndBareSecondsAlike(String text, long millis) {
        assertThat(new DurationOption().convert(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void shouldCountABareNumberInWhatTheOptionIsCalled() {
        assertThat(new DurationOption.Minutes().convert("1.5")).isEqualTo(Duration.ofSeconds(90));
        assertThat(new DurationOption.Minutes().convert("30s")).isEqualTo(Duration.ofSeconds(30));
        assertThat(new DurationOption.Hours().convert("2")).isEqualTo(Duration.ofHours(2));
    }

    @ParameterizedTest
    @CsvSource({"x", "1 m", "1kHz", "-1s", "1e30", "''", "NaN", "Infinity", "1s s"})
    void shouldRefuseWhatIsNoDuration(String text) {
        assertThatThrownBy(() -> new DurationOption().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("'" + text + "'");
    }
}
