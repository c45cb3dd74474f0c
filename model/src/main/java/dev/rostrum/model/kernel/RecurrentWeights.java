package dev.rostrum.model.kernel;

import java.util.Arrays;

/**
 * The recurrent weights of one direction, row by row, as a step reads them: what a cell said before, times its row, is
 * added to the sums of all gates. Columns have a common factor, which is left to the caller. Immutable.
 */
public final class RecurrentWeights {
    /** How many rows are added in one go, so that the sums are read and written that much less often. */
    static final int TOGETHER = 4;

    private final Rows rows;
    private final float[] scale;
    private final int size;

    private RecurrentWeights(Rows rows, float[] scale, int size) {
        this.rows = rows;
        this.scale = scale;
        this.size = size;
    }

    /** Weights in single precision, row-major; the array is the number of rows squared, times four. */
    public static RecurrentWeights ofFloats(float[] weights) {
        int columns = columns(weights.length);
        float[][] rows = new float[weights.length / columns][];
        for (int j = 0; j < rows.length; j++) {
            rows[j] = Arrays.copyOfRange(weights, j * columns, (j + 1) * columns);
        }
        float[] one = new float[columns];
        Arrays.fill(one, 1f);
        return new RecurrentWeights(new FloatRows(rows), one, weights.length);
    }

    /**
     * Weights in half precision (IEEE 754 binary16), row-major as in {@link #ofFloats}, to be multiplied by the factor
     * of their column.
     */
    public static RecurrentWeights ofHalves(short[] halves, float[] scale) {
        int columns = columns(halves.length);
        if (scale.length != columns) {
            throw new IllegalArgumentException("scale=" + scale.length + " columns=" + columns);
        }
        short[][] rows = new short[halves.length / columns][];
        for (int j = 0; j < rows.length; j++) {
            rows[j] = Arrays.copyOfRange(halves, j * columns, (j + 1) * columns);
        }
        return new RecurrentWeights(new HalfRows(rows), scale.clone(), halves.length);
    }

    private static int columns(int size) {
        return (int) (4 * Math.sqrt(size / 4.0));
    }

    int size() {
        return size;
    }

    float[] scale() {
        return scale.clone();
    }

    /** Adds {@code state[j]} times row {@code j} to {@code sums}, for all rows. */
    void addTo(float[] sums, float[] state) {
        rows.addTo(sums, state);
    }

    /** One array a row: the compiler can tell that no two overlap. */
    private sealed interface Rows {
        void addTo(float[] sums, float[] state);
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record FloatRows(float[][] rows) implements Rows {
        @Override
        public void addTo(float[] sums, float[] h) {
            for (int j = 0; j < rows.length; j += TOGETHER) {
                add(sums, h[j], rows[j], h[j + 1], rows[j + 1], h[j + 2], rows[j + 2], h[j + 3], rows[j + 3]);
            }
        }

        // more parameters than the house allows: an array of rows would hide from the compiler what does not overlap
        private static void add(
                float[] z, float a, float[] ra, float b, float[] rb, float c, float[] rc, float d, float[] rd) {
            for (int i = 0; i < z.length; i++) {
                z[i] = Math.fma(a, ra[i], Math.fma(b, rb[i], Math.fma(c, rc[i], Math.fma(d, rd[i], z[i]))));
            }
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record HalfRows(short[][] rows) implements Rows {
        @Override
        public void addTo(float[] sums, float[] h) {
            for (int j = 0; j < rows.length; j += TOGETHER) {
                add(sums, h[j], rows[j], h[j + 1], rows[j + 1], h[j + 2], rows[j + 2], h[j + 3], rows[j + 3]);
            }
        }

        // the same reason as above
        private static void add(
                float[] z, float a, short[] ra, float b, short[] rb, float c, short[] rc, float d, short[] rd) {
            for (int i = 0; i < z.length; i++) {
                float sum = Math.fma(d, Float.float16ToFloat(rd[i]), z[i]);
                sum = Math.fma(c, Float.float16ToFloat(rc[i]), sum);
                sum = Math.fma(b, Float.float16ToFloat(rb[i]), sum);
                z[i] = Math.fma(a, Float.float16ToFloat(ra[i]), sum);
            }
        }
    }
}
