package dev.rostrum.model.kernel;

import java.util.Arrays;

/**
 * What stands between a bank of filters and the next layer: the answers to sound whose mean and level are taken out,
 * their magnitudes, the largest of a few at a time, each filter brought to mean 0 and variance 1 over the window, a
 * scale and an offset of its own, and a small slope below zero. Filters are linear, so mean and level of the sound are
 * taken out of their answers, which need not be made anew for every window. Holds scratch space: one caller at a time.
 */
public final class FilterPooling {
    private static final double EPSILON = 1e-5;
    private static final float SLOPE = 0.01f;
    /** Frames at a time: few enough to stay near the processor, many enough for long loops. */
    private static final int FRAMES = 32;

    private static final int TOGETHER = 3;

    /**
     * A bank of filters and what comes after it; one number for each filter.
     *
     * @param sums of the filter's taps: its answer to a constant 1
     * @param offset added to its answer
     * @param scale of what comes out
     * @param shift of what comes out
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Bank(float[] sums, float[] offset, float[] scale, float[] shift) {
        public Bank {
            if (sums.length != offset.length || sums.length != scale.length || sums.length != shift.length) {
                throw new IllegalArgumentException("sums=" + sums.length + " offset=" + offset.length + " scale="
                        + scale.length + " shift=" + shift.length);
            }
        }

        int filters() {
            return sums.length;
        }
    }

    /** The filters' answers, instant by instant. */
    @FunctionalInterface
    public interface Answers {
        /** Copies the answers of all filters at instant {@code row} of the window to {@code out} from {@code at} on. */
        void copy(int row, float[] out, int at);
    }

    private final Bank bank;
    private final float[][] answers;
    private final float[] constant;
    private final float[] pivot;
    private final float[] largest;
    private final float[] sum;
    private final float[] squares;
    private final float[] factor;
    private final float[] addend;
    private final Buffers buffers = new Buffers();
    private float[] out = new float[0];
    private float by;

    public FilterPooling(Bank bank) {
        this.bank = bank;
        int block = FRAMES * bank.filters();
        answers = new float[TOGETHER][block];
        constant = new float[block];
        pivot = new float[block];
        largest = new float[block];
        sum = new float[block];
        squares = new float[block];
        factor = new float[block];
        addend = new float[block];
    }

    /** How many frames come of {@code rows} instants. */
    public static int frames(int rows) {
        return rows / TOGETHER;
    }

    /**
     * Pools a window.
     *
     * @param rows instants in the window, at least {@code 3}
     * @param mean of the sound
     * @param level what the sound is to be multiplied by
     * @return row-major {@code [frames(rows)][filters]}; LENT until the next call
     */
    public float[] pool(Answers source, int rows, double mean, double level) {
        int filters = bank.filters();
        for (int i = 0; i < constant.length; i++) {
            int filter = i % filters;
            constant[i] = (float) (bank.offset()[filter] - level * mean * bank.sums()[filter]);
        }
        by = (float) level;
        Arrays.fill(sum, 0f);
        Arrays.fill(squares, 0f);
        int frames = magnitudes(source, rows, true);
        measure(frames);
        normalize();
        return out;
    }

    /** The same with the mean, the level and the moments of the window that {@link #pool} had last: what follows it. */
    public float[] poolAlike(Answers source, int rows) {
        magnitudes(source, rows, false);
        normalize();
        return out;
    }

    /** Puts the largest magnitudes of every frame into {@link #out}, and counts them where {@code counted}. */
    private int magnitudes(Answers source, int rows, boolean counted) {
        int filters = bank.filters();
        int frames = frames(rows);
        out = buffers.of(frames * filters);
        for (int first = 0; first < frames; first += FRAMES) {
            int count = Math.min(FRAMES, frames - first) * filters;
            gather(source, first, count / filters);
            magnitudes(largest, answers[0], answers[1], answers[2], constant, by, count);
            if (counted && first == 0) {
                for (int i = 0; i < pivot.length; i++) {
                    pivot[i] = largest[i % filters];
                }
            }
            if (counted) {
                tally(largest, pivot, sum, squares, count);
            }
            System.arraycopy(largest, 0, out, first * filters, count);
        }
        return frames;
    }

    private void gather(Answers source, int firstFrame, int frames) {
        int filters = bank.filters();
        for (int frame = 0; frame < frames; frame++) {
            for (int k = 0; k < TOGETHER; k++) {
                source.copy((firstFrame + frame) * TOGETHER + k, answers[k], frame * filters);
            }
        }
    }

    /** Every loop has one index and no offset, so that the compiler turns it into vector instructions. */
    private static void magnitudes(float[] out, float[] x, float[] y, float[] z, float[] b, float a, int count) {
        for (int i = 0; i < count; i++) {
            float first = Math.abs(Math.fma(a, x[i], b[i]));
            float second = Math.abs(Math.fma(a, y[i], b[i]));
            float third = Math.abs(Math.fma(a, z[i], b[i]));
            out[i] = Math.max(Math.max(first, second), third);
        }
    }

    /** Sums of what lies beyond the pivot: near the mean, so that little is lost in single precision. */
    private static void tally(float[] x, float[] pivot, float[] sum, float[] squares, int count) {
        for (int i = 0; i < count; i++) {
            float beyond = x[i] - pivot[i];
            sum[i] += beyond;
            squares[i] = Math.fma(beyond, beyond, squares[i]);
        }
    }

    /** What every filter is to be multiplied by and raised by, of its moments. */
    private void measure(int frames) {
        int filters = bank.filters();
        for (int filter = 0; filter < filters; filter++) {
            double all = 0;
            double square = 0;
            for (int i = filter; i < sum.length; i += filters) {
                all += sum[i];
                square += squares[i];
            }
            double beyond = all / frames;
            double deviation = Math.sqrt(Math.max(0, square / frames - beyond * beyond) + EPSILON);
            double times = bank.scale()[filter] / deviation;
            for (int i = filter; i < factor.length; i += filters) {
                factor[i] = (float) times;
                addend[i] = (float) (bank.shift()[filter] - times * (pivot[i] + beyond));
            }
        }
    }

    private void normalize() {
        for (int first = 0; first < out.length; first += largest.length) {
            int count = Math.min(largest.length, out.length - first);
            System.arraycopy(out, first, largest, 0, count);
            lean(largest, factor, addend, count);
            System.arraycopy(largest, 0, out, first, count);
        }
    }

    private static void lean(float[] x, float[] factor, float[] addend, int count) {
        for (int i = 0; i < count; i++) {
            float y = Math.fma(x[i], factor[i], addend[i]);
            x[i] = Math.max(y, SLOPE * y);
        }
    }
}
