package dev.rostrum.model.tensorflow;

import dev.rostrum.model.bundle.WeightFile;
import java.util.List;
import java.util.function.UnaryOperator;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.GraphOperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * Adds operations and constants to one graph. Weights become float32 constants, dequantized here: a dequantization
 * inside the graph would hide from oneDNN that the filters are constant, and the run would take 1.7 times as long.
 */
final class GraphWriter {
    private static final long[] NO_STRIDE = {1, 1, 1, 1};

    private final Graph graph;
    private final WeightFile weights;
    private int next;

    GraphWriter(Graph graph, WeightFile weights) {
        this.graph = graph;
        this.weights = weights;
    }

    /** A float input of a run; -1 stands for a length known only then. */
    Output<?> input(String name, long... shape) {
        return placeholder(name, DataType.DT_FLOAT, shape);
    }

    /** An int32 input of a run. */
    Output<?> indices(String name, long... shape) {
        return placeholder(name, DataType.DT_INT32, shape);
    }

    private Output<?> placeholder(String name, DataType type, long... shape) {
        return graph.opBuilder("Placeholder", name, graph.baseScope())
                .setAttr("dtype", type)
                .setAttr("shape", Shape.of(shape))
                .build()
                .output(0);
    }

    Output<?> weight(String name) {
        return floats(weights.values(name), weights.shape(name));
    }

    /** Weight {@code name} in {@code shape}, which holds as many numbers. */
    Output<?> weight(String name, long... shape) {
        return floats(weights.values(name), shape);
    }

    long[] shape(String name) {
        return weights.shape(name);
    }

    boolean has(String name) {
        return weights.has(name);
    }

    float[] values(String name) {
        return weights.values(name);
    }

    Output<?> floats(float[] values, long... shape) {
        try (TFloat32 tensor =
                TFloat32.tensorOf(Shape.of(shape), t -> t.copyFrom(DataBuffers.of(values, true, false)))) {
            return constant(DataType.DT_FLOAT, b -> b.setAttr("value", tensor));
        }
    }

    Output<?> scalar(float value) {
        try (TFloat32 tensor = TFloat32.scalarOf(value)) {
            return constant(DataType.DT_FLOAT, b -> b.setAttr("value", tensor));
        }
    }

    Output<?> ints(int... values) {
        try (TInt32 tensor = TInt32.vectorOf(values)) {
            return constant(DataType.DT_INT32, b -> b.setAttr("value", tensor));
        }
    }

    Output<?> integer(int value) {
        try (TInt32 tensor = TInt32.scalarOf(value)) {
            return constant(DataType.DT_INT32, b -> b.setAttr("value", tensor));
        }
    }

    Output<?> longInteger(long value) {
        try (TInt64 tensor = TInt64.scalarOf(value)) {
            return constant(DataType.DT_INT64, b -> b.setAttr("value", tensor));
        }
    }

    private Output<?> constant(DataType type, UnaryOperator<GraphOperationBuilder> value) {
        return value.apply(builder("Const").setAttr("dtype", type)).build().output(0);
    }

    private GraphOperationBuilder builder(String type) {
        return graph.opBuilder(type, type + "_" + next++, graph.baseScope());
    }

    Output<?> op(String type, Output<?>... inputs) {
        return operation(type, b -> b, inputs).output(0);
    }

    GraphOperation operation(String type, UnaryOperator<GraphOperationBuilder> attributes, Output<?>... inputs) {
        GraphOperationBuilder builder = builder(type);
        for (Output<?> input : inputs) {
            builder.addInput(input);
        }
        return attributes.apply(builder).build();
    }

    Output<?> reshape(Output<?> x, int... shape) {
        return op("Reshape", x, ints(shape));
    }

    Output<?> concat(int axis, List<Output<?>> parts) {
        Output<?> at = integer(axis); // a builder that is open while another operation is built deadlocks the graph
        return builder("ConcatV2")
                .addInputList(parts.toArray(new Output<?>[0]))
                .addInput(at)
                .build()
                .output(0);
    }

    Output<?> mean(Output<?> x, int... axes) {
        Output<?> over = ints(axes);
        return operation("Mean", b -> b.setAttr("keep_dims", true), x, over).output(0);
    }

    Output<?> relu(Output<?> x) {
        return op("Relu", x);
    }

    Output<?> leakyRelu(Output<?> x) {
        return operation("LeakyRelu", b -> b.setAttr("alpha", 0.01f), x).output(0);
    }

    /** x times matrix {@code name.kernel} plus {@code name.bias}. */
    Output<?> linear(Output<?> x, String name) {
        return op("BiasAdd", op("MatMul", x, weight(name + ".kernel")), weight(name + ".bias"));
    }

    /** A convolution without padding and without bias. */
    Output<?> convolve(Output<?> x, String kernel, long... strides) {
        return operation("Conv2D", b -> b.setAttr("strides", strides).setAttr("padding", "VALID"), x, weight(kernel))
                .output(0);
    }

    /** A convolution padded by as many zeros as {@code pads} says: before and after, axis by axis. */
    Output<?> convolvePadded(Output<?> x, String kernel, long[] strides, long[] pads) {
        return operation(
                        "Conv2D",
                        b -> b.setAttr("strides", strides)
                                .setAttr("padding", "EXPLICIT")
                                .setAttr("explicit_paddings", pads),
                        x,
                        weight(kernel))
                .output(0);
    }

    /** A convolution along the third axis with holes of {@code dilation}, as long as its input. */
    Output<?> convolveDilated(Output<?> x, String kernel, int dilation) {
        return operation(
                        "Conv2D",
                        b -> b.setAttr("strides", NO_STRIDE)
                                .setAttr("dilations", new long[] {1, 1, dilation, 1})
                                .setAttr("padding", "SAME"),
                        x,
                        weight(kernel))
                .output(0);
    }
}
