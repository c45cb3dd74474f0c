package dev.rostrum.model.tensorflow;

import dev.rostrum.model.bundle.EmbeddingFacts;
import dev.rostrum.model.bundle.ModelBundle;
import dev.rostrum.model.bundle.NetworkFacts;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Tensor;

/** Feeds an embedding network that TensorFlow saved whole: the front end's frames, as the manifest wants them. */
final class SavedEmbedding implements EmbeddingBuilder {
    private final EmbeddingFacts facts;
    private final boolean subtractMean;

    SavedEmbedding(NetworkFacts network, EmbeddingFacts facts) {
        this.facts = facts;
        this.subtractMean = network.savedModel().orElseThrow().subtractMean();
    }

    @Override
    public NetworkRunner open(NetworkFacts network, ModelBundle bundle, LoadedModels.Settings settings) {
        long[] input = {1, -1, facts.frontEnd().mels()};
        long[] output = {1, facts.size()};
        return SavedNetwork.open(
                network,
                bundle,
                settings,
                new SavedNetwork.Ports(input, facts.shortestFrames(), facts.longestFrames(), output));
    }

    @Override
    public List<Tensor> inputs(float[] mel, int frames) {
        int mels = facts.frontEnd().mels();
        float[] own = Arrays.copyOf(mel, frames * mels);
        MelFrames.toLevel(own, facts);
        if (subtractMean) {
            MelFrames.subtractMean(own, mels);
        }
        return List.of(EmbeddingBuilder.floats(own, 1, frames, mels));
    }
}
