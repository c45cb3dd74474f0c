package dev.rostrum.drivers.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes RIFF/WAVE files by hand, so that tests can make them right and wrong. */
final class WavBytes {
    private WavBytes() {}

    /** A whole file around the given sample bytes. */
    static byte[] file(int encoding, int channels, int rate, int bits, byte[] samples) {
        ByteBuffer out = ByteBuffer.allocate(44 + samples.length).order(ByteOrder.LITTLE_ENDIAN);
        tag(out, "RIFF").putInt(36 + samples.length);
        tag(out, "WAVE");
        tag(out, "fmt ").putInt(16).putShort((short) encoding).putShort((short) channels);
        out.putInt(rate).putInt(rate * channels * bits / 8).putShort((short) (channels * bits / 8));
        out.putShort((short) bits);
        tag(out, "data").putInt(samples.length).put(samples);
        return out.array();
    }

    /** Sixteen-bit samples, {@code values[frame][channel]} in 1/32768. */
    static byte[] pcm16(int[][] values) {
        ByteBuffer out =
                ByteBuffer.allocate(values.length * values[0].length * 2).order(ByteOrder.LITTLE_ENDIAN);
        for (int[] frame : values) {
            for (int value : frame) {
                out.putShort((short) value);
            }
        }
        return out.array();
    }

    static ByteBuffer tag(ByteBuffer out, String name) {
        return out.put(name.getBytes(StandardCharsets.US_ASCII));
    }
}
