package dev.rostrum.model.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ClassPosteriorsTest {
    private static final FrameGrid GRID = new FrameGrid(16000, 495, 270);
    private static final Powerset POWERSET = Powerset.of(3, 2);
    // {} {0} {1} {2} {0,1} {0,2} {1,2}
    private static final float[] ROWS = {
        0.05f, 0.10f, 0.20f, 0.05f, 0.30f, 0.15f, 0.15f,
        0.90f, 0.04f, 0.03f, 0.02f, 0.01f, 0.00f, 0.00f
    };

    @Test
    void shouldSumTheClassesOfASpeaker() {
        ClassPosteriors it = ClassPosteriors.ofProbabilities(8000, GRID, POWERSET, ROWS);

        assertThat(it.frames()).isEqualTo(2);
        assertThat(it.firstSample()).isEqualTo(8000);
        assertThat(it.active(0, 0)).isCloseTo(0.55f, within(1e-6f));
        assertThat(it.active(0, 1)).isCloseTo(0.65f, within(1e-6f));
        assertThat(it.active(0, 2)).isCloseTo(0.35f, within(1e-6f));
        assertThat(it.overlap(0)).isCloseTo(0.60f, within(1e-6f));
        assertThat(it.speech(0)).isCloseTo(0.95f, within(1e-6f));
        assertThat(it.speech(1)).isCloseTo(0.10f, within(1e-6f));
        assertThat(it.hardMask(0)).isEqualTo(0b011);
        assertThat(it.hardMask(1)).isZero();
    }

    @Test
    void shouldTakeLogarithmsToo() {
        float[] logs = new float[ROWS.length];
        for (int i = 0; i < logs.length; i++) {
            logs[i] = (float) Math.log(ROWS[i]);
        }
        assertThat(ClassPosteriors.ofLogProbabilities(0, GRID, POWERSET, logs).probabilities())
                .containsExactly(ROWS, within(1e-7f));
    }

    @Test
    void shouldNotFollowLaterChangesOfItsArray() {
        float[] rows = ROWS.clone();
        ClassPosteriors it = ClassPosteriors.ofProbabilities(0, GRID, POWERSET, rows);
        rows[0] = 1f;
        it.probabilities()[1] = 1f;
        assertThat(it.probabilities()).containsExactly(ROWS);
    }

    @Test
    void shouldRefuseHalfARow() {
        assertThatThrownBy(() -> ClassPosteriors.ofProbabilities(0, GRID, POWERSET, new float[8]))
                .hasMessageContaining("probabilities=8")
                .hasMessageContaining("classes=7");
    }
}
