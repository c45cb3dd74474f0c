package dev.rostrum.model.tensorflow;

import java.util.List;
import org.tensorflow.Output;

/**
 * Where a graph is fed and read.
 *
 * @param inputs in the order in which a run gives its tensors
 * @param outputs the results
 */
record GraphPorts(List<Output<?>> inputs, List<Output<?>> outputs) {
    GraphPorts(List<Output<?>> inputs, Output<?> output) {
        this(inputs, List.of(output));
    }
}
