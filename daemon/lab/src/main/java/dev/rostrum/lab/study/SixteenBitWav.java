package dev.rostrum.lab.study;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** One channel in a RIFF/WAVE file with 16 bit PCM, as a sound card would deliver it. */
final class SixteenBitWav {
    private static final int HEADER_BYTES = 44;
    private static final int FORMAT_BYTES = 16;
    private static final short PCM = 1;
    private static final short BITS = 16;

    private SixteenBitWav() {}

    /**
     * Writes a file of one channel and the folders above it.
     *
     * @param mono full scale at 1; what exceeds it is cut
     * @throws UncheckedIOException it cannot be written
     */
    static void write(Path file, float[] mono, int rateHz) {
        write(file, new float[][] {mono}, rateHz);
    }

    /**
     * Writes a file of several channels and the folders above it.
     *
     * @param channels {@code [channels][frames]}, full scale at 1; what exceeds it is cut
     * @throws UncheckedIOException it cannot be written
     */
    static void write(Path file, float[][] channels, int rateHz) {
        int frameBytes = channels.length * Short.BYTES;
        int dataBytes = channels[0].length * frameBytes;
        ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(bytes.capacity() - 8);
        bytes.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(FORMAT_BYTES);
        bytes.putShort(PCM).putShort((short) channels.length).putInt(rateHz).putInt(rateHz * frameBytes);
        bytes.putShort((short) frameBytes).putShort(BITS);
        bytes.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(dataBytes);
        for (int i = 0; i < channels[0].length; i++) {
            for (float[] channel : channels) {
                bytes.putShort((short) Math.clamp(
                        Math.round(channel[i] * -(float) Short.MIN_VALUE), Short.MIN_VALUE, Short.MAX_VALUE));
            }
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, bytes.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
