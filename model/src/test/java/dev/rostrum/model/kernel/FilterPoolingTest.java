package dev.rostrum.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the definition, filter by filter in double precision. */
class FilterPoolingTest {
    @ParameterizedTest
    @CsvSource({"3, 1", "11, 5", "97, 5", "640, 80", "1575, 80"})
    void shouldMatchTheDefinition(int rows, int filters) {
        Random random = new Random(rows);
        float[] answers = normal(random, rows * filters, 1);
        FilterPooling.Bank bank = new FilterPooling.Bank(
                normal(random, filters, 3),
                normal(random, filters, 2),
                normal(random, filters, 1),
                normal(random, filters, 1));

        float[] found = new FilterPooling(bank).pool(rowsOf(answers, filters), rows, 0.02, 0.7);

        assertThat(found).hasSize(rows / 3 * filters);
        for (int filter = 0; filter < filters; filter++) {
            double[] expected = defined(answers, filters, filter, bank, 0.02, 0.7);
            for (int frame = 0; frame < expected.length; frame++) {
                assertThat((double) found[frame * filters + filter])
                        .as("filter %d, frame %d", filter, frame)
                        .isCloseTo(expected[frame], within(2e-4));
            }
        }
    }

    /** Magnitudes near 1000 that differ by a few: the variance must not drown in the mean. */
    @Test
    void shouldKeepSmallDifferencesOfLargeNumbers() {
        Random random = new Random(2);
        float[] answers = normal(random, 3000, 1);
        FilterPooling.Bank bank = new FilterPooling.Bank(filled(0), filled(1000), filled(1), filled(0));

        float[] found = new FilterPooling(bank).pool(rowsOf(answers, 1), 3000, 0, 1);

        double[] expected = defined(answers, 1, 0, bank, 0, 1);
        for (int frame = 0; frame < expected.length; frame++) {
            assertThat((double) found[frame]).isCloseTo(expected[frame], within(5e-4));
        }
    }

    @Test
    void shouldForgetTheWindowBefore() {
        FilterPooling pooling = new FilterPooling(new FilterPooling.Bank(filled(1), filled(1), filled(1), filled(0)));
        FilterPooling.Answers one = rowsOf(normal(new Random(3), 300, 1), 1);
        float[] first = pooling.pool(one, 300, 0.1, 2).clone();
        pooling.pool(rowsOf(normal(new Random(4), 900, 9), 1), 900, 0.3, 5);

        assertThat(pooling.pool(one, 300, 0.1, 2)).containsExactly(first);
    }

    /** The moments are of the window; so its own end comes out as it did, and what follows is brought to the same scale. */
    @Test
    void shouldTakeWhatFollowsByTheMomentsOfTheWindow() {
        Random random = new Random(6);
        FilterPooling pooling = new FilterPooling(new FilterPooling.Bank(
                normal(random, 5, 3), normal(random, 5, 2), normal(random, 5, 1), normal(random, 5, 1)));
        float[] answers = normal(random, 900 * 5, 1);
        FilterPooling.Answers all = rowsOf(answers, 5);
        float[] window = pooling.pool(all, 600, 0.1, 2).clone();

        float[] end = pooling.poolAlike((row, out, at) -> all.copy(row + 300, out, at), 300)
                .clone();
        float[] beyond = pooling.poolAlike((row, out, at) -> all.copy(row + 300, out, at), 600);

        assertThat(end).containsExactly(Arrays.copyOfRange(window, 100 * 5, 200 * 5));
        assertThat(Arrays.copyOf(beyond, end.length)).containsExactly(end);
    }

    @Test
    void shouldRefuseABankOfTwoSizes() {
        assertThatThrownBy(() -> new FilterPooling.Bank(new float[2], new float[3], new float[2], new float[2]))
                .hasMessageContaining("offset=3");
    }

    private static double[] defined(
            float[] answers, int filters, int filter, FilterPooling.Bank bank, double mean, double level) {
        double[] pooled = new double[answers.length / filters / 3];
        double average = 0;
        for (int frame = 0; frame < pooled.length; frame++) {
            for (int k = 0; k < 3; k++) {
                double answer = answers[(3 * frame + k) * filters + filter];
                double centred = level * (answer - mean * bank.sums()[filter]);
                pooled[frame] = Math.max(pooled[frame], Math.abs(centred + bank.offset()[filter]));
            }
            average += pooled[frame] / pooled.length;
        }
        double variance = 0;
        for (double x : pooled) {
            variance += (x - average) * (x - average) / pooled.length;
        }
        for (int frame = 0; frame < pooled.length; frame++) {
            double y = (pooled[frame] - average) / Math.sqrt(variance + 1e-5) * bank.scale()[filter]
                    + bank.shift()[filter];
            pooled[frame] = y < 0 ? 0.01 * y : y;
        }
        return pooled;
    }

    private static FilterPooling.Answers rowsOf(float[] answers, int filters) {
        return (row, out, at) -> System.arraycopy(answers, row * filters, out, at, filters);
    }

    private static float[] filled(float value) {
        return new float[] {value};
    }

    private static float[] normal(Random random, int count, double deviation) {
        float[] out = new float[count];
        for (int i = 0; i < count; i++) {
            out[i] = (float) (deviation * random.nextGaussian());
        }
        return out;
    }
}
