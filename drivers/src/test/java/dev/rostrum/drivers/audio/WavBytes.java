package dev.rostrum.drivers.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes RIFF/WAVE files by hand, so that tests can make them right and wrong. */
final class WavBytes {
    private static final byte[] SUBFORMAT_END = {0, 0, 0, 0, 16, 0, -128, 0, 0, -86, 0, 56, -101, 113};

    private WavBytes() {}

    /** A whole file around the given sample bytes. */
    static byte[] file(int encoding, int channels, int rate, int bits, byte[] samples) {
        return blocks(encoding, channels, rate, bits, channels * bits / 8, samples);
    }

    /** A whole file whose frames take {@code blockBytes}. */
    static byte[] blocks(int encoding, int channels, int rate, int bits, int blockBytes, byte[] samples) {
        ByteBuffer out = ByteBuffer.allocate(44 + samples.length).order(ByteOrder.LITTLE_ENDIAN);
        tag(out, "RIFF").putInt(36 + samples.length);
        tag(out, "WAVE");
        tag(out, "fmt ").putInt(16).putShort((short) encoding).putShort((short) channels);
        out.putInt(rate).putInt(rate * blockBytes).putShort((short) blockBytes);
        out.putShort((short) bits);
        tag(out, "data").putInt(samples.length).put(samples);
        return out.array();
    }

    /** A whole file by WAVEFORMATEXTENSIBLE. */
    static byte[] extensible(int encoding, int channels, int bits, int validBits, int blockBytes, byte[] samples) {
        ByteBuffer out = ByteBuffer.allocate(68 + samples.length).order(ByteOrder.LITTLE_ENDIAN);
        tag(out, "RIFF").putInt(60 + samples.length);
        tag(out, "WAVE");
        tag(out, "fmt ").putInt(40).putShort((short) 0xFFFE).putShort((short) channels);
        out.putInt(16_000)
                .putInt(16_000 * blockBytes)
                .putShort((short) blockBytes)
                .putShort((short) bits);
        out.putShort((short) 22).putShort((short) validBits).putInt(0);
        out.putShort((short) encoding).put(SUBFORMAT_END);
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
