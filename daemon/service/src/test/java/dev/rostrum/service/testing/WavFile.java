package dev.rostrum.service.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes WAV files of 16 bits. */
public final class WavFile {
    private WavFile() {}

    /**
     * Writes a file.
     *
     * @param rate in Hz
     * @param channels all of one length
     * @return the file
     */
    public static Path write(Path file, int rate, short[]... channels) throws IOException {
        int frames = channels[0].length;
        int bytes = 2 * channels.length * frames;
        ByteBuffer out = ByteBuffer.allocate(44 + bytes).order(ByteOrder.LITTLE_ENDIAN);
        out.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + bytes);
        out.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        out.putShort((short) 1).putShort((short) channels.length).putInt(rate).putInt(2 * channels.length * rate);
        out.putShort((short) (2 * channels.length)).putShort((short) 16);
        out.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(bytes);
        for (int i = 0; i < frames; i++) {
            for (short[] channel : channels) {
                out.putShort(channel[i]);
            }
        }
        return Files.write(file, out.array());
    }

    /** One channel of samples in 1, clipped. */
    public static Path write(Path file, int rate, float[] samples) throws IOException {
        short[] whole = new short[samples.length];
        for (int i = 0; i < whole.length; i++) {
            whole[i] = (short) Math.clamp(Math.round(samples[i] * 32768), Short.MIN_VALUE, Short.MAX_VALUE);
        }
        return write(file, rate, whole);
    }
}
