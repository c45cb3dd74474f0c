package dev.rostrum.model.tensorflow;

import dev.rostrum.model.ModelException;
import dev.rostrum.model.bundle.EmbeddingFacts;
import dev.rostrum.model.bundle.ModelBundle;
import dev.rostrum.model.bundle.NetworkFacts;
import dev.rostrum.model.features.LogMelExtractor;
import java.util.List;
import java.util.Locale;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/** How one family of embedding networks is made of its weights, and how mel frames are fed to it. */
interface EmbeddingBuilder {
    /**
     * Loads the network, one stage; its result is the vector.
     *
     * @throws ModelException what is wrong with its file or its shapes
     */
    NetworkRunner open(NetworkFacts network, ModelBundle bundle, LoadedModels.Settings settings);

    /**
     * What the stage is fed.
     *
     * @param mel row-major {@code [frames][mels]}; LENT, not changed
     */
    List<Tensor> inputs(float[] mel, int frames);

    /**
     * The builder that a manifest names.
     *
     * @throws ModelException where this program has none of that name
     */
    static EmbeddingBuilder of(NetworkFacts network) {
        EmbeddingFacts facts = network.embedding()
                .orElseThrow(() -> new ModelException(network.name() + ": the manifest has no embedding facts"));
        return switch (network.builder()) {
            case "campplus" -> new CamPlusPlusBuilder(fed(network, facts, LogMelExtractor.Kind.KALDI_LOG));
            case "ge2e" -> new Ge2eBuilder(fed(network, facts, LogMelExtractor.Kind.LIBROSA_POWER));
            case NetworkFacts.SAVED_MODEL -> new SavedEmbedding(network, facts);
            default ->
                throw new ModelException(network.name() + ": the manifest wants builder " + network.builder()
                        + " for an embedding network; this program has campplus and ge2e, and takes a saved-model");
        };
    }

    private static EmbeddingFacts fed(NetworkFacts network, EmbeddingFacts facts, LogMelExtractor.Kind wanted) {
        if (facts.frontEnd().kind() != wanted) {
            throw new ModelException(network.name() + ": builder " + network.builder() + " is fed "
                    + name(wanted) + " frames, the manifest's frontEnd.kind is "
                    + name(facts.frontEnd().kind()));
        }
        return facts;
    }

    /** As a manifest calls it. */
    private static String name(LogMelExtractor.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Refuses weights that were made for another number of bands. */
    static void requireBands(long weights, EmbeddingFacts facts) {
        if (weights != facts.frontEnd().mels()) {
            throw new ModelException("the weights are for " + weights + " bands, the manifest's frontEnd.mels is "
                    + facts.frontEnd().mels());
        }
    }

    /** A tensor of floats. */
    static TFloat32 floats(float[] values, long... shape) {
        return TFloat32.tensorOf(Shape.of(shape), t -> t.copyFrom(DataBuffers.of(values, true, false)));
    }
}
