package dev.rostrum.model.tensorflow;

import dev.rostrum.model.ModelException;
import dev.rostrum.model.bundle.NetworkFacts;
import dev.rostrum.model.bundle.SegmentationFacts;
import dev.rostrum.model.segmentation.ClassPosteriors;
import dev.rostrum.model.segmentation.FrameGrid;
import dev.rostrum.model.segmentation.Powerset;
import dev.rostrum.model.segmentation.SegmentationNetwork;
import java.util.List;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/** A {@link SegmentationNetwork} over one loaded graph, which {@link LoadedModels} owns and closes. */
final class TensorFlowSegmentation implements SegmentationNetwork {
    private final NetworkRunner runner;
    private final SegmentationFacts facts;
    private final FrameGrid grid;
    private final Powerset powerset;

    TensorFlowSegmentation(NetworkFacts network, NetworkRunner runner) {
        this.runner = runner;
        facts = network.segmentation()
                .orElseThrow(() -> new ModelException(network.name() + ": the manifest has no segmentation facts"));
        grid = new FrameGrid(network.sampleRate(), facts.firstCentreSamples(), facts.stepSamples());
        powerset = new Powerset(facts.localSpeakers(), facts.classes());
    }

    @Override
    public FrameGrid grid() {
        return grid;
    }

    @Override
    public int windowSamples() {
        return facts.windowSamples();
    }

    @Override
    public int shortestWindowSamples() {
        return facts.shortestSamples();
    }

    @Override
    public ClassPosteriors segment(long firstSample, float[] samples, int offset, int length) {
        if (length < facts.shortestSamples() || length > facts.windowSamples()) {
            throw new IllegalArgumentException(
                    "length=" + length + " is outside " + facts.shortestSamples() + " to " + facts.windowSamples());
        }
        float[] answer = runner.run(List.of(TFloat32.tensorOf(
                Shape.of(length),
                t -> t.copyFrom(DataBuffers.of(samples, true, false).slice(offset, length)))));
        return ClassPosteriors.ofLogProbabilities(firstSample, grid, powerset, answer);
    }
}
