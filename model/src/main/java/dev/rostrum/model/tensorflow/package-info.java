/**
 * The two networks as TensorFlow graphs, the only place that knows the library. Graphs are built once from the weights
 * at load; every tensor of a run is closed before the run returns.
 */
@NullMarked
package dev.rostrum.model.tensorflow;

import org.jspecify.annotations.NullMarked;
