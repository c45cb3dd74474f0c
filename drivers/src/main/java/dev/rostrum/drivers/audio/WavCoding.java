package dev.rostrum.drivers.audio;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** How a RIFF/WAVE file codes a sample, little-endian. */
enum WavCoding {
    /** Without sign; the middle is 128. */
    U8(1),
    S16(2),
    S24(3),
    S32(4),
    /** The low three bytes of four, as {@code arecord -f S24_LE} writes it; what is in the fourth does not matter. */
    S24_IN_4(4),
    F32(4),
    F64(8);

    private static final int PCM = 1;
    private static final int FLOAT = 3;
    private static final float SCALE_8 = 1f / (1 << 7);
    private static final float SCALE_16 = 1f / (1 << 15);
    private static final float SCALE_24 = 1f / (1 << 23);
    private static final float SCALE_32 = 1f / (1L << 31);

    private final int bytes;

    WavCoding(int bytes) {
        this.bytes = bytes;
    }

    /** From one sample of a channel to that of the next. */
    int bytes() {
        return bytes;
    }

    /**
     * The coding that a format chunk means. Whole numbers of fewer bits than their bytes hold stand in the upper ones.
     *
     * @param format 1 for whole numbers, 3 for floats
     * @param bits of a sample
     * @param bytes that a sample takes
     * @param extensible in the header's longer form, where {@code bits} are those of the bytes
     * @return null where it is none of these
     */
    static @Nullable WavCoding of(int format, int bits, int bytes, boolean extensible) {
        if (format == FLOAT) {
            return bits == 32 && bytes == 4 ? F32 : bits == 64 && bytes == 8 ? F64 : null;
        }
        if (format == PCM && bits == 24 && bytes == 4 && !extensible) {
            return S24_IN_4;
        }
        if (format != PCM || bits < 1 || bytes != (bits + 7) / 8) {
            return null;
        }
        return switch (bytes) {
            case 1 -> U8;
            case 2 -> S16;
            case 3 -> S24;
            case 4 -> S32;
            default -> null;
        };
    }

    /** The sample at {@code at}; whole numbers become [-1, 1). */
    float sample(ByteBuffer raw, int at) {
        return switch (this) {
            case U8 -> ((raw.get(at) & 0xFF) - 128) * SCALE_8;
            case S16 -> raw.getShort(at) * SCALE_16;
            case S24, S24_IN_4 -> ((raw.getShort(at) & 0xFFFF) | (raw.get(at + 2) << 16)) * SCALE_24;
            case S32 -> raw.getInt(at) * SCALE_32;
            case F32 -> raw.getFloat(at);
            case F64 -> (float) raw.getDouble(at);
        };
    }
}
