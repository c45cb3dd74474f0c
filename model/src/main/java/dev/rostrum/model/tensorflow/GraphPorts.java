package dev.rostrum.model.tensorflow;

import java.util.List;
import org.tensorflow.Output;

/**
 * Where a graph is fed and read.
 *
 * @param inputs in the order in which a run gives its tensors
 * @param output the one result
 */
record GraphPorts(List<Output<?>> inputs, Output<?> output) {}
