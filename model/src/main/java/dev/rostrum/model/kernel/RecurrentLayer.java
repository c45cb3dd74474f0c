package dev.rostrum.model.kernel;

/**
 * One bidirectional LSTM layer (Hochreiter and Schmidhuber 1997; no peepholes), given the projections of its inputs.
 * Holds scratch space: one caller at a time.
 *
 * <p>For one sequence at a time a recurrence is bound by reading its weights, once a step. With the input projections
 * of all steps made beforehand as one matrix product, the hidden part alone is left, a third of the weights.
 */
public final class RecurrentLayer {
    private static final int GATES = 4;

    private final int hidden;
    private final Direction forward;
    private final Direction backward;

    /**
     * A layer with the recurrent weights of both directions.
     *
     * @param hidden cells of one direction, a multiple of 8
     * @param forward row-major {@code [hidden][4 * hidden]}, gates in the order input, forget, cell, output
     * @param backward the same for the direction that starts at the end
     */
    public RecurrentLayer(int hidden, float[] forward, float[] backward) {
        if (hidden < 8 || hidden % Direction.TOGETHER != 0) {
            throw new IllegalArgumentException("hidden=" + hidden + " is no multiple of " + Direction.TOGETHER);
        }
        int size = hidden * GATES * hidden;
        if (forward.length != size || backward.length != size) {
            throw new IllegalArgumentException(
                    "forward=" + forward.length + " backward=" + backward.length + " expected=" + size);
        }
        this.hidden = hidden;
        this.forward = new Direction(hidden, forward);
        this.backward = new Direction(hidden, backward);
    }

    /**
     * Runs both directions from a state of zeros.
     *
     * @param projections row-major {@code [frames][2][4 * hidden]}: input times weights plus bias, forward then
     *     backward; LENT, not changed
     * @return row-major {@code [frames][2 * hidden]}, forward then backward
     */
    public float[] run(float[] projections, int frames) {
        float[] out = new float[frames * 2 * hidden];
        forward.clear();
        for (int frame = 0; frame < frames; frame++) {
            forward.step(projections, frame * 2 * GATES * hidden, out, frame * 2 * hidden);
        }
        backward.clear();
        for (int frame = frames - 1; frame >= 0; frame--) {
            backward.step(projections, (frame * 2 + 1) * GATES * hidden, out, (frame * 2 + 1) * hidden);
        }
        return out;
    }

    /**
     * The cells of one direction. Every loop runs over whole arrays with one index and no offset: so the compiler can
     * tell that no store meets a later load, and turns it into vector instructions. One array a weight row is for that.
     */
    private static final class Direction {
        static final int TOGETHER = 8;

        private final int hidden;
        private final float[][] rows;
        private final float[] gates;
        private final float[] input;
        private final float[] forget;
        private final float[] cell;
        private final float[] output;
        private final float[] memory;
        private final float[] state;

        Direction(int hidden, float[] weights) {
            this.hidden = hidden;
            rows = new float[hidden][GATES * hidden];
            for (int j = 0; j < hidden; j++) {
                System.arraycopy(weights, j * GATES * hidden, rows[j], 0, GATES * hidden);
            }
            gates = new float[GATES * hidden];
            input = new float[hidden];
            forget = new float[hidden];
            cell = new float[hidden];
            output = new float[hidden];
            memory = new float[hidden];
            state = new float[hidden];
        }

        void clear() {
            java.util.Arrays.fill(memory, 0f);
            java.util.Arrays.fill(state, 0f);
        }

        void step(float[] projections, int from, float[] out, int to) {
            System.arraycopy(projections, from, gates, 0, gates.length);
            for (int j = 0; j < hidden; j += TOGETHER) {
                addRows(j);
            }
            System.arraycopy(gates, 0, input, 0, hidden);
            System.arraycopy(gates, hidden, forget, 0, hidden);
            System.arraycopy(gates, 2 * hidden, cell, 0, hidden);
            System.arraycopy(gates, 3 * hidden, output, 0, hidden);
            Squashing.sigmoid(input);
            Squashing.sigmoid(forget);
            Squashing.tanh(cell);
            Squashing.sigmoid(output);
            remember(memory, forget, input, cell);
            System.arraycopy(memory, 0, state, 0, hidden);
            Squashing.tanh(state);
            multiply(state, output);
            System.arraycopy(state, 0, out, to, hidden);
        }

        /** Adds eight rows at once, so that the sums are read and written once in eight. */
        private void addRows(int j) {
            float[] h = state;
            add(gates, h[j], rows[j], h[j + 1], rows[j + 1], h[j + 2], rows[j + 2], h[j + 3], rows[j + 3]);
            add(gates, h[j + 4], rows[j + 4], h[j + 5], rows[j + 5], h[j + 6], rows[j + 6], h[j + 7], rows[j + 7]);
        }

        // more parameters than the house allows: an array of rows would hide from the compiler what does not overlap
        private static void add(
                float[] z, float a, float[] ra, float b, float[] rb, float c, float[] rc, float d, float[] rd) {
            for (int i = 0; i < z.length; i++) {
                z[i] = Math.fma(a, ra[i], Math.fma(b, rb[i], Math.fma(c, rc[i], Math.fma(d, rd[i], z[i]))));
            }
        }

        private static void remember(float[] memory, float[] forget, float[] input, float[] cell) {
            for (int i = 0; i < memory.length; i++) {
                memory[i] = Math.fma(forget[i], memory[i], input[i] * cell[i]);
            }
        }

        private static void multiply(float[] x, float[] y) {
            for (int i = 0; i < x.length; i++) {
                x[i] *= y[i];
            }
        }
    }
}
