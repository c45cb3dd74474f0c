package dev.rostrum.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecurrentLayerTest {
    @ParameterizedTest
    @CsvSource({"8, 1", "16, 7", "128, 60"})
    void shouldMatchTheDefinitionInDoublePrecision(int hidden, int frames) {
        Random random = new Random(hidden);
        float[] forward = normal(random, hidden * 4 * hidden, 0.1);
        float[] backward = normal(random, hidden * 4 * hidden, 0.1);
        float[] projections = normal(random, frames * 2 * 4 * hidden, 2.0);

        float[] found = new RecurrentLayer(
                        hidden, RecurrentWeights.ofFloats(forward), RecurrentWeights.ofFloats(backward))
                .run(projections, frames);

        for (int direction = 0; direction < 2; direction++) {
            double[][] expected = reference(direction == 0 ? forward : backward, projections, direction, frames);
            for (int t = 0; t < frames; t++) {
                for (int k = 0; k < hidden; k++) {
                    assertThat((double) found[(2 * t + direction) * hidden + k])
                            .as("direction %d, frame %d, cell %d", direction, t, k)
                            .isCloseTo(expected[t][k], within(3e-6));
                }
            }
        }
    }

    @Test
    void shouldForgetTheSequenceBefore() {
        Random random = new Random(5);
        RecurrentLayer layer = new RecurrentLayer(
                8,
                RecurrentWeights.ofFloats(normal(random, 256, 0.3)),
                RecurrentWeights.ofFloats(normal(random, 256, 0.3)));
        float[] one = normal(random, 9 * 64, 1.0);
        float[] first = layer.run(one, 9).clone();
        layer.run(normal(random, 20 * 64, 3.0), 20);
        assertThat(Arrays.copyOf(layer.run(one, 9), first.length)).containsExactly(first);
    }

    /** Forward as in one run over all; backward as in one run, wherever the end is the same. */
    @Test
    void shouldGoOnWhereItWasToldTo() {
        Random random = new Random(8);
        RecurrentLayer layer = new RecurrentLayer(
                8,
                RecurrentWeights.ofFloats(normal(random, 256, 0.3)),
                RecurrentWeights.ofFloats(normal(random, 256, 0.3)));
        float[] all = normal(random, 30 * 64, 1.0);
        float[] expected = Arrays.copyOf(layer.run(all, 30), 30 * 16);
        RecurrentLayer.Memory memory = layer.newMemory();

        layer.resume(all, 20, 12, memory);
        float[] found = layer.resume(Arrays.copyOfRange(all, 12 * 64, 30 * 64), 18, 18, memory);

        assertThat(Arrays.copyOf(found, 18 * 16)).containsExactly(Arrays.copyOfRange(expected, 12 * 16, 30 * 16));
        float[] rest = layer.resume(all, 1, 0, memory);
        assertThat(Arrays.copyOf(rest, 8)).isNotEqualTo(Arrays.copyOf(expected, 8));
        assertThatThrownBy(() -> layer.resume(all, 3, 4, memory)).hasMessageContaining("keepAt=4");
    }

    @Test
    void shouldSquashAsTheFunctionsDo() {
        float[] at = new float[4001];
        for (int i = 0; i < at.length; i++) {
            at[i] = (i - 2000) / 80f;
        }
        float[] half = filled(at.length, 0.5f);
        float[] tanh = at.clone();
        float[] sigmoid = at.clone();
        Squashing.tanh(tanh, half);
        Squashing.sigmoid(sigmoid, filled(at.length, 3f), filled(at.length, -0.25f), filled(at.length, 2f));
        for (int i = 0; i < at.length; i++) {
            assertThat((double) tanh[i]).isCloseTo(Math.tanh(at[i]) / 2, within(3e-7));
            assertThat((double) sigmoid[i]).isCloseTo(1 / (1 + Math.exp(-2 * (at[i] - 0.75))), within(3e-7));
        }
    }

    @Test
    void shouldRefuseWeightsOfAnotherSize() {
        assertThatThrownBy(() -> new RecurrentLayer(8, zeros(8), zeros(16)))
                .hasMessageContaining("backward=1024")
                .hasMessageContaining("expected=256");
        assertThatThrownBy(() -> new RecurrentLayer(10, zeros(10), zeros(10))).hasMessageContaining("hidden=10");
    }

    private static float[] filled(int length, float value) {
        float[] out = new float[length];
        java.util.Arrays.fill(out, value);
        return out;
    }

    private static RecurrentWeights zeros(int hidden) {
        return RecurrentWeights.ofFloats(new float[hidden * 4 * hidden]);
    }

    @Test
    void shouldReadHalvesWithTheirFactorsAsTheNumbersThatTheyStandFor() {
        Random random = new Random(11);
        int hidden = 16;
        short[] halves = new short[hidden * 4 * hidden];
        float[] scale = normal(random, 4 * hidden, 0.001);
        float[] weights = new float[halves.length];
        for (int i = 0; i < halves.length; i++) {
            int whole = random.nextInt(255) - 127;
            halves[i] = Float.floatToFloat16(whole);
            weights[i] = whole * scale[i % scale.length];
        }
        float[] projections = normal(random, 20 * 2 * 4 * hidden, 2.0);
        RecurrentWeights stored = RecurrentWeights.ofHalves(halves, scale);

        float[] found = new RecurrentLayer(hidden, stored, stored).run(projections, 20);

        for (int direction = 0; direction < 2; direction++) {
            double[][] expected = reference(weights, projections, direction, 20);
            for (int t = 0; t < 20; t++) {
                for (int k = 0; k < hidden; k++) {
                    assertThat((double) found[(2 * t + direction) * hidden + k])
                            .isCloseTo(expected[t][k], within(3e-6));
                }
            }
        }
    }

    private static float[] normal(Random random, int count, double deviation) {
        float[] out = new float[count];
        for (int i = 0; i < count; i++) {
            out[i] = (float) (deviation * random.nextGaussian());
        }
        return out;
    }

    private static double[][] reference(float[] weights, float[] projections, int direction, int frames) {
        int hidden = (int) Math.sqrt(weights.length / 4.0);
        double[][] out = new double[frames][hidden];
        double[] memory = new double[hidden];
        double[] state = new double[hidden];
        for (int step = 0; step < frames; step++) {
            int t = direction == 0 ? step : frames - 1 - step;
            double[] next = new double[hidden];
            for (int k = 0; k < hidden; k++) {
                double[] gate = new double[4];
                for (int g = 0; g < 4; g++) {
                    gate[g] = projections[((2 * t + direction) * 4 + g) * hidden + k];
                    for (int j = 0; j < hidden; j++) {
                        gate[g] += state[j] * weights[(j * 4 + g) * hidden + k];
                    }
                }
                memory[k] = sigmoid(gate[1]) * memory[k] + sigmoid(gate[0]) * Math.tanh(gate[2]);
                next[k] = sigmoid(gate[3]) * Math.tanh(memory[k]);
            }
            state = next;
            out[t] = next;
        }
        return out;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
