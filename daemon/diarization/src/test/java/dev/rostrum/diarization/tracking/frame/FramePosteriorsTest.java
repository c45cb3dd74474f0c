package dev.rostrum.diarization.tracking.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rostrum.diarization.evidence.RecordedPosteriors;
import dev.rostrum.model.segmentation.FrameGrid;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FramePosteriorsTest {
    private static final FrameGrid GRID = new FrameGrid(16_000, 495, 270);

    private final FramePosteriors board = new FramePosteriors(GRID);

    /** A window that begins at stream frame {@code first}. */
    private static RecordedPosteriors window(long first, float[] speech, float[] overlap) {
        return new RecordedPosteriors(
                first * 270,
                GRID,
                new float[speech.length],
                new float[][] {speech.clone(), overlap.clone()},
                new byte[speech.length]);
    }

    private static float[] all(int frames, double value) {
        float[] values = new float[frames];
        Arrays.fill(values, (float) value);
        return values;
    }

    @Test
    void shouldTakeTheMeanOfAllWindows() {
        Random random = new Random(1);
        int[] windows = new int[60];
        double[] speech = new double[60];
        double[] overlap = new double[60];
        for (int first = 0; first <= 30; first += 10) {
            float[][] said = new float[2][30];
            for (int i = 0; i < 30; i++) {
                said[0][i] = random.nextFloat();
                said[1][i] = random.nextFloat();
                windows[first + i]++;
                speech[first + i] += said[0][i];
                overlap[first + i] += said[1][i];
            }
            board.add(window(first, said[0], said[1]));
        }

        assertThat(board.endFrame()).isEqualTo(60);
        for (int i = 0; i < 60; i++) {
            assertThat(board.speech(i)).isCloseTo(speech[i] / windows[i], within(1e-5));
            assertThat(board.overlap(i)).isCloseTo(overlap[i] / windows[i], within(1e-5));
        }
    }

    @Test
    void shouldSayNobodySpeaksWhereNothingWasHeard() {
        board.add(window(10, all(5, 0.9), all(5, 0.1)));
        board.add(window(30, all(5, 0.9), all(5, 0.1)));

        assertThat(board.speech(9)).isZero();
        assertThat(board.speech(12)).isCloseTo(0.9, within(1e-6));
        assertThat(board.speech(20)).isZero();
        assertThat(board.speech(35)).isZero();
    }

    @Test
    void shouldPutAWindowToTheNearestFrame() {
        assertThat(FramePosteriors.frameOf(new RecordedPosteriors(
                        270 * 7 + 134, GRID, new float[1], new float[][] {{0}, {0}}, new byte[1])))
                .isEqualTo(7);
        assertThat(FramePosteriors.frameOf(new RecordedPosteriors(
                        270 * 7 + 136, GRID, new float[1], new float[][] {{0}, {0}}, new byte[1])))
                .isEqualTo(8);
    }

    @Test
    void shouldConvertBetweenSamplesAndFrames() {
        for (long frame : new long[] {0, 1, 77, 5_000_000_000L}) {
            assertThat(board.frameAt(board.sampleOf(frame))).isEqualTo(frame);
            assertThat(board.frameAt(board.sampleOf(frame + 1) - 1)).isEqualTo(frame);
        }
        assertThat(board.framesIn(1)).isEqualTo(59); // 16000 / 270 = 59.26
    }

    @Test
    void shouldForgetAndGoOn() {
        board.add(window(0, all(40, 0.9), all(40, 0)));

        board.forgetBefore(25);
        board.add(window(30, all(20, 0.9), all(20, 0)));

        assertThat(board.firstFrame()).isEqualTo(25);
        assertThat(board.endFrame()).isEqualTo(50);
        assertThat(board.speech(24)).isZero();
        for (int i = 25; i < 50; i++) {
            assertThat(board.speech(i)).isCloseTo(0.9, within(1e-6));
        }
    }

    @Test
    void shouldHoldWhatWasHeardLast() {
        board.add(window(0, new float[] {0.1f, 0.9f, 0.2f, 0.95f}, all(4, 0)));
        FramePosteriors.Means means = board.copy(0, 6);
        double[][] votes = {{1, 0}, {0.8, 0.1}, {0.3, 0.5}, {0, 0}, {0, 0}, {0, 0}};

        means.hold(1, votes);

        assertThat(means.speech()).containsExactly(new float[] {0.1f, 0.9f, 0.9f, 0.95f, 0.9f, 0.9f}, within(1e-6f));
        assertThat(votes[2]).containsExactly(0.8, 0.5);
        assertThat(votes[5]).containsExactly(0.8, 0.1);
    }
}
