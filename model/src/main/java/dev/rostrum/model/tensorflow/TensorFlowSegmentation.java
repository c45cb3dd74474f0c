package dev.rostrum.model.tensorflow;

import dev.rostrum.model.ModelException;
import dev.rostrum.model.bundle.NetworkFacts;
import dev.rostrum.model.bundle.SegmentationFacts;
import dev.rostrum.model.segmentation.ClassPosteriors;
import dev.rostrum.model.segmentation.FrameGrid;
import dev.rostrum.model.segmentation.HeardSound;
import dev.rostrum.model.segmentation.Powerset;
import dev.rostrum.model.segmentation.SegmentationNetwork;
import java.util.Optional;

/**
 * A {@link SegmentationNetwork} over one loaded graph, which {@link LoadedModels} owns and closes. Its computation
 * remembers the last window, where it can go on from that.
 */
final class TensorFlowSegmentation implements SegmentationNetwork {
    private final Computation computation;
    private final SegmentationFacts facts;
    private final FrameGrid grid;
    private final Powerset powerset;

    /** Sound to log-probabilities, {@code [frames][classes]}. */
    interface Computation {
        float[] logProbabilities(HeardSound sound, int frames);

        /** Goes on with the window {@code sound}; nothing where it cannot, or the sound does not follow the last. */
        default Optional<SegmentationStream.Window> next(HeardSound sound) {
            return Optional.empty();
        }

        /** The whole network in one stage. */
        static Computation whole(NetworkRunner runner) {
            return (sound, frames) -> runner.run(0, NetworkRunner.tensor(sound.scaled(), 0, sound.length()));
        }
    }

    TensorFlowSegmentation(NetworkFacts network, Computation computation) {
        this.computation = computation;
        facts = facts(network);
        grid = new FrameGrid(network.sampleRate(), facts.firstCentreSamples(), facts.stepSamples());
        powerset = powerset(network);
    }

    /**
     * The classes that the manifest states.
     *
     * @throws ModelException if they are none
     */
    static Powerset powerset(NetworkFacts network) {
        SegmentationFacts facts = facts(network);
        try {
            return new Powerset(facts.localSpeakers(), facts.classes());
        } catch (IllegalArgumentException e) {
            throw new ModelException(network.name() + ": the manifest's segmentation.classes: " + e.getMessage(), e);
        }
    }

    /** What the manifest says of a segmentation network. */
    static SegmentationFacts facts(NetworkFacts network) {
        return network.segmentation()
                .orElseThrow(() -> new ModelException(network.name() + ": the manifest has no segmentation facts"));
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
        return segment(new HeardSound(firstSample, samples, offset, length, 1f));
    }

    @Override
    public ClassPosteriors segment(HeardSound sound) {
        int length = sound.length();
        if (length < facts.shortestSamples() || length > facts.windowSamples()) {
            throw new IllegalArgumentException(
                    "length=" + length + " is outside " + facts.shortestSamples() + " to " + facts.windowSamples());
        }
        int frames = facts.frames(length);
        return posteriors(sound.firstSample(), computation.logProbabilities(sound, frames), frames);
    }

    @Override
    public ClassPosteriors follow(HeardSound next) {
        return computation
                .next(next)
                .map(window -> posteriors(window.firstSample(), window.logProbabilities(), window.frames()))
                .orElseGet(() -> segment(next));
    }

    private ClassPosteriors posteriors(long firstSample, float[] answer, int frames) {
        if (answer.length != frames * powerset.classes()) {
            throw new ModelException("the segmentation network answers " + answer.length
                    + " numbers; by the manifest it is " + powerset.classes() + " classes of " + frames + " frames");
        }
        return ClassPosteriors.ofLogProbabilities(firstSample, grid, powerset, answer);
    }
}
