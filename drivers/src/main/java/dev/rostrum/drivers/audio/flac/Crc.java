package dev.rostrum.drivers.audio.flac;

/** The two checksums of a frame, RFC 9639 sections 9.1.8 and 9.3; both begin with 0, highest bit first. */
final class Crc {
    private static final int[] TABLE_8 = table(0x07, 8);
    private static final int[] TABLE_16 = table(0x8005, 16);

    private Crc() {}

    /** Of a frame header, by the polynomial x^8 + x^2 + x + 1. */
    static int crc8(byte[] bytes, int from, int to) {
        int crc = 0;
        for (int i = from; i < to; i++) {
            crc = TABLE_8[crc ^ (bytes[i] & 0xFF)];
        }
        return crc;
    }

    /** Of a whole frame, by the polynomial x^16 + x^15 + x^2 + 1. */
    static int crc16(byte[] bytes, int from, int to) {
        int crc = 0;
        for (int i = from; i < to; i++) {
            crc = ((crc << 8) & 0xFFFF) ^ TABLE_16[(crc >>> 8) ^ (bytes[i] & 0xFF)];
        }
        return crc;
    }

    private static int[] table(int polynomial, int width) {
        int[] table = new int[256];
        int top = 1 << (width - 1);
        for (int i = 0; i < table.length; i++) {
            int crc = i << (width - 8);
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & top) != 0 ? (crc << 1) ^ polynomial : crc << 1;
            }
            table[i] = crc & ((top << 1) - 1);
        }
        return table;
    }
}
