package dev.rostrum.model.tensorflow;

import dev.rostrum.model.ModelException;
import dev.rostrum.model.bundle.NetworkFacts;
import dev.rostrum.model.bundle.SegmentationFacts;
import dev.rostrum.model.kernel.RecurrentLayer;
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
    private final List<RecurrentLayer> layers;
    private final FrameGrid grid;
    private final Powerset powerset;

    /** With the layers that stand between the runner's stages: none where one stage is the whole network. */
    TensorFlowSegmentation(NetworkFacts network, NetworkRunner runner, List<RecurrentLayer> layers) {
        this.runner = runner;
        this.layers = List.copyOf(layers);
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
        float[] answer = runner.run(0, tensor(samples, offset, length));
        int frames = frames(length);
        for (int layer = 0; layer < layers.size(); layer++) {
            float[] hidden = layers.get(layer).run(answer, frames);
            answer = runner.run(layer + 1, tensor(hidden, 0, frames, hidden.length / frames));
        }
        return ClassPosteriors.ofLogProbabilities(firstSample, grid, powerset, answer);
    }

    /** Frames of a window: how often the receptive field fits, a step apart. */
    private int frames(int length) {
        return (length - facts.receptiveFieldSamples()) / facts.stepSamples() + 1;
    }

    private static List<TFloat32> tensor(float[] values, int offset, long... shape) {
        Shape as = Shape.of(shape);
        return List.of(TFloat32.tensorOf(
                as, t -> t.copyFrom(DataBuffers.of(values, true, false).slice(offset, as.size()))));
    }
}
