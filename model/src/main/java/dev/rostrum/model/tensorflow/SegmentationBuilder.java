package dev.rostrum.model.tensorflow;

import dev.rostrum.model.ModelException;
import dev.rostrum.model.bundle.ModelBundle;
import dev.rostrum.model.bundle.NetworkFacts;
import dev.rostrum.model.bundle.SavedModelFacts;
import dev.rostrum.model.bundle.SegmentationFacts;
import dev.rostrum.model.bundle.WeightFile;

/** How a segmentation network is made: of its weights, or as TensorFlow saved it whole. Plain. */
final class SegmentationBuilder {
    private SegmentationBuilder() {}

    /**
     * A loaded network.
     *
     * @param runner its stages, to be closed
     * @param computation with them
     * @param recurrence what steps through the recurrent layers, for people
     */
    record Opened(NetworkRunner runner, TensorFlowSegmentation.Computation computation, String recurrence) {
        Opened(NetworkRunner runner, TensorFlowSegmentation.Computation computation) {
            this(runner, computation, "in TensorFlow");
        }
    }

    /**
     * Loads what the manifest names.
     *
     * @throws ModelException what is wrong with its file or its shapes, or where this program has no such builder
     */
    static Opened open(NetworkFacts network, ModelBundle bundle, LoadedModels.Settings settings) {
        return switch (network.builder()) {
            case "pyannet" -> pyannet(network, bundle.weights(network), settings);
            case NetworkFacts.SAVED_MODEL -> saved(network, bundle, settings);
            default ->
                throw new ModelException(bundle.where() + ": segmentation network " + network.name() + " wants builder "
                        + network.builder() + ", this program has pyannet, and takes a saved-model");
        };
    }

    private static Opened pyannet(NetworkFacts network, WeightFile weights, LoadedModels.Settings settings) {
        if (settings.recurrence() == LoadedModels.Recurrence.GRAPH) {
            NetworkRunner runner = new NetworkRunner(network.name(), weights, PyanNet::whole, settings);
            return new Opened(runner, TensorFlowSegmentation.Computation.whole(runner));
        }
        NetworkRunner runner = new NetworkRunner(network.name(), weights, PyanNet::stages, settings);
        SegmentationStream stream = new SegmentationStream(
                new StagedSegmentation(network, weights, runner),
                TensorFlowSegmentation.facts(network),
                network.sampleRate());
        return new Opened(runner, stream, "in Java, " + Devices.vectors());
    }

    private static Opened saved(NetworkFacts network, ModelBundle bundle, LoadedModels.Settings settings) {
        SegmentationFacts facts = TensorFlowSegmentation.facts(network);
        int classes = TensorFlowSegmentation.powerset(network).classes();
        SavedNetwork.Ports ports = new SavedNetwork.Ports(
                new long[] {1, -1}, facts.shortestSamples(), facts.windowSamples(), new long[] {1, -1, classes});
        NetworkRunner runner = SavedNetwork.open(network, bundle, settings, ports);
        SavedModelFacts.Answers answers = network.savedModel().orElseThrow().answers();
        return new Opened(runner, (sound, frames) -> {
            float[] answer =
                    runner.run(0, NetworkRunner.tensor(sound.scaled(), 0, 1, sound.length()), 1, frames, classes);
            for (int i = 0; i < answer.length && answers == SavedModelFacts.Answers.PROBABILITIES; i++) {
                answer[i] = (float) Math.log(answer[i]);
            }
            return answer;
        });
    }
}
