package dev.rostrum.model.tensorflow;

import dev.rostrum.model.ModelException;
import dev.rostrum.model.bundle.EmbeddingFacts;
import dev.rostrum.model.bundle.NetworkFacts;
import dev.rostrum.model.embedding.EmbeddingNetwork;
import java.util.List;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** An {@link EmbeddingNetwork} over one loaded graph, which {@link LoadedModels} owns and closes. */
final class TensorFlowEmbedding implements EmbeddingNetwork {
    /** Columns that share one context mask: 2 s of 20 ms columns. */
    private static final int SEGMENT_COLUMNS = 100;

    private final NetworkRunner runner;
    private final EmbeddingFacts facts;

    TensorFlowEmbedding(NetworkFacts network, NetworkRunner runner) {
        this.runner = runner;
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
        int columns = (frames - 1) / 2 + 1;
        float[] centred = centred(logMel, frames);
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
        return runner.run(
                0,
                List.of(
                        floats(centred, frames, mels()),
                        floats(average, segments, columns),
                        TInt32.vectorOf(segmentOf),
                        TFloat32.scalarOf(columns)));
    }

    /** A copy of the frames with each bin's mean over them removed. */
    private float[] centred(float[] logMel, int frames) {
        int mels = mels();
        double[] sum = new double[mels];
        for (int i = 0; i < frames * mels; i++) {
            sum[i % mels] += logMel[i];
        }
        float[] out = new float[frames * mels];
        for (int i = 0; i < out.length; i++) {
            out[i] = (float) (logMel[i] - sum[i % mels] / frames);
        }
        return out;
    }

    private static TFloat32 floats(float[] values, long... shape) {
        return TFloat32.tensorOf(Shape.of(shape), t -> t.copyFrom(DataBuffers.of(values, true, false)));
    }
}
