package dev.rostrum.drivers.audio.flac;

import java.io.IOException;
import java.util.HexFormat;

/**
 * What the head of a stream says of it, RFC 9639 section 8.2.
 *
 * @param minBlock fewest samples of a channel in a frame, the last frame left out
 * @param maxBlock most samples of a channel in a frame
 * @param total samples of a channel; 0 where it does not say
 * @param md5 of all samples in lower-case hexadecimals; empty where it does not say
 */
record StreamInfo(int minBlock, int maxBlock, int sampleRate, int channels, int bits, long total, String md5) {
    private static final long MAGIC = 0x664C6143; // fLaC
    private static final int STREAMINFO = 0;
    private static final int BYTES = 34;

    /**
     * Reads the magic number and all blocks of metadata.
     *
     * @throws NoFrame where there is no head of a stream
     */
    static StreamInfo read(BitInput in) throws IOException, NoFrame {
        if (in.read(32) != MAGIC) {
            throw new NoFrame("no FLAC stream begins there");
        }
        boolean last = in.read(1) == 1;
        long type = in.read(7);
        long bytes = in.read(24);
        if (type != STREAMINFO || bytes < BYTES) {
            throw new NoFrame("a FLAC stream without its header");
        }
        StreamInfo info = block(in);
        in.skip(bytes - BYTES);
        while (!last) {
            last = in.read(1) == 1;
            in.read(7);
            in.skip(in.read(24));
        }
        return info;
    }

    private static StreamInfo block(BitInput in) throws IOException, NoFrame {
        int minBlock = (int) in.read(16);
        int maxBlock = (int) in.read(16);
        in.read(48); // shortest and longest frame in bytes
        int rate = (int) in.read(20);
        int channels = (int) in.read(3) + 1;
        int bits = (int) in.read(5) + 1;
        long total = in.read(36);
        byte[] md5 = new byte[16];
        boolean known = false;
        for (int i = 0; i < md5.length; i++) {
            md5[i] = (byte) in.read(8);
            known |= md5[i] != 0;
        }
        if (rate == 0 || bits < 4) {
            throw new NoFrame("its header says " + rate + " Hz and " + bits + " bit");
        }
        return new StreamInfo(
                minBlock,
                maxBlock,
                rate,
                channels,
                bits,
                total,
                known ? HexFormat.of().formatHex(md5) : "");
    }

    /** What comes out of both can be strung together. */
    boolean continues(StreamInfo other) {
        return sampleRate == other.sampleRate && channels == other.channels && bits == other.bits;
    }
}
