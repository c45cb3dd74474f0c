package dev.rostrum.model.tensorflow;

import dev.rostrum.model.ModelException;
import dev.rostrum.model.bundle.EmbeddingFacts;
import dev.rostrum.model.bundle.NetworkFacts;
import dev.rostrum.model.embedding.EmbeddingNetwork;
import java.util.List;
import java.util.Optional;

/** An {@link EmbeddingNetwork} over one loaded graph, which {@link LoadedModels} owns and closes. */
final class TensorFlowEmbedding implements EmbeddingNetwork, AutoCloseable {
    private final NetworkRunner runner;
    private final EmbeddingFacts facts;
    private final EmbeddingBuilder builder;
    private final Optional<SharedWork> shared;

    TensorFlowEmbedding(NetworkFacts network, EmbeddingBuilder builder, NetworkRunner runner) {
        this.runner = runner;
        this.builder = builder;
        shared = Runtime.getRuntime().availableProcessors() > 1 ? Optional.of(new SharedWork()) : Optional.empty();
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

    @Override
    public List<float[]> embed(List<Piece> pieces) {
        return pieces.size() < 2 || shared.isEmpty()
                ? EmbeddingNetwork.super.embed(pieces)
                : shared.get().all(pieces, piece -> embed(piece.logMel(), piece.frames()));
    }

    @Override
    public void close() {
        shared.ifPresent(SharedWork::close);
    }
}
