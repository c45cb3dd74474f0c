package dev.rostrum.model.tensorflow;

import dev.rostrum.model.bundle.WeightFile;
import dev.rostrum.model.kernel.RecurrentLayer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Output;

/**
 * The segmentation graph: sinc convolution, two small convolutions, four bidirectional LSTM layers, three dense layers
 * (Bredin, "pyannote.audio 2.1 speaker diarization pipeline", 2023). One graph serves every length.
 *
 * <p>Layout is {@code [1, 1, time, channel]} up to the recurrence and {@code [time, 1, channel]} inside it.
 */
final class PyanNet {
    private static final int HIDDEN = 128;
    private static final int FEATURES = 60;
    private static final int LAYERS = 4;
    private static final float EPSILON = 1e-5f;

    private final GraphWriter g;

    private PyanNet(GraphWriter writer) {
        g = writer;
    }

    /** The whole network in one stage: {@code [samples]} to log-probabilities {@code [frames, classes]}. */
    static List<GraphPorts> whole(GraphWriter writer) {
        PyanNet net = new PyanNet(writer);
        Output<?> samples = writer.input("samples", -1);
        Output<?> features = net.convolutions(samples);
        return List.of(new GraphPorts(List.of(samples), net.classes(net.recurrence(features))));
    }

    /**
     * What lies between the recurrent layers, for {@link #recurrentLayers} to join. Stage 0 turns {@code [samples]} into
     * the input projections {@code [frames, 2 * 4 * hidden]} of the first layer, stage k the output
     * {@code [frames, 2 * hidden]} of layer k - 1 into those of layer k, the last stage that of the last layer into
     * log-probabilities {@code [frames, classes]}.
     */
    static List<GraphPorts> stages(GraphWriter writer) {
        PyanNet net = new PyanNet(writer);
        Output<?> samples = writer.input("samples", -1);
        Output<?> features = writer.reshape(net.convolutions(samples), -1, FEATURES);
        List<GraphPorts> stages = new ArrayList<>();
        stages.add(new GraphPorts(List.of(samples), net.projections(features, 0)));
        for (int layer = 1; layer <= LAYERS; layer++) {
            Output<?> hidden = writer.input("hidden_" + layer, -1, 2L * HIDDEN);
            Output<?> result = layer < LAYERS ? net.projections(hidden, layer) : net.classes(hidden);
            stages.add(new GraphPorts(List.of(hidden), result));
        }
        return stages;
    }

    /** The recurrent layers that belong between the {@link #stages}. */
    static List<RecurrentLayer> recurrentLayers(WeightFile weights) {
        List<RecurrentLayer> layers = new ArrayList<>();
        for (int layer = 0; layer < LAYERS; layer++) {
            layers.add(new RecurrentLayer(
                    HIDDEN,
                    weights.values("lstm." + layer + ".forward.recurrent"),
                    weights.values("lstm." + layer + ".backward.recurrent")));
        }
        return layers;
    }

    /** Input times weights plus bias for both directions, forward then backward. */
    private Output<?> projections(Output<?> x, int layer) {
        String name = "lstm." + layer;
        float[] forward = g.values(name + ".forward.input");
        float[] backward = g.values(name + ".backward.input");
        int width = 4 * HIDDEN;
        float[] kernel = new float[2 * forward.length];
        for (int from = 0; from < forward.length; from += width) {
            System.arraycopy(forward, from, kernel, 2 * from, width);
            System.arraycopy(backward, from, kernel, 2 * from + width, width);
        }
        float[] bias = joined(g.values(name + ".forward.bias"), g.values(name + ".backward.bias"));
        Output<?> product = g.op("MatMul", x, g.floats(kernel, forward.length / width, 2L * width));
        return g.op("BiasAdd", product, g.floats(bias, bias.length));
    }

    private static float[] joined(float[] first, float[] second) {
        float[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private Output<?> convolutions(Output<?> samples) {
        Output<?> x = normalized(g.reshape(samples, 1, 1, -1, 1));
        x = g.op("Abs", g.op("AddV2", g.convolve(x, "sinc.kernel", 1, 1, 10, 1), g.weight("sinc.offset")));
        x = poolAndNormalize(x, "norm.0");
        for (int i = 1; i <= 2; i++) {
            x = g.op("BiasAdd", g.convolve(x, "conv." + i + ".kernel", 1, 1, 1, 1), g.weight("conv." + i + ".bias"));
            x = poolAndNormalize(x, "norm." + i);
        }
        return x;
    }

    private Output<?> poolAndNormalize(Output<?> x, String norm) {
        long[] three = {1, 1, 3, 1};
        Output<?> pooled = g.operation(
                        "MaxPool",
                        b -> b.setAttr("ksize", three).setAttr("strides", three).setAttr("padding", "VALID"),
                        x)
                .output(0);
        Output<?> scaled = g.op("Mul", normalized(pooled), g.weight(norm + ".scale"));
        return g.leakyRelu(g.op("AddV2", scaled, g.weight(norm + ".offset")));
    }

    /** Instance norm over time without its affine: mean 0, biased variance 1 in each channel of this window. */
    private Output<?> normalized(Output<?> x) {
        Output<?> centred = g.op("Sub", x, g.mean(x, 2));
        Output<?> variance = g.mean(g.op("Square", centred), 2);
        return g.op("Mul", centred, g.op("Rsqrt", g.op("AddV2", variance, g.scalar(EPSILON))));
    }

    private Output<?> recurrence(Output<?> features) {
        Output<?> x = g.reshape(features, -1, 1, FEATURES);
        Output<?> frames =
                g.op("StridedSlice", g.op("Shape", x), g.ints(0), g.ints(1), g.ints(1)); // [frames], as int32
        Output<?> length = g.operation(
                        "Cast", b -> b.setAttr("DstT", org.tensorflow.proto.DataType.DT_INT64), g.op("Squeeze", frames))
                .output(0);
        for (int layer = 0; layer < LAYERS; layer++) {
            Output<?> forward = lstm(x, length, "lstm." + layer + ".forward");
            Output<?> reversed = g.op("ReverseV2", x, g.ints(0));
            Output<?> backward = g.op("ReverseV2", lstm(reversed, length, "lstm." + layer + ".backward"), g.ints(0));
            x = g.concat(2, List.of(forward, backward));
        }
        return g.reshape(x, -1, 2 * HIDDEN);
    }

    private Output<?> lstm(Output<?> x, Output<?> length, String name) {
        float[] both = joined(g.values(name + ".input"), g.values(name + ".recurrent"));
        Output<?> state = g.floats(new float[HIDDEN], 1, HIDDEN);
        Output<?> peephole = g.floats(new float[HIDDEN], HIDDEN);
        Output<?> kernel = g.floats(both, both.length / (4 * HIDDEN), 4L * HIDDEN);
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

    private Output<?> classes(Output<?> x) {
        Output<?> y = g.leakyRelu(g.linear(x, "dense.0"));
        y = g.leakyRelu(g.linear(y, "dense.1"));
        return g.op("LogSoftmax", g.linear(y, "classes"));
    }
}
