package dev.rostrum.diarization.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WindowAssemblerTest {
    private static final int WINDOW = 100;
    private static final int SHORTEST = 15;
    private static final int HOP = 10;

    /** Sample n of the stream has the value n, so that a window shows where it was cut. */
    private static List<String> windows(WindowAssembler assembler, long from, int count, int block) {
        List<String> seen = new ArrayList<>();
        for (int start = 0; start < count; start += block) {
            float[] samples = new float[Math.min(block, count - start)];
            for (int i = 0; i < samples.length; i++) {
                samples[i] = from + start + i;
            }
            for (int done = 0; done < samples.length; ) {
                done += assembler.take(samples, done, samples.length - done);
                if (assembler.windowDue()) {
                    seen.add(describe(assembler.window()));
                }
            }
        }
        return seen;
    }

    private static String describe(AudioWindow window) {
        float[] inside = Arrays.copyOfRange(window.samples(), window.offset(), window.offset() + window.length());
        for (int i = 0; i < inside.length; i++) {
            assertThat(inside[i]).isEqualTo((float) (window.firstSample() + i));
        }
        return window.segmentStart() + ":" + window.firstSample() + "-" + window.endSample();
    }

    @Test
    void shouldGrowToAFullWindowAndThenSlide() {
        var assembler = new WindowAssembler(WINDOW, SHORTEST, HOP);

        List<String> seen = windows(assembler, 0, 130, 7);

        assertThat(seen)
                .containsExactly(
                        "0:0-20",
                        "0:0-30",
                        "0:0-40",
                        "0:0-50",
                        "0:0-60",
                        "0:0-70",
                        "0:0-80",
                        "0:0-90",
                        "0:0-100",
                        "0:10-110",
                        "0:20-120",
                        "0:30-130");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10, 99, 100, 250, 1000})
    void shouldCutTheSameWindowsAtAnyBlockSize(int block) {
        List<String> expected = windows(new WindowAssembler(WINDOW, SHORTEST, HOP), 0, 1000, 10);

        assertThat(windows(new WindowAssembler(WINDOW, SHORTEST, HOP), 0, 1000, block))
                .isEqualTo(expected);
    }

    @Test
    void shouldStartAgainBehindAHoleWithoutPadding() {
        var assembler = new WindowAssembler(WINDOW, SHORTEST, HOP);
        windows(assembler, 0, 143, 10);

        assembler.restartAt(207);

        assertThat(windows(assembler, 207, 133, 10))
                .startsWith("207:207-230", "207:207-240")
                .endsWith("207:230-330", "207:240-340");
    }

    @Test
    void shouldOfferATailOnceAndOnlyWhereItIsLongEnough() {
        var assembler = new WindowAssembler(WINDOW, SHORTEST, HOP);
        windows(assembler, 0, 14, 14);
        assertThat(assembler.tailDue()).isFalse();

        windows(assembler, 14, 9, 9);
        assertThat(assembler.tailDue()).isTrue();

        assertThat(describe(assembler.window())).isEqualTo("0:0-23");
        assertThat(assembler.tailDue()).isFalse();
    }

    @Test
    void shouldRefuseToGoBackInTime() {
        var assembler = new WindowAssembler(WINDOW, SHORTEST, HOP);
        windows(assembler, 0, 50, 10);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> assembler.restartAt(49))
                .withMessageContaining("positionSamples=49");
    }
}
