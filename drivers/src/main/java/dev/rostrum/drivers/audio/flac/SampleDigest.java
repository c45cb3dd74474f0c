package dev.rostrum.drivers.audio.flac;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The MD5 of a stream's samples: interleaved, little-endian, in whole bytes; RFC 9639 section 8.2. */
final class SampleDigest {
    private final MessageDigest md5;
    private byte[] bytes = new byte[0];

    SampleDigest() {
        try {
            md5 = MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }

    /** @param samples {@code [channel][sample]} */
    void add(long[][] samples, int count, int bits) {
        int width = (bits + 7) / 8;
        int length = count * samples.length * width;
        if (bytes.length < length) {
            bytes = new byte[length];
        }
        int at = 0;
        for (int i = 0; i < count; i++) {
            for (long[] channel : samples) {
                for (int shift = 0; shift < 8 * width; shift += 8) {
                    bytes[at++] = (byte) (channel[i] >> shift);
                }
            }
        }
        md5.update(bytes, 0, length);
    }

    /** In lower-case hexadecimals; what follows is counted anew. */
    String take() {
        return HexFormat.of().formatHex(md5.digest());
    }
}
