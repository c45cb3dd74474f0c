package dev.rostrum.drivers.led;

/**
 * The bytes that a chain of APA102 LEDs takes: 32 zero bits, then per LED three one bits, 5 bits of brightness, blue, green,
 * red, then at least half as many one bits as there are LEDs (datasheet; each LED delays the clock by half a period).
 */
public final class Apa102Frame {
    private static final int START_BYTES = 4;
    private static final int LED_BYTES = 4;

    private Apa102Frame() {}

    /** All {@code leds} show {@code glow} at {@code brightness} (0 to 31). */
    public static byte[] encode(Glow glow, int leds, int brightness) {
        int endBytes = Math.max(4, (leds / 2 + 8) / 8);
        byte[] frame = new byte[START_BYTES + leds * LED_BYTES + endBytes];
        for (int led = 0; led < leds; led++) {
            int at = START_BYTES + led * LED_BYTES;
            frame[at] = (byte) (0xE0 | (glow.lit() ? brightness : 0));
            frame[at + 1] = level(glow.lit() && glow.colour().blue());
            frame[at + 2] = level(glow.lit() && glow.colour().green());
            frame[at + 3] = level(glow.lit() && glow.colour().red());
        }
        for (int at = START_BYTES + leds * LED_BYTES; at < frame.length; at++) {
            frame[at] = (byte) 0xFF;
        }
        return frame;
    }

    private static byte level(boolean on) {
        return (byte) (on ? 0xFF : 0);
    }
}
