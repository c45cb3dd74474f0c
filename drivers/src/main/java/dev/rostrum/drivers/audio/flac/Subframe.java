package dev.rostrum.drivers.audio.flac;

import java.io.IOException;
import java.util.Arrays;

/** One channel of one frame, RFC 9639 section 9.2. */
final class Subframe {
    private static final int CONSTANT = 0;
    private static final int VERBATIM = 1;
    private static final int FIXED = 8;
    private static final int LPC = 32;
    private static final int MAX_FIXED = 4;

    /** Fixed predictors are linear ones with these coefficients, the newest sample's first. */
    private static final long[][] FIXED_COEFFICIENTS = {{}, {1}, {2, -1}, {3, -3, 1}, {4, -6, 4, -1}};

    private final BitInput in;
    private final long[] samples;
    private final int block;

    private Subframe(BitInput in, long[] samples, int block) {
        this.in = in;
        this.samples = samples;
        this.block = block;
    }

    /**
     * Decodes one.
     *
     * @param bits of a sample, one more for a difference of channels
     * @param into filled from index 0
     * @param block how many samples
     */
    static void read(BitInput in, int bits, long[] into, int block) throws IOException, NoFrame {
        boolean padding = in.read(1) == 1;
        int type = (int) in.read(6);
        int wasted = in.read(1) == 1 ? in.readUnary() + 1 : 0;
        if (padding || wasted >= bits) {
            throw new NoFrame("the head of a subframe is damaged");
        }
        new Subframe(in, into, block).read(type, bits - wasted);
        for (int i = 0; wasted > 0 && i < block; i++) {
            into[i] <<= wasted;
        }
    }

    private void read(int type, int bits) throws IOException, NoFrame {
        if (type == CONSTANT) {
            Arrays.fill(samples, 0, block, in.readSigned(bits));
        } else if (type == VERBATIM) {
            plain(bits, block);
        } else if (type >= LPC) {
            linear(bits, type - LPC + 1);
        } else if (type >= FIXED && type <= FIXED + MAX_FIXED) {
            int order = type - FIXED;
            plain(bits, order);
            residual(order);
            predict(FIXED_COEFFICIENTS[order], 0);
        } else {
            throw new NoFrame("a subframe of a kind that no standard knows");
        }
    }

    private void linear(int bits, int order) throws IOException, NoFrame {
        plain(bits, order);
        int precision = (int) in.read(4) + 1;
        int shift = (int) in.readSigned(5);
        if (precision == 16 || shift < 0) {
            throw new NoFrame("the predictor of a subframe is damaged");
        }
        long[] coefficients = new long[order];
        for (int i = 0; i < order; i++) {
            coefficients[i] = in.readSigned(precision);
        }
        residual(order);
        predict(coefficients, shift);
    }

    private void plain(int bits, int count) throws IOException, NoFrame {
        if (count > block) {
            throw new NoFrame("a subframe has more warm-up samples than samples");
        }
        for (int i = 0; i < count; i++) {
            samples[i] = in.readSigned(bits);
        }
    }

    /** Leaves, from index {@code order} on, what prediction is wrong by; section 9.2.7. */
    private void residual(int order) throws IOException, NoFrame {
        int method = (int) in.read(2);
        int partitionOrder = (int) in.read(4);
        int length = block >> partitionOrder;
        if (method > 1 || length << partitionOrder != block || length < order) {
            throw new NoFrame("the residual of a subframe is damaged");
        }
        int parameterBits = method == 0 ? 4 : 5;
        int escape = (1 << parameterBits) - 1;
        for (int from = order, to = length; to <= block; from = to, to += length) {
            int parameter = (int) in.read(parameterBits);
            if (parameter == escape) {
                int bits = (int) in.read(5);
                for (int i = from; i < to; i++) {
                    samples[i] = in.readSigned(bits);
                }
            } else {
                rice(parameter, from, to);
            }
        }
    }

    private void rice(int parameter, int from, int to) throws IOException, NoFrame {
        for (int i = from; i < to; i++) {
            long folded = ((long) in.readUnary() << parameter) | in.read(parameter);
            samples[i] = (folded >>> 1) ^ -(folded & 1);
        }
    }

    private void predict(long[] coefficients, int shift) {
        int order = coefficients.length;
        for (int i = order; i < block; i++) {
            long sum = 0;
            for (int j = 0; j < order; j++) {
                sum += coefficients[j] * samples[i - 1 - j];
            }
            samples[i] += sum >> shift;
        }
    }
}
