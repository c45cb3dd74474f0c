package dev.rostrum.drivers.led;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Apa102FrameTest {
    @Test
    void shouldSendStartFrameThenBrightnessBlueGreenRedThenOnes() {
        byte[] frame = Apa102Frame.encode(new Glow("x", true, Colour.RED), 2, 5);

        // datasheet: 32 zero bits; 111 + 5 bits brightness, B, G, R; ones
        assertThat(HexFormat.of().formatHex(frame)).isEqualTo("00000000" + "e50000ff" + "e50000ff" + "ffffffff");
    }

    @Test
    void shouldPutEachColourIntoItsOwnByte() {
        assertThat(firstLed(Colour.BLUE)).isEqualTo("ff0000");
        assertThat(firstLed(Colour.GREEN)).isEqualTo("00ff00");
        assertThat(firstLed(Colour.YELLOW)).isEqualTo("00ffff");
        assertThat(firstLed(Colour.WHITE)).isEqualTo("ffffff");
    }

    @Test
    void shouldGiveDarkLedsNoBrightnessAndNoColour() {
        byte[] frame = Apa102Frame.encode(Glow.dark("muted"), 1, 31);

        assertThat(HexFormat.of().formatHex(frame)).isEqualTo("00000000" + "e0000000" + "ffffffff");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 12, 63, 64, 65, 144, 1024})
    void shouldEndWithAtLeastHalfAsManyOneBitsAsLeds(int leds) {
        byte[] frame = Apa102Frame.encode(Glow.dark("x"), leds, 1);

        int ones = 0;
        for (int at = frame.length - 1; at >= 4 + 4 * leds; at--) {
            assertThat(frame[at]).isEqualTo((byte) 0xFF);
            ones += 8;
        }
        assertThat(ones).isGreaterThanOrEqualTo((leds + 1) / 2);
    }

    private static String firstLed(Colour colour) {
        byte[] frame = Apa102Frame.encode(new Glow("x", true, colour), 1, 1);
        return HexFormat.of().formatHex(frame, 5, 8);
    }
}
