package dev.rostrum.model.tensorflow;

import dev.rostrum.model.ModelException;
import dev.rostrum.model.bundle.EmbeddingFacts;
import dev.rostrum.model.bundle.NetworkFacts;
import dev.rostrum.model.embedding.EmbeddingNetwork;

/** An {@link EmbeddingNetwork} over one loaded graph, which {@link LoadedModels} owns and closes. */
final class TensorFlowEmbedding implements EmbeddingNetwork {
    private final NetworkRunner runner;
    private final EmbeddingFacts facts;
    private final EmbeddingBuilder builder;

    TensorFlowEmbedding(NetworkFacts network, EmbeddingBuilder builder, NetworkRunner runner) {
        this.runner = runner;
        this.builder = builder;
        facts = network.embedding()
                .orElseThrow(() -> new ModelException(network.name() + ": the manifest has no embedding facts"));
    }

    @Override
    public int size() {
        return facts.size();
    }

    @Override
    public int mels() {
        return facts.frontEnd().mels();
    }

    @Override
    public int shortestFrames() {
        return facts.shortestFrames();
    }

    @Override
    public float[] embed(float[] logMel, int frames) {
        if (frames < facts.shortestFrames() || frames > facts.longestFrames()) {
            throw new IllegalArgumentException(
                    "frames=" + frames + " is outside " + facts.shortestFrames() + " to " + facts.longestFrames());
        }
        return runner.run(0, builder.inputs(logMel, frames));
    }
}
