package dev.rostrum.drivers.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Frames that can be told apart: noise, a counter, and on every further channel a number made from the counter. */
final class TestPattern {
    static final long COUNTER_MASK = 0x7FFF;

    private TestPattern() {}

    /** The sample on {@code channel} of frame {@code n}, in 1/32768. */
    static short sample(long n, int channel) {
        long counter = n & COUNTER_MASK;
        return switch (channel) {
            case 0 -> (short) (noise(n) % 3000);
            case 1 -> (short) counter;
            default -> (short) ((counter * (2 * channel + 1) + 1000L * channel) % 30_000 - 15_000);
        };
    }

    /** Sixteen-bit little-endian frames. */
    static byte[] frames(long first, int count, int channels) {
        ByteBuffer out = ByteBuffer.allocate(2 * count * channels).order(ByteOrder.LITTLE_ENDIAN);
        for (long n = first; n < first + count; n++) {
            for (int c = 0; c < channels; c++) {
                out.putShort(sample(n, c));
            }
        }
        return out.array();
    }

    /** The finalizer of D. Lea and G. Steele's SplitMix, a hash without visible pattern. */
    private static long noise(long n) {
        long z = (n + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
