package dev.rostrum.drivers.audio.flac;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.function.LongUnaryOperator;

/**
 * Writes FLAC streams by hand, after RFC 9639 and without the decoder's code, so that tests can make them right and
 * wrong. Samples are {@code [channel][sample]}; every sample of a residual takes the escape or a Rice code as asked.
 */
public final class FlacBytes {
    /** How a subframe stores its samples. */
    public enum Kind {
        CONSTANT,
        VERBATIM,
        FIXED_0,
        FIXED_1,
        FIXED_2,
        FIXED_3,
        FIXED_4,
        LPC
    }

    /** How a residual is stored: bits of a parameter, how often it is halved, and raw rather than in Rice codes. */
    public record Residual(int parameterBits, int partitionOrder, boolean escaped) {
        static final Residual PLAIN = new Residual(4, 0, false);
    }

    private static final long[][] FIXED = {{}, {1}, {2, -1}, {3, -3, 1}, {4, -6, 4, -1}};
    private static final long[] LPC = {1 << 9, -(1 << 8)};
    private static final int LPC_SHIFT = 9;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long pending;
    private int pendingBits;

    private FlacBytes() {}

    /** Magic number and STREAMINFO; {@code total} and {@code md5} as given, true or not. */
    public static byte[] head(int channels, int bits, int blockSize, long total, byte[] md5) {
        FlacBytes out = new FlacBytes();
        out.put("fLaC".getBytes(StandardCharsets.US_ASCII));
        out.put(0x80, 8).put(34, 24).put(blockSize, 16).put(blockSize, 16).put(0, 48);
        out.put(16_000, 20).put(channels - 1, 3).put(bits - 1, 5).put(total, 36);
        out.put(md5);
        return out.bytes.toByteArray();
    }

    /** One after another. */
    public static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** A whole stream with frames of {@code blockSize} and the right length and MD5. */
    public static byte[] stream(long[][] samples, int bits, int blockSize, Kind kind) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head(samples.length, bits, blockSize, samples[0].length, md5(samples, bits)));
        for (int from = 0; from < samples[0].length; from += blockSize) {
            long[][] part = cut(samples, from, Math.min(samples[0].length, from + blockSize));
            all.writeBytes(frame(from / blockSize, part, bits, samples.length - 1, kind, Residual.PLAIN));
        }
        return all.toByteArray();
    }

    /**
     * One frame.
     *
     * @param assignment as coded: channels less one, or 8, 9, 10 for two that are stored by their difference
     */
    public static byte[] frame(long number, long[][] samples, int bits, int assignment, Kind kind, Residual residual) {
        FlacBytes out = new FlacBytes();
        int block = samples[0].length;
        out.put(0x7FFC, 15)
                .put(0, 1)
                .put(7, 4)
                .put(5, 4)
                .put(assignment, 4)
                .put(0, 3)
                .put(0, 1);
        out.putNumber(number);
        out.put(block - 1, 16);
        out.put(crc(out.bytes.toByteArray(), 0x07, 8), 8);
        long[][] stored = stored(samples, assignment);
        for (int c = 0; c < stored.length; c++) {
            boolean side = c == (assignment == 9 ? 0 : 1) && assignment >= 8;
            out.putSubframe(stored[c], bits + (side ? 1 : 0), kind, residual);
        }
        out.put(0, -out.pendingBits & 7);
        out.put(crc(out.bytes.toByteArray(), 0x8005, 16), 16);
        return out.bytes.toByteArray();
    }

    /** The MD5 of the samples as a header carries it. */
    public static byte[] md5(long[][] samples, int bits) {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        for (int i = 0; i < samples[0].length; i++) {
            for (long[] channel : samples) {
                for (int at = 0; at < bits; at += 8) {
                    raw.write((int) (channel[i] >> at));
                }
            }
        }
        try {
            return MessageDigest.getInstance("MD5").digest(raw.toByteArray());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** {@code channels} different curves of {@code count} samples that fit {@code bits}. */
    public static long[][] curves(int channels, int count, int bits, LongUnaryOperator noise) {
        long[][] samples = new long[channels][count];
        for (int c = 0; c < channels; c++) {
            for (int i = 0; i < count; i++) {
                double angle = i * (0.05 + 0.03 * c);
                long smooth = Math.round(Math.sin(angle) * 0.2 * (1L << (bits - 1)));
                samples[c][i] = smooth + Math.floorMod(noise.applyAsLong(i * 31L + c), 5) - 2;
            }
        }
        return samples;
    }

    static long[][] cut(long[][] samples, int from, int to) {
        long[][] part = new long[samples.length][to - from];
        for (int c = 0; c < samples.length; c++) {
            System.arraycopy(samples[c], from, part[c], 0, to - from);
        }
        return part;
    }

    private static long[][] stored(long[][] samples, int assignment) {
        if (assignment < 8) {
            return samples;
        }
        long[][] stored = new long[2][samples[0].length];
        for (int i = 0; i < stored[0].length; i++) {
            long left = samples[0][i];
            long right = samples[1][i];
            stored[0][i] = assignment == 8 ? left : assignment == 9 ? left - right : (left + right) >> 1;
            stored[1][i] = assignment == 9 ? right : left - right;
        }
        return stored;
    }

    private void putSubframe(long[] samples, int bits, Kind kind, Residual residual) {
        int wasted = samples.length == 0 ? 0 : wasted(samples, bits);
        int type = switch (kind) {
            case CONSTANT -> 0;
            case VERBATIM -> 1;
            case LPC -> 32 + LPC.length - 1;
            default -> 8 + order(kind);
        };
        put(0, 1).put(type, 6);
        if (wasted == 0) {
            put(0, 1);
        } else {
            put(1, 1).put(0, wasted - 1).put(1, 1);
        }
        long[] shifted = new long[samples.length];
        for (int i = 0; i < samples.length; i++) {
            shifted[i] = samples[i] >> wasted;
        }
        putSamples(shifted, bits - wasted, kind, residual);
    }

    private static int order(Kind kind) {
        return switch (kind) {
            case FIXED_0, CONSTANT, VERBATIM, LPC -> 0;
            case FIXED_1 -> 1;
            case FIXED_2 -> 2;
            case FIXED_3 -> 3;
            case FIXED_4 -> 4;
        };
    }

    private void putSamples(long[] samples, int bits, Kind kind, Residual residual) {
        if (kind == Kind.CONSTANT) {
            put(samples[0], bits);
            return;
        }
        if (kind == Kind.VERBATIM) {
            for (long sample : samples) {
                put(sample, bits);
            }
            return;
        }
        long[] coefficients = kind == Kind.LPC ? LPC : FIXED[order(kind)];
        for (int i = 0; i < coefficients.length; i++) {
            put(samples[i], bits);
        }
        if (kind == Kind.LPC) {
            put(11 - 1, 4).put(LPC_SHIFT, 5);
            for (long coefficient : coefficients) {
                put(coefficient, 11);
            }
        }
        putResidual(samples, coefficients, kind == Kind.LPC ? LPC_SHIFT : 0, residual);
    }

    private void putResidual(long[] samples, long[] coefficients, int shift, Residual how) {
        put(how.parameterBits() - 4, 2).put(how.partitionOrder(), 4);
        int length = samples.length >> how.partitionOrder();
        int from = coefficients.length;
        for (int to = length; to <= samples.length; to += length) {
            long widest = 0;
            for (int i = from; i < to; i++) {
                long wrong = residual(samples, coefficients, shift, i);
                widest = Math.max(widest, wrong < 0 ? ~wrong : wrong);
            }
            int width = 65 - Long.numberOfLeadingZeros(widest);
            int parameter = Math.min(Math.max(0, width - 2), (1 << how.parameterBits()) - 2);
            put(how.escaped() ? (1 << how.parameterBits()) - 1 : parameter, how.parameterBits());
            if (how.escaped()) {
                put(width, 5);
            }
            for (int i = from; i < to; i++) {
                long wrong = residual(samples, coefficients, shift, i);
                if (how.escaped()) {
                    put(wrong, width);
                } else {
                    long folded = wrong < 0 ? -2 * wrong - 1 : 2 * wrong;
                    for (long zeros = folded >> parameter; zeros > 0; zeros--) {
                        put(0, 1);
                    }
                    put(1, 1).put(folded & ((1L << parameter) - 1), parameter);
                }
            }
            from = to;
        }
    }

    private static long residual(long[] samples, long[] coefficients, int shift, int at) {
        long sum = 0;
        for (int j = 0; j < coefficients.length; j++) {
            sum += coefficients[j] * samples[at - 1 - j];
        }
        return samples[at] - (sum >> shift);
    }

    private static int wasted(long[] samples, int bits) {
        long used = 0;
        for (long sample : samples) {
            used |= sample;
        }
        return used == 0 ? 0 : Math.min(Long.numberOfTrailingZeros(used), bits - 1);
    }

    private void putNumber(long number) {
        int length = number < 0x80 ? 1 : (Long.SIZE - Long.numberOfLeadingZeros(number) + 3) / 5;
        if (length == 1) {
            put(number, 8);
            return;
        }
        put(((0xFF00 >> length) & 0xFF) | (number >> (6 * (length - 1))), 8);
        for (int shift = 6 * (length - 2); shift >= 0; shift -= 6) {
            put(0x80 | ((number >> shift) & 0x3F), 8);
        }
    }

    private void put(byte[] raw) {
        for (byte one : raw) {
            put(one, 8);
        }
    }

    private FlacBytes put(long value, int count) {
        for (int i = count - 1; i >= 0; i--) {
            pending = (pending << 1) | ((value >> i) & 1);
            pendingBits++;
            if (pendingBits == 8) {
                bytes.write((int) pending);
                pending = 0;
                pendingBits = 0;
            }
        }
        return this;
    }

    /** The bitwise division that defines it. */
    private static int crc(byte[] raw, int polynomial, int width) {
        int crc = 0;
        for (byte one : raw) {
            for (int bit = 7; bit >= 0; bit--) {
                int top = (crc >> (width - 1)) & 1;
                crc = (crc << 1) & ((1 << width) - 1);
                if ((top ^ ((one >> bit) & 1)) == 1) {
                    crc ^= polynomial;
                }
            }
        }
        return crc;
    }
}
