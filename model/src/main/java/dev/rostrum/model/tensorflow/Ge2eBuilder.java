package dev.rostrum.model.tensorflow;

import dev.rostrum.model.bundle.EmbeddingFacts;
import dev.rostrum.model.bundle.ModelBundle;
import dev.rostrum.model.bundle.NetworkFacts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Output;
import org.tensorflow.Tensor;

/**
 * A recurrent speaker encoder: LSTM layers over powers of mel bands, the last layer's last state through a dense layer
 * and a ReLU, at length 1 (Wan et al., "Generalized end-to-end loss for speaker verification", 2018, arXiv 1710.10467).
 * Powers are brought to the level that the network was trained at, by what the frames that it is given hold in all.
 */
final class Ge2eBuilder implements EmbeddingBuilder {
    private final EmbeddingFacts facts;
    private final int mels;

    Ge2eBuilder(EmbeddingFacts facts) {
        this.facts = facts;
        mels = facts.frontEnd().mels();
    }

    @Override
    public NetworkRunner open(NetworkFacts network, ModelBundle bundle, LoadedModels.Settings settings) {
        return new NetworkRunner(network.name(), bundle.weights(network), this::build, settings);
    }

    private List<GraphPorts> build(GraphWriter g) {
        EmbeddingBuilder.requireBands(g.shape("lstm.0.input")[0], facts);
        Output<?> frames = g.input("frames", -1, mels);
        Output<?> x = g.reshape(frames, -1, 1, mels);
        Output<?> length = Lstm.length(g, frames);
        List<Integer> layers = new ArrayList<>();
        while (g.has("lstm." + layers.size() + ".input")) {
            x = Lstm.of(g, x, length, "lstm." + layers.size());
            layers.add(layers.size());
        }
        int hidden = Math.toIntExact(g.shape("dense.kernel")[0]);
        Output<?> all = g.reshape(x, -1, hidden);
        Output<?> reversed = g.op("ReverseV2", all, g.ints(0));
        Output<?> last = g.op("Slice", reversed, g.ints(0, 0), g.ints(1, hidden));
        Output<?> raw = g.relu(g.linear(last, "dense"));
        Output<?> square = g.op("Mul", g.mean(g.op("Square", raw), 1), g.scalar((float) facts.size()));
        return List.of(new GraphPorts(
                List.of(frames), g.op("Mul", raw, g.op("Rsqrt", g.op("Maximum", square, g.scalar(1e-12f))))));
    }

    @Override
    public List<Tensor> inputs(float[] mel, int frames) {
        float[] levelled = Arrays.copyOf(mel, frames * mels);
        MelFrames.toLevel(levelled, facts);
        return List.of(EmbeddingBuilder.floats(levelled, frames, mels));
    }
}
