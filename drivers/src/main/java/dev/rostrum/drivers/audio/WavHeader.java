package dev.rostrum.drivers.audio;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What stands before the samples of a RIFF/WAVE file. Layout after Multimedia Programming Interface and Data
 * Specifications 1.0 (1991), Microsoft's WAVEFORMATEXTENSIBLE, and for files of more than 4 GiB RF64 (EBU Tech 3306)
 * and BW64 (ITU-R BS.2088).
 *
 * @param dataBytes length of the sound as the header has it, true or not
 * @param headerBytes where the samples begin
 */
record WavHeader(int channels, int sampleRate, WavCoding coding, long dataBytes, long headerBytes) {
    private static final int EXTENSIBLE = 0xFFFE;
    private static final int FMT_BYTES = 16;
    private static final int EXTENSIBLE_BYTES = 40;
    private static final int SUBFORMAT_OFFSET = 24;
    private static final int DS64_BYTES = 16;
    private static final int MAX_CHANNELS = 64;

    int frameBytes() {
        return channels * coding.bytes();
    }

    /** Reads up to the first sample. */
    static WavHeader read(InputStream in) throws IOException {
        String kind = tag(in, "RIFF");
        word(in, "RIFF");
        boolean riff = kind.equals("RIFF") || kind.equals("RF64") || kind.equals("BW64");
        if (!riff || !tag(in, "RIFF").equals("WAVE")) {
            throw new IOException("it is no RIFF/WAVE file; give a WAV or FLAC file");
        }
        ByteBuffer format = null;
        long dataBytes = -1;
        long position = 12;
        while (true) {
            String id = tag(in, format == null ? "format" : "data");
            long bytes = word(in, "data") & 0xFFFF_FFFFL;
            position += 8;
            if (id.equals("data")) {
                return parse(format, dataBytes < 0 || bytes != 0xFFFF_FFFFL ? bytes : dataBytes, position);
            }
            long padded = bytes + (bytes & 1);
            if (id.equals("fmt ")) {
                format = chunk(in, "format", padded);
            } else if (id.equals("ds64") && !kind.equals("RIFF")) {
                ByteBuffer sizes = chunk(in, id, padded);
                dataBytes = sizes.capacity() < DS64_BYTES ? 0 : Math.max(0, sizes.getLong(8));
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
        int code = format.getShort(0) & 0xFFFF;
        boolean extensible = code == EXTENSIBLE && format.capacity() >= EXTENSIBLE_BYTES;
        if (extensible) {
            code = format.getShort(SUBFORMAT_OFFSET) & 0xFFFF;
        }
        int channels = format.getShort(2) & 0xFFFF;
        int rate = format.getInt(4);
        if (channels == 0 || channels > MAX_CHANNELS || rate <= 0) {
            throw new IOException(
                    "its header says " + channels + " channels at " + (rate & 0xFFFF_FFFFL) + " Hz; record it again");
        }
        int block = format.getShort(12) & 0xFFFF;
        int bits = format.getShort(14) & 0xFFFF;
        WavCoding coding = block % channels != 0 ? null : WavCoding.of(code, bits, block / channels, extensible);
        if (coding == null) {
            throw new IOException("its samples are " + bits + " bit of WAVE format " + code + " in blocks of " + block
                    + " bytes for " + channels + " channels, which is not read; convert it to 16 bit PCM");
        }
        return new WavHeader(channels, rate, coding, dataBytes, position);
    }

    private static ByteBuffer chunk(InputStream in, String name, long bytes) throws IOException {
        if (bytes > 1024) {
            throw new IOException("its " + name + " chunk has " + bytes + " bytes; record it again");
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

    private static String tag(InputStream in, String sought) throws IOException {
        return new String(four(in, sought), StandardCharsets.ISO_8859_1);
    }

    private static int word(InputStream in, String sought) throws IOException {
        return ByteBuffer.wrap(four(in, sought)).order(ByteOrder.LITTLE_ENDIAN).getInt();
    }

    private static byte[] four(InputStream in, String sought) throws IOException {
        byte[] raw = in.readNBytes(4);
        if (raw.length < 4) {
            throw new IOException("it ends before its " + sought + " chunk; copy or record it again");
        }
        return raw;
    }
}
