package dev.rostrum.model.bundle;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a weight file has to be.
 *
 * @param file name of the file beside the manifest
 * @param bytes its length
 * @param sha256 of the whole file, lower-case hexadecimal
 * @param precision {@code packaged} (int8 and fp16), {@code fp32}, or {@code saved-model} where the file is a folder
 * @param floats how many parameters the network has, 0 where that is not known
 * @param tensors name to stored type and shape, scales of int8 tensors aside
 */
public record WeightFacts(
        String file, long bytes, String sha256, String precision, long floats, Map<String, TensorFacts> tensors) {
    public WeightFacts {
        tensors = Map.copyOf(tensors);
    }

    /**
     * How one tensor is stored.
     *
     * @param dtype {@code I8}, {@code F16} or {@code F32}, as safetensors calls them
     * @param shape row-major; the last axis is the output channel
     */
    public record TensorFacts(String dtype, List<Long> shape) {
        public TensorFacts {
            shape = List.copyOf(shape);
        }

        @Override
        public String toString() {
            return dtype + " " + shape;
        }

        /** How many numbers the shape holds. */
        public int count() {
            return Math.toIntExact(shape.stream().reduce(1L, Math::multiplyExact));
        }
    }

    static WeightFacts of(JsonTree tree) {
        tree.only("file", "bytes", "sha256", "precision", "floats", "tensors");
        JsonTree each = tree.tree("tensors");
        Map<String, TensorFacts> tensors = new LinkedHashMap<>();
        for (String name : each.names()) {
            JsonTree t = each.tree(name);
            tensors.put(name, new TensorFacts(t.string("dtype"), t.numbers("shape")));
        }
        return new WeightFacts(
                tree.string("file"),
                tree.number("bytes"),
                tree.string("sha256"),
                tree.string("precision"),
                tree.number("floats"),
                tensors);
    }
}
