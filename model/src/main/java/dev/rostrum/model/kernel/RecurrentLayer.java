package dev.rostrum.model.kernel;

/**
 * One bidirectional LSTM layer (Hochreiter and Schmidhuber 1997; no peepholes), given the projections of its inputs.
 * Holds scratch space: one caller at a time.
 *
 * <p>For one sequence at a time a recurrence is bound by reading its weights, once a step. With the input projections
 * of all steps made beforehand as one matrix product, the hidden part alone is left, a third of the weights; and where
 * those are stored in half precision or less, they are read as halves.
 */
public final class RecurrentLayer {
    private static final int GATES = 4;

    private final int hidden;
    private final Direction forward;
    private final Direction backward;
    private float[] out = new float[0];

    /**
     * A layer with the recurrent weights of both directions, {@code [hidden][4 * hidden]}, gates in the order input,
     * forget, cell, output.
     *
     * @param hidden cells of one direction, a multiple of 8
     * @param backward those of the direction that starts at the end
     */
    public RecurrentLayer(int hidden, RecurrentWeights forward, RecurrentWeights backward) {
        if (hidden < 8 || hidden % RecurrentWeights.TOGETHER != 0) {
            throw new IllegalArgumentException("hidden=" + hidden + " is no multiple of 8");
        }
        int size = hidden * GATES * hidden;
        if (forward.size() != size || backward.size() != size) {
            throw new IllegalArgumentException(
                    "forward=" + forward.size() + " backward=" + backward.size() + " expected=" + size);
        }
        this.hidden = hidden;
        this.forward = new Direction(hidden, forward);
        this.backward = new Direction(hidden, backward);
    }

    /** What the forward direction knows of the frames before some frame; of none, zeros. */
    public static final class Memory {
        private final float[] cells;
        private final float[] state;

        private Memory(int hidden) {
            cells = new float[hidden];
            state = new float[hidden];
        }
    }

    /** A memory of nothing. */
    public Memory newMemory() {
        return new Memory(hidden);
    }

    /**
     * Runs both directions from a state of zeros.
     *
     * @param projections row-major {@code [frames][2][4 * hidden]}: input times weights plus bias, forward then
     *     backward; LENT, not changed
     * @return row-major {@code [frames][2 * hidden]}, forward then backward, and perhaps more behind; LENT until the next
     *     call
     */
    public float[] run(float[] projections, int frames) {
        return resume(projections, frames, frames, newMemory());
    }

    /**
     * The same of frames that others came before: forward from what {@code memory} holds, backward from a state of zeros,
     * since nobody knows what follows.
     *
     * @param keepAt from 0 to {@code frames}: {@code memory} then holds what is known before this frame
     */
    public float[] resume(float[] projections, int frames, int keepAt, Memory memory) {
        if (keepAt < 0 || keepAt > frames) {
            throw new IllegalArgumentException("keepAt=" + keepAt + " frames=" + frames);
        }
        if (out.length < frames * 2 * hidden) {
            out = new float[frames * 2 * hidden];
        }
        forward.recall(memory);
        for (int frame = 0; frame < frames; frame++) {
            if (frame == keepAt) {
                forward.keep(memory);
            }
            forward.step(projections, frame * 2 * GATES * hidden, out, frame * 2 * hidden);
        }
        if (keepAt == frames) {
            forward.keep(memory);
        }
        backward.clear();
        for (int frame = frames - 1; frame >= 0; frame--) {
            backward.step(projections, (frame * 2 + 1) * GATES * hidden, out, (frame * 2 + 1) * hidden);
        }
        return out;
    }

    /**
     * The cells of one direction. Every loop runs over whole arrays with one index and no offset: so the compiler can
     * tell that no store meets a later load, and turns it into vector instructions. What it does singly before and
     * after them is for each loop, so the loops are few and long: all gates are squashed as one array, the cell's as
     * tanh(x) = 2 / (1 + exp(-2x)) - 1.
     */
    private static final class Direction {
        private final int hidden;
        private final RecurrentWeights weights;
        private final float[] scale;
        private final float[] steepness;
        private final float[] sums;
        private final float[] gates;
        private final float[] input;
        private final float[] forget;
        private final float[] cell;
        private final float[] output;
        private final float[] memory;
        private final float[] state;

        Direction(int hidden, RecurrentWeights weights) {
            this.hidden = hidden;
            this.weights = weights;
            scale = weights.scale();
            steepness = new float[GATES * hidden];
            java.util.Arrays.fill(steepness, 1f);
            java.util.Arrays.fill(steepness, 2 * hidden, 3 * hidden, 2f);
            sums = new float[GATES * hidden];
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

        void recall(Memory from) {
            System.arraycopy(from.cells, 0, memory, 0, hidden);
            System.arraycopy(from.state, 0, state, 0, hidden);
        }

        void keep(Memory to) {
            System.arraycopy(memory, 0, to.cells, 0, hidden);
            System.arraycopy(state, 0, to.state, 0, hidden);
        }

        void step(float[] projections, int from, float[] out, int to) {
            java.util.Arrays.fill(sums, 0f);
            weights.addTo(sums, state);
            System.arraycopy(projections, from, gates, 0, gates.length);
            Squashing.sigmoid(gates, sums, scale, steepness);
            System.arraycopy(gates, 0, input, 0, hidden);
            System.arraycopy(gates, hidden, forget, 0, hidden);
            System.arraycopy(gates, 2 * hidden, cell, 0, hidden);
            System.arraycopy(gates, 3 * hidden, output, 0, hidden);
            remember(memory, forget, input, cell);
            System.arraycopy(memory, 0, state, 0, hidden);
            Squashing.tanh(state, output);
            System.arraycopy(state, 0, out, to, hidden);
        }

        private static void remember(float[] memory, float[] forget, float[] input, float[] cell) {
            for (int i = 0; i < memory.length; i++) {
                memory[i] = Math.fma(forget[i], memory[i], input[i] * Math.fma(2f, cell[i], -1f));
            }
        }
    }
}
