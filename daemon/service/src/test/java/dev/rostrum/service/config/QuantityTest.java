package dev.rostrum.service.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rostrum.service.config.Quantity.NoQuantity;
import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {
    @ParameterizedTest
    @CsvSource({
        "500ms, SECOND, 0.5",
        "1.5 min, SECOND, 90",
        "3.2cm, METRE, 0.032",
        "3.2cm, MILLIMETRE, 32",
        "16kHz, HERTZ, 16000",
        "-30dB, DECIBEL, -30",
        "-30, DECIBEL, -30",
        "0.7, ONE, 0.7",
        "70%, ONE, 0.7",
        ".5, ONE, 0.5",
        "1e3, ONE, 1000",
        "64MB, BYTE, 64000000",
        "2h, SECOND, 7200"
    })
    void shouldReadNumberAndUnit(String text, Unit unit, BigDecimal expected) throws NoQuantity {
        assertThat(Quantity.parse(text, unit, true)).isEqualByComparingTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "fast, SECOND, must be a number",
        "5, SECOND, must have a unit",
        "5 apples, SECOND, has no unit that fits",
        "5Hz, SECOND, has no unit that fits",
        "5ms5, SECOND, must be a number",
        "0x10, ONE, must be a number",
        "NaN, ONE, must be a number",
        "'', ONE, must be a number",
        "--5, ONE, must be a number"
    })
    void shouldSayWhatIsWrong(String text, Unit unit, String message) {
        assertThatThrownBy(() -> Quantity.parse(text, unit, false))
                .isInstanceOf(NoQuantity.class)
                .hasMessageContaining(message);
    }

    @Test
    void shouldWriteThePlainestForm() {
        assertThat(Quantity.format(new BigDecimal("0.5"), Unit.SECOND)).isEqualTo("500ms");
        assertThat(Quantity.format(new BigDecimal("300"), Unit.SECOND)).isEqualTo("5min");
        assertThat(Quantity.format(new BigDecimal("16000"), Unit.HERTZ)).isEqualTo("16kHz");
        assertThat(Quantity.format(new BigDecimal("-30.0"), Unit.DECIBEL)).isEqualTo("-30dB");
        assertThat(Quantity.format(new BigDecimal("0"), Unit.METRE)).isEqualTo("0m");
    }

    @Property(tries = 300)
    void shouldReadBackWhatItWrites(@ForAll int thousandths, @ForAll Unit unit) throws NoQuantity {
        BigDecimal value = BigDecimal.valueOf(thousandths, 3);

        assertThat(Quantity.parse(Quantity.format(value, unit), unit, false)).isEqualByComparingTo(value);
    }
}
