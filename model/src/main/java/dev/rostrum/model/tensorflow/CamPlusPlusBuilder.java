package dev.rostrum.model.tensorflow;

import dev.rostrum.model.bundle.EmbeddingFacts;
import dev.rostrum.model.bundle.ModelBundle;
import dev.rostrum.model.bundle.NetworkFacts;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Tensor;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Feeds {@link CamPlusPlus}: frames without the mean of each bin, and where its context masks begin and end. */
final class CamPlusPlusBuilder implements EmbeddingBuilder {
    /** Columns that share one context mask: 2 s of 20 ms columns. */
    private static final int SEGMENT_COLUMNS = 100;

    /** How often the head halves the bands. */
    private static final int HALVINGS = 3;

    private final EmbeddingFacts facts;
    private final int mels;

    CamPlusPlusBuilder(EmbeddingFacts facts) {
        this.facts = facts;
        this.mels = facts.frontEnd().mels();
    }

    @Override
    public NetworkRunner open(NetworkFacts network, ModelBundle bundle, LoadedModels.Settings settings) {
        return new NetworkRunner(network.name(), bundle.weights(network), this::build, settings);
    }

    private List<GraphPorts> build(GraphWriter writer) {
        long left = writer.shape("tdnn.kernel")[2] / writer.shape("head.last.bias")[0];
        if (left != Math.ceilDiv(mels, 1 << HALVINGS)) {
            EmbeddingBuilder.requireBands(left << HALVINGS, facts);
        }
        return CamPlusPlus.build(writer, mels);
    }

    @Override
    public List<Tensor> inputs(float[] logMel, int frames) {
        int columns = (frames - 1) / 2 + 1;
        float[] centred = Arrays.copyOf(logMel, frames * mels);
        MelFrames.subtractMean(centred, mels);
        int segments = (columns + SEGMENT_COLUMNS - 1) / SEGMENT_COLUMNS;
        float[] average = new float[segments * columns];
        int[] segmentOf = new int[columns];
        for (int t = 0; t < columns; t++) {
            segmentOf[t] = t / SEGMENT_COLUMNS;
            for (int s = 0; s < segments; s++) {
                // the last segment is averaged over the columns that it really has
                int own = Math.min(SEGMENT_COLUMNS, columns - SEGMENT_COLUMNS * s);
                average[s * columns + t] = 1f / columns + (s == segmentOf[t] ? 1f / own : 0f);
            }
        }
        return List.of(
                EmbeddingBuilder.floats(centred, frames, mels),
                EmbeddingBuilder.floats(average, segments, columns),
                TInt32.vectorOf(segmentOf),
                TFloat32.scalarOf(columns));
    }
}
