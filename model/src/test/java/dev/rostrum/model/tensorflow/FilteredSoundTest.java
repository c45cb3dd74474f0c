package dev.rostrum.model.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.model.segmentation.HeardSound;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two filters of five taps, four samples apart, in windows of up to 30000 samples. */
final class FilteredSoundTest {
    private static final FilteredSound.Shape SHAPE = new FilteredSound.Shape(5, 4, 2);
    private static final int WINDOW = 30_000;

    private final float[] stream = noise(200_000);
    private final FilteredSound filtered = new FilteredSound(SHAPE, WINDOW, this::filter);
    private long filteredSamples;

    @Test
    void shouldAnswerAsThoughEveryWindowWereTheFirst() {
        for (int end = 4_000; end <= stream.length; end += 4_000) {
            hear(Math.max(0, end - WINDOW), end);
        }
    }

    @Test
    void shouldFilterOnlyWhatIsNew() {
        hear(8_000, 8_000 + WINDOW);
        filteredSamples = 0;

        hear(16_000, 16_000 + WINDOW);

        // what the last answer of the window before had seen of it, and a tap or two for each of two tiles
        assertThat(filteredSamples).isBetween(8_000L, 8_020L);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 4, 1_001, 8_000, 29_999, 30_000, 30_001, 60_000})
    void shouldAnswerRightlyAfterAStepOfAnyLength(int step) {
        hear(8_000, 8_000 + WINDOW);
        hear(8_000 + step, 8_000 + step + WINDOW);
    }

    @Test
    void shouldAnswerRightlyAfterAStepBackOrAShorterWindow() {
        hear(50_000, 50_000 + WINDOW);
        hear(20_000, 20_000 + WINDOW);
        hear(20_000, 29_000);
        hear(20_000, 37_000);
    }

    @Test
    void shouldNotKeepAnswersToOtherSound() {
        hear(8_000, 8_000 + WINDOW);
        stream[20_000] += 1e-6f;

        hear(16_000, 16_000 + WINDOW);
    }

    @Test
    void shouldTakePositionsBeforeTheBeginning() {
        hear(-5, WINDOW - 5, new float[WINDOW]);
        hear(3_995, WINDOW + 3_995, noise(WINDOW));
    }

    private void hear(int from, int to) {
        float[] window = new float[to - from + 7];
        System.arraycopy(stream, from, window, 7, to - from);
        filtered.hear(new HeardSound(from, window, 7, to - from, 3f));
        check(stream, from, to - from);
    }

    private void hear(long from, long to, float[] window) {
        filtered.hear(new HeardSound(from, window, 0, (int) (to - from), 1f));
        check(window, 0, window.length);
    }

    private void check(float[] samples, int offset, int length) {
        assertThat(filtered.rows()).isEqualTo((length - 5) / 4 + 1);
        float[] found = new float[3];
        for (int row = 0; row < filtered.rows(); row++) {
            filtered.copy(row, found, 1);
            assertThat(found)
                    .as("row %d", row)
                    .containsExactly(0f, first(samples, offset + 4 * row), second(samples, offset + 4 * row));
        }
    }

    private float[] filter(float[] samples, int offset, int length) {
        filteredSamples += length;
        float[] out = new float[((length - 5) / 4 + 1) * 2];
        for (int row = 0; row < out.length / 2; row++) {
            out[2 * row] = first(samples, offset + 4 * row);
            out[2 * row + 1] = second(samples, offset + 4 * row);
        }
        return out;
    }

    private static float first(float[] x, int at) {
        return x[at] - 2 * x[at + 4];
    }

    private static float second(float[] x, int at) {
        return x[at + 1] + 3 * x[at + 2] + 0.5f * x[at + 3];
    }

    private static float[] noise(int length) {
        Random random = new Random(1);
        float[] out = new float[length];
        for (int i = 0; i < length; i++) {
            out[i] = (float) random.nextGaussian();
        }
        return out;
    }
}
