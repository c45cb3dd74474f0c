package dev.rostrum.drivers.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** What repeats itself and what only sounds like it. */
final class StuckCheckTest {
    private static final int RATE = 16_000;

    private final StuckCheck check = new StuckCheck(RATE);
    private final SplittableRandom random = new SplittableRandom(3);

    @Test
    void shouldFindARepeatingBufferOfAnyLength() {
        for (int period : new int[] {320, 1001, 6400, 20_000}) {
            StuckCheck fresh = new StuckCheck(RATE);
            float[] buffer = new float[period];
            for (int i = 0; i < period; i++) {
                buffer[i] = random.nextInt(-90, 90) / 32768f;
            }
            assertThat(feed(fresh, 3 * RATE, i -> random.nextInt(-90, 90) / 32768.0))
                    .isFalse();
            assertThat(feed(fresh, 5 * RATE, i -> buffer[i % period]))
                    .as("period %s", period)
                    .isTrue();
        }
    }

    @Test
    void shouldLetNoiseSilenceAndTonesPass() {
        assertThat(feed(check, 5 * RATE, i -> random.nextInt(-2, 3) / 32768.0)).isFalse();
        assertThat(feed(check, 5 * RATE, i -> 0)).isFalse();
        assertThat(feed(check, 5 * RATE, i -> Math.rint(8000 * Math.sin(2 * Math.PI * 440 * i / RATE)) / 32768))
                .isFalse();
        assertThat(feed(
                        check,
                        5 * RATE,
                        i -> Math.rint(3000 * Math.sin(2 * Math.PI * 500 * i / RATE)
                                        + 3000 * Math.sin(2 * Math.PI * 1050 * i / RATE))
                                / 32768))
                .isFalse();
    }

    private static boolean feed(StuckCheck check, int samples, IntToDoubleFunction sound) {
        float[] block = new float[160];
        boolean stuck = false;
        for (int from = 0; from < samples; from += block.length) {
            for (int i = 0; i < block.length; i++) {
                block[i] = (float) sound.applyAsDouble(from + i);
            }
            stuck |= check.observe(block, block.length);
        }
        return stuck;
    }
}
