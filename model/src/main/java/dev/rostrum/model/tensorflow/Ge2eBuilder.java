package dev.rostrum.model.tensorflow;

import dev.rostrum.model.bundle.EmbeddingFacts;
import dev.rostrum.model.features.SlaneyScale;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Output;
import org.tensorflow.Tensor;

/**
 * A recurrent speaker encoder: LSTM layers over powers of mel bands, the last layer's last state through a dense layer
 * and a ReLU, at length 1 (Wan et al., "Generalized end-to-end loss for speaker verification", 2018, arXiv 1710.10467).
 * Powers are brought to the level that the network was trained at, by what the frames that it is given hold in all.
 */
final class Ge2eBuilder implements EmbeddingBuilder {
    /** Share of a Hann window's energy in its samples. */
    private static final double WINDOW_ENERGY = 0.375;

    private static final double TINY = 1e-20;

    private final EmbeddingFacts facts;
    private final double[] areas;

    Ge2eBuilder(EmbeddingFacts facts) {
        this.facts = facts;
        areas = new double[facts.frontEnd().mels()];
        for (int m = 0; m < areas.length; m++) {
            areas[m] = (SlaneyScale.edge(facts.frontEnd(), m + 2) - SlaneyScale.edge(facts.frontEnd(), m)) / 2;
        }
    }

    @Override
    public List<GraphPorts> build(GraphWriter g) {
        Output<?> frames = g.input("frames", -1, areas.length);
        Output<?> x = g.reshape(frames, -1, 1, areas.length);
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
        float[] levelled = mel.clone();
        if (facts.levelDb().isPresent()) {
            double scale = scale(mel, frames);
            for (int i = 0; i < levelled.length; i++) {
                levelled[i] = (float) (levelled[i] * scale);
            }
        }
        return List.of(EmbeddingBuilder.floats(
                java.util.Arrays.copyOf(levelled, frames * areas.length), frames, areas.length));
    }

    /** By Parseval, half of a frame's energy lies in the bins that the bands, at height 1, share among them. */
    private double scale(float[] mel, int frames) {
        double energy = 0;
        for (int i = 0; i < frames * areas.length; i++) {
            energy += mel[i] * areas[i % areas.length];
        }
        double fft = facts.frontEnd().fftSize();
        double meanSquare = energy / frames / (fft / 2 * facts.frontEnd().frameSamples() * WINDOW_ENERGY);
        return Math.pow(10, facts.levelDb().getAsDouble() / 10) / Math.max(meanSquare, TINY);
    }
}
