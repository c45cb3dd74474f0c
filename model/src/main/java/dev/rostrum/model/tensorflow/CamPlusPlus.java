package dev.rostrum.model.tensorflow;

import java.util.List;
import org.tensorflow.Output;

/**
 * The embedding graph: a small 2-D convolutional head, then densely connected time-delay layers whose output is masked
 * by its context, then mean and deviation over time (Wang et al., "CAM++", 2023, arXiv 2303.00332). One graph serves
 * every length; batch norms are folded into the weights where no activation stands between.
 *
 * <p>Layout is {@code [1, time, frequency, channel]} in the head and {@code [time, channel]} after it.
 */
final class CamPlusPlus {
    private static final int[] DILATIONS = {1, 2, 2};
    private static final long[] ALONG_TIME = {1, 1, 1, 1};
    private static final long[] HALF_FREQUENCY = {1, 1, 2, 1};
    // TensorFlow's SAME would pad 0 + 1 at stride 2
    private static final long[] PAD_HEAD = {0, 0, 1, 1, 1, 1, 0, 0};
    private static final long[] PAD_TDNN = {0, 0, 0, 0, 2, 2, 0, 0};

    private final GraphWriter g;
    private final int mels;
    private final Output<?> average;
    private final Output<?> segment;
    private final Output<?> columns;

    private CamPlusPlus(GraphWriter writer, int mels) {
        g = writer;
        this.mels = mels;
        average = writer.input("average", -1, -1);
        segment = writer.indices("segment", -1);
        columns = writer.input("columns");
    }

    /**
     * Inputs: log-mel frames {@code [frames, mels]} with their mean removed; the matrix {@code [segments, columns]} that
     * averages a segment and adds the mean of all columns; the segment {@code [columns]} of every column; the number of
     * columns. Output: the vector {@code [1, size]}.
     */
    static List<GraphPorts> build(GraphWriter writer, int mels) {
        CamPlusPlus net = new CamPlusPlus(writer, mels);
        Output<?> frames = writer.input("frames", -1, mels);
        Output<?> vector = net.vector(net.trunk(net.head(frames)));
        return List.of(new GraphPorts(List.of(frames, net.average, net.segment, net.columns), vector));
    }

    private Output<?> head(Output<?> frames) {
        Output<?> x = g.relu(plane(g.reshape(frames, 1, -1, mels, 1), "head.first", ALONG_TIME));
        for (int layer = 1; layer <= 2; layer++) {
            for (int unit = 0; unit < 2; unit++) {
                String name = "head." + layer + "." + unit;
                Output<?> inner = g.relu(plane(x, name + ".a", unit == 0 ? HALF_FREQUENCY : ALONG_TIME));
                Output<?> shortcut = unit == 0 ? point(x, "head." + layer + ".0.shortcut") : x;
                x = g.relu(g.op("AddV2", plane(inner, name + ".b", ALONG_TIME), shortcut));
            }
        }
        return g.reshape(g.relu(plane(x, "head.last", HALF_FREQUENCY)), 1, 1, -1, width("tdnn.kernel", 2));
    }

    private Output<?> plane(Output<?> x, String name, long[] strides) {
        return g.op("BiasAdd", g.convolvePadded(x, name + ".kernel", strides, PAD_HEAD), g.weight(name + ".bias"));
    }

    private Output<?> point(Output<?> x, String name) {
        return g.op("BiasAdd", g.convolve(x, name + ".kernel", HALF_FREQUENCY), g.weight(name + ".bias"));
    }

    private Output<?> trunk(Output<?> head) {
        Output<?> x = g.convolvePadded(head, "tdnn.kernel", HALF_FREQUENCY, PAD_TDNN);
        x = g.reshape(g.relu(g.op("BiasAdd", x, g.weight("tdnn.bias"))), -1, width("tdnn.bias", 0));
        for (int block = 1; block <= 3; block++) {
            for (int layer = 1; g.has("block." + block + "." + layer + ".scale"); layer++) {
                x = g.concat(1, List.of(x, denseLayer(x, "block." + block + "." + layer, DILATIONS[block - 1])));
            }
            x = g.op("MatMul", activated(x, "transit." + block), g.weight("transit." + block + ".kernel"));
        }
        return g.relu(g.op("BiasAdd", x, g.weight("transit.3.bias")));
    }

    private int width(String weight, int axis) {
        return Math.toIntExact(g.shape(weight)[axis]);
    }

    private Output<?> activated(Output<?> x, String norm) {
        Output<?> scaled = g.op("Mul", x, g.weight(norm + ".scale"));
        return g.relu(g.op("AddV2", scaled, g.weight(norm + ".offset")));
    }

    private Output<?> denseLayer(Output<?> x, String name, int dilation) {
        Output<?> h = g.relu(g.linear(activated(x, name), name + ".squeeze"));
        Output<?> local = g.convolveDilated(
                g.reshape(h, 1, 1, -1, width(name + ".local.kernel", 2)), name + ".local.kernel", dilation);
        // the mask is constant inside a segment: made once a segment, then spread over its columns
        Output<?> context = g.op("MatMul", average, h);
        Output<?> mask = g.op("Sigmoid", g.linear(g.relu(g.linear(context, name + ".mask.1")), name + ".mask.2"));
        return g.op(
                "Mul",
                g.reshape(local, -1, width(name + ".local.kernel", 3)),
                g.op("GatherV2", mask, segment, g.integer(0)));
    }

    /** Mean and unbiased deviation over the columns, then the last dense layer. No activation follows. */
    private Output<?> vector(Output<?> x) {
        Output<?> mean = g.mean(x, 0);
        Output<?> squares = g.mean(g.op("Square", g.op("Sub", x, mean)), 0);
        Output<?> unbiased = g.op("RealDiv", columns, g.op("Sub", columns, g.scalar(1f)));
        Output<?> variance = g.op("Maximum", g.op("Mul", squares, unbiased), g.scalar(1e-10f));
        return g.linear(g.concat(1, List.of(mean, g.op("Sqrt", variance))), "dense");
    }
}
