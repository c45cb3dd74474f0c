package dev.rostrum.model.tensorflow;

import java.util.Arrays;
import org.tensorflow.Output;

/** One direction of a recurrent layer as TensorFlow's own operation; gates in the order input, forget, cell, output. */
final class Lstm {
    private static final int GATES = 4;

    private Lstm() {}

    /**
     * Weights {@code name.input} {@code [inputs][4 * hidden]}, {@code name.recurrent} {@code [hidden][4 * hidden]} and
     * {@code name.bias}.
     *
     * @param x {@code [frames, 1, inputs]}
     * @param length number of frames, int64
     * @return {@code [frames, 1, hidden]}
     */
    static Output<?> of(GraphWriter g, Output<?> x, Output<?> length, String name) {
        int hidden = Math.toIntExact(g.shape(name + ".recurrent")[0]);
        float[] input = g.values(name + ".input");
        float[] recurrent = g.values(name + ".recurrent");
        float[] both = Arrays.copyOf(input, input.length + recurrent.length);
        System.arraycopy(recurrent, 0, both, input.length, recurrent.length);
        Output<?> state = g.floats(new float[hidden], 1, hidden);
        Output<?> peephole = g.floats(new float[hidden], hidden);
        Output<?> kernel = g.floats(both, both.length / (GATES * hidden), (long) GATES * hidden);
        return g.operation(
                        "BlockLSTMV2",
                        b -> b.setAttr("cell_clip", -1f).setAttr("use_peephole", false),
                        length,
                        x,
                        state,
                        state,
                        kernel,
                        peephole,
                        peephole,
                        peephole,
                        g.weight(name + ".bias"))
                .output(6);
    }

    /** The first dimension of a tensor as int64. */
    static Output<?> length(GraphWriter g, Output<?> x) {
        Output<?> frames = g.op("StridedSlice", g.op("Shape", x), g.ints(0), g.ints(1), g.ints(1));
        Output<?> one = g.op("Squeeze", frames);
        return g.operation("Cast", b -> b.setAttr("DstT", org.tensorflow.proto.DataType.DT_INT64), one)
                .output(0);
    }
}
