package dev.rostrum.model.tensorflow;

import dev.rostrum.model.bundle.WeightFile;
import dev.rostrum.model.kernel.FilterPooling;
import dev.rostrum.model.kernel.RecurrentLayer;
import dev.rostrum.model.kernel.RecurrentWeights;
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
    private static final float EPSILON = 1e-5f;
    private static final int SINC_STRIDE = 10;

    private final GraphWriter g;
    private final int features;
    private final int hidden;
    private final int layers;

    private PyanNet(GraphWriter writer) {
        g = writer;
        features = Math.toIntExact(writer.shape("lstm.0.forward.input")[0]);
        hidden = Math.toIntExact(writer.shape("lstm.0.forward.recurrent")[0]);
        int count = 0;
        while (writer.has("lstm." + count + ".forward.input")) {
            count++;
        }
        layers = count;
    }

    /** The whole network in one stage: {@code [samples]} to log-probabilities {@code [frames, classes]}. */
    static List<GraphPorts> whole(GraphWriter writer) {
        PyanNet net = new PyanNet(writer);
        Output<?> samples = writer.input("samples", -1);
        Output<?> features = net.convolutions(samples);
        return List.of(new GraphPorts(List.of(samples), net.classes(net.recurrence(features))));
    }

    /**
     * What lies between {@link #filterPooling} and the {@link #recurrentLayers}. Stage 0 turns {@code [samples]} as they
     * are into the answers {@code [rows, filters]} of the sinc filters, stage 1 what was pooled of them,
     * {@code [pooled, filters]}, into the input projections {@code [frames, 2 * 4 * hidden]} of the first layer, stage
     * k + 1 the output {@code [frames, 2 * hidden]} of layer k - 1 into those of layer k, the last stage that of the last
     * layer into log-probabilities {@code [frames, classes]}.
     */
    static List<GraphPorts> stages(GraphWriter writer) {
        PyanNet net = new PyanNet(writer);
        Output<?> samples = writer.input("samples", -1);
        int filters = Math.toIntExact(writer.shape("sinc.kernel")[3]);
        List<GraphPorts> stages = new ArrayList<>();
        stages.add(new GraphPorts(
                List.of(samples), writer.reshape(net.filtered(writer.reshape(samples, 1, 1, -1, 1)), -1, filters)));
        Output<?> pooled = writer.input("pooled", -1, filters);
        List<Output<?>> measured = new ArrayList<>();
        Norm measuring = (x, name) -> net.normalized(x, measured);
        Output<?> features = net.laterConvolutions(writer.reshape(pooled, 1, 1, -1, filters), measuring);
        List<Output<?>> results = new ArrayList<>(List.of(net.projections(features, 0)));
        results.addAll(measured);
        stages.add(new GraphPorts(List.of(pooled), results));
        for (int layer = 1; layer <= net.layers; layer++) {
            Output<?> state = writer.input("hidden_" + layer, -1, 2L * net.hidden);
            Output<?> result = layer < net.layers ? net.projections(state, layer) : net.classes(state);
            stages.add(new GraphPorts(List.of(state), result));
        }
        stages.add(net.following(filters));
        return stages;
    }

    /** Stage 1 for what follows a window: with the moments, in the order of that stage's results, of the window. */
    private GraphPorts following(int filters) {
        Output<?> pooled = g.input("following", -1, filters);
        List<Output<?>> inputs = new ArrayList<>(List.of(pooled));
        Norm given = (x, name) -> {
            long channels = g.shape(name + ".scale")[0];
            Output<?> mean = g.input(name + ".mean", 1, 1, 1, channels);
            Output<?> factor = g.input(name + ".factor", 1, 1, 1, channels);
            inputs.addAll(List.of(mean, factor));
            return g.op("Mul", g.op("Sub", x, mean), factor);
        };
        Output<?> features = laterConvolutions(g.reshape(pooled, 1, 1, -1, filters), given);
        return new GraphPorts(inputs, projections(features, 0));
    }

    /** The recurrent layers that belong between the {@link #stages}. */
    static List<RecurrentLayer> recurrentLayers(WeightFile weights) {
        List<RecurrentLayer> layers = new ArrayList<>();
        for (int layer = 0; weights.has("lstm." + layer + ".forward.input"); layer++) {
            layers.add(new RecurrentLayer(
                    Math.toIntExact(weights.shape("lstm." + layer + ".forward.recurrent")[0]),
                    recurrent(weights, "lstm." + layer + ".forward.recurrent"),
                    recurrent(weights, "lstm." + layer + ".backward.recurrent")));
        }
        return layers;
    }

    private static RecurrentWeights recurrent(WeightFile weights, String name) {
        return weights.halves(name)
                .map(halves -> RecurrentWeights.ofHalves(halves.values(), halves.scale()))
                .orElseGet(() -> RecurrentWeights.ofFloats(weights.values(name)));
    }

    /** What stands between stages 0 and 1 of the {@link #stages}. */
    static FilterPooling filterPooling(WeightFile weights) {
        float[] kernel = weights.values("sinc.kernel");
        float[] sums = new float[filters(weights).filters()];
        for (int filter = 0; filter < sums.length; filter++) {
            double sum = 0;
            for (int i = filter; i < kernel.length; i += sums.length) {
                sum += kernel[i];
            }
            sums[filter] = (float) sum;
        }
        return new FilterPooling(new FilterPooling.Bank(
                sums, weights.values("sinc.offset"), weights.values("norm.0.scale"), weights.values("norm.0.offset")));
    }

    /** The sinc filters of stage 0 of the {@link #stages}. */
    static FilteredSound.Shape filters(WeightFile weights) {
        long[] kernel = weights.shape("sinc.kernel");
        return new FilteredSound.Shape(Math.toIntExact(kernel[1]), SINC_STRIDE, Math.toIntExact(kernel[3]));
    }

    /** Input times weights plus bias for both directions, forward then backward. */
    private Output<?> projections(Output<?> x, int layer) {
        String name = "lstm." + layer;
        float[] forward = g.values(name + ".forward.input");
        float[] backward = g.values(name + ".backward.input");
        int width = 4 * hidden;
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
        Output<?> x = filtered(normalized(g.reshape(samples, 1, 1, -1, 1), ""));
        x = g.op("Abs", g.op("AddV2", x, g.weight("sinc.offset")));
        return laterConvolutions(poolAndNormalize(x, "norm.0", this::normalized), this::normalized);
    }

    private Output<?> filtered(Output<?> samples) {
        return g.convolve(samples, "sinc.kernel", 1, 1, SINC_STRIDE, 1);
    }

    /** Brings every channel of {@code x} to mean 0 and variance 1. */
    private interface Norm {
        Output<?> of(Output<?> x, String name);
    }

    /** The two small convolutions, to {@code [frames, features]}. */
    private Output<?> laterConvolutions(Output<?> input, Norm norm) {
        Output<?> x = input;
        for (int i = 1; i <= 2; i++) {
            x = g.op("BiasAdd", g.convolve(x, "conv." + i + ".kernel", 1, 1, 1, 1), g.weight("conv." + i + ".bias"));
            x = poolAndNormalize(x, "norm." + i, norm);
        }
        return g.reshape(x, -1, features);
    }

    private Output<?> poolAndNormalize(Output<?> x, String name, Norm norm) {
        long[] three = {1, 1, 3, 1};
        Output<?> pooled = g.operation(
                        "MaxPool",
                        b -> b.setAttr("ksize", three).setAttr("strides", three).setAttr("padding", "VALID"),
                        x)
                .output(0);
        Output<?> scaled = g.op("Mul", norm.of(pooled, name), g.weight(name + ".scale"));
        return g.leakyRelu(g.op("AddV2", scaled, g.weight(name + ".offset")));
    }

    private Output<?> normalized(Output<?> x, String name) {
        return normalized(x, new ArrayList<>());
    }

    /**
     * Instance norm over time without its affine: mean 0, biased variance 1 in each channel of this window.
     *
     * @param measured to which the mean, and what its distance is multiplied by, are added
     */
    private Output<?> normalized(Output<?> x, List<Output<?>> measured) {
        Output<?> mean = g.mean(x, 2);
        Output<?> centred = g.op("Sub", x, mean);
        Output<?> variance = g.mean(g.op("Square", centred), 2);
        Output<?> factor = g.op("Rsqrt", g.op("AddV2", variance, g.scalar(EPSILON)));
        measured.addAll(List.of(mean, factor));
        return g.op("Mul", centred, factor);
    }

    private Output<?> recurrence(Output<?> input) {
        Output<?> x = g.reshape(input, -1, 1, features);
        Output<?> length = Lstm.length(g, x);
        for (int layer = 0; layer < layers; layer++) {
            Output<?> forward = Lstm.of(g, x, length, "lstm." + layer + ".forward");
            Output<?> reversed = g.op("ReverseV2", x, g.ints(0));
            Output<?> backward =
                    g.op("ReverseV2", Lstm.of(g, reversed, length, "lstm." + layer + ".backward"), g.ints(0));
            x = g.concat(2, List.of(forward, backward));
        }
        return g.reshape(x, -1, 2 * hidden);
    }

    private Output<?> classes(Output<?> x) {
        Output<?> y = g.leakyRelu(g.linear(x, "dense.0"));
        y = g.leakyRelu(g.linear(y, "dense.1"));
        return g.op("LogSoftmax", g.linear(y, "classes"));
    }
}
