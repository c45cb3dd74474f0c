package dev.rostrum.drivers.audio;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * What stands before the samples of a RIFF/WAVE file. Layout after Multimedia Programming Interface and Data
 * Specifications 1.0 (1991) and Microsoft's WAVEFORMATEXTENSIBLE.
 *
 * @param encoding {@link #PCM} or {@link #FLOAT}
 * @param dataBytes length of the data chunk by the header, or {@link #TO_THE_END}
 * @param headerBytes where the samples begin
 */
record WavHeader(int encoding, int channels, int sampleRate, int bits, long dataBytes, long headerBytes) {
    static final int PCM = 1;
    static final int FLOAT = 3;
    /** The size that programs write when they do not know it yet: samples go on to the end of the file. */
    static final long TO_THE_END = 0xFFFF_FFFFL;

    private static final int RIFF = 0x46464952;
    private static final int WAVE = 0x45564157;
    private static final int FMT = 0x20746d66;
    private static final int DATA = 0x61746164;
    private static final int EXTENSIBLE = 0xFFFE;
    private static final int FMT_BYTES = 16;
    private static final int EXTENSIBLE_BYTES = 40;
    private static final int SUBFORMAT_OFFSET = 24;

    int frameBytes() {
        return channels * bits / 8;
    }

    /** Reads up to the first sample. */
    static WavHeader read(InputStream in) throws IOException {
        if (word(in, "RIFF") != RIFF) {
            throw new IOException("it is no RIFF/WAVE file; give a WAV or FLAC file");
        }
        word(in, "RIFF");
        if (word(in, "RIFF") != WAVE) {
            throw new IOException("it is no RIFF/WAVE file; give a WAV or FLAC file");
        }
        ByteBuffer format = null;
        long position = 12;
        while (true) {
            int id = word(in, format == null ? "format" : "data");
            long bytes = word(in, "data") & 0xFFFF_FFFFL;
            position += 8;
            if (id == DATA) {
                return parse(format, bytes, position);
            }
            long padded = bytes + (bytes & 1);
            if (id == FMT) {
                format = chunk(in, padded);
            } else {
                skip(in, padded);
            }
            position += padded;
        }
    }

    private static WavHeader parse(@Nullable ByteBuffer format, long dataBytes, long position) throws IOException {
        if (format == null || format.capacity() < FMT_BYTES) {
            throw new IOException("its format chunk is missing or too short");
        }
        int encoding = format.getShort(0) & 0xFFFF;
        if (encoding == EXTENSIBLE && format.capacity() >= EXTENSIBLE_BYTES) {
            encoding = format.getShort(SUBFORMAT_OFFSET) & 0xFFFF;
        }
        int bits = format.getShort(14) & 0xFFFF;
        boolean integers = encoding == PCM && (bits == 16 || bits == 24 || bits == 32);
        boolean floats = encoding == FLOAT && bits == 32;
        if (!integers && !floats) {
            throw new IOException("its samples are " + bits + " bit of WAVE format " + encoding
                    + ", which is not read; convert it to 16, 24 or 32 bit PCM or 32 bit float");
        }
        return new WavHeader(encoding, format.getShort(2) & 0xFFFF, format.getInt(4), bits, dataBytes, position);
    }

    private static ByteBuffer chunk(InputStream in, long bytes) throws IOException {
        if (bytes > 1024) {
            throw new IOException("its format chunk has " + bytes + " bytes");
        }
        byte[] raw = in.readNBytes((int) bytes);
        if (raw.length < bytes) {
            throw new EOFException("it ends within its header; copy or record it again");
        }
        return ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void skip(InputStream in, long bytes) throws IOException {
        try {
            in.skipNBytes(bytes);
        } catch (EOFException e) {
            throw new IOException("it ends within its header; copy or record it again", e);
        }
    }

    private static int word(InputStream in, String sought) throws IOException {
        byte[] raw = in.readNBytes(4);
        if (raw.length < 4) {
            throw new IOException("it ends before its " + sought + " chunk; copy or record it again");
        }
        return ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN).getInt();
    }
}
