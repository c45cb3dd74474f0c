package dev.rostrum.service.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadLadderTest {
    private static final long HOP_NS = 500_000_000L;

    private final LoadLadder.Settings settings = LoadLadder.Settings.defaults();
    private final LoadLadder ladder = new LoadLadder(settings);

    @Test
    void shouldSpendEverythingWhileThereIsTime() {
        assertThat(hear(600, 0.7)).containsOnly(Effort.FULL);
    }

    @Test
    void shouldTakeOneRungAfterAnotherWhileTheStepNearsTheHop() {
        List<Effort> taken = hear(24, 0.9);

        assertThat(taken.stream().distinct())
                .containsExactly(Effort.FULL, Effort.WIDER_HOP, Effort.FEWER_EMBEDDINGS, Effort.RARER_PASSES);
        assertThat(hear(100, 0.9)).containsOnly(Effort.LEAST);
    }

    @Test
    void shouldTakeARungSoonerTheSlowerItIs() {
        assertThat(hear(4, 3)).last().isEqualTo(Effort.WIDER_HOP);
        assertThat(new LoadLadder(settings).heard((long) (0.9 * HOP_NS), HOP_NS))
                .isEqualTo(Effort.FULL);
    }

    @Test
    void shouldNotMindOneLongPauseOfTheMachine() {
        hear(20, 0.3);

        assertThat(hear(1, 20)).containsOnly(Effort.FULL);
        assertThat(hear(20, 0.3)).containsOnly(Effort.FULL);
    }

    @Test
    void shouldReturnOnlyAfterLoadWasLowForLong() {
        hear(8, 0.9);
        long patience = settings.patience().toNanos() / HOP_NS;

        assertThat(hear((int) patience - 1, 0.2)).containsOnly(Effort.WIDER_HOP);
        assertThat(hear(1, 0.2)).containsOnly(Effort.FULL);
    }

    @Test
    void shouldStayWhereTheRungAboveWouldNotHold() {
        hear(8, 0.9);

        assertThat(hear(2000, 0.45)).containsOnly(Effort.WIDER_HOP);
    }

    @Test
    void shouldWaitTwiceAsLongAfterEachReturnThatDidNotHold() {
        assertThat(waitsOfFailures(7)).containsExactly(30, 60, 120, 240, 480, 600, 600);
    }

    @Test
    void shouldWaitTwiceAsLongWhereAReturnFailedByTwoRungs() {
        hear(8, 0.9);
        hear(70, 0.2); // back to full effort
        assertThat(ladder.effort()).isEqualTo(Effort.FULL);

        hear(16, 0.9);

        assertThat(ladder.effort()).isEqualTo(Effort.FEWER_EMBEDDINGS);
        assertThat(hear(2 * 50, 0.2)).containsOnly(Effort.FEWER_EMBEDDINGS); // 50 s, of the 60 that it waits now
        assertThat(hear(2 * 16, 0.2)).last().isEqualTo(Effort.WIDER_HOP);
    }

    /** For how many seconds each of so many returns that do not hold is waited for. */
    private List<Integer> waitsOfFailures(int rounds) {
        List<Integer> waits = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            while (ladder.effort() == Effort.FULL) {
                hear(1, 0.9);
            }
            int windows = 0;
            while (ladder.effort() != Effort.FULL) {
                hear(1, 0.2);
                windows++;
            }
            waits.add(windows / 2);
        }
        return waits;
    }

    @Test
    void shouldForgetOldFailuresOnceARungHasHeld() {
        waitsOfFailures(7);
        hear((int) (settings.patienceAtMost().toNanos() / HOP_NS), 0.5);

        hear(8, 0.9);
        assertThat(ladder.effort()).isEqualTo(Effort.WIDER_HOP);

        int fewMore = 8; // until what was slow is out of the mean
        assertThat(hear((int) (settings.patience().toNanos() / HOP_NS) + fewMore, 0.2))
                .last()
                .isEqualTo(Effort.FULL);
    }

    @Test
    void shouldNeverSaveAnythingOnAFile() {
        LoadLadder patient = new LoadLadder(LoadLadder.Settings.never());
        for (int i = 0; i < 1000; i++) {
            assertThat(patient.heard(5 * HOP_NS, HOP_NS)).isEqualTo(Effort.FULL);
        }
    }

    @Test
    void shouldKeepWhatTheRungsAboveSave() {
        assertThat(Effort.FULL.words()).isEmpty();
        assertThat(Effort.FEWER_EMBEDDINGS.words()).containsExactly("hop-doubled", "fewer-embeddings");
        for (Effort effort : Effort.values()) {
            assertThat(effort.words()).containsAll(effort.more().words());
            assertThat(effort.hopFactor()).isGreaterThanOrEqualTo(effort.more().hopFactor());
            assertThat(effort.embedOneIn()).isGreaterThanOrEqualTo(effort.more().embedOneIn());
            assertThat(effort.passOneIn()).isGreaterThanOrEqualTo(effort.more().passOneIn());
        }
        assertThat(Duration.ofSeconds(4)).isEqualTo(settings.over()); // what the counts above go by
    }

    /** What is spent after each of {@code windows} windows at this load. */
    private List<Effort> hear(int windows, double load) {
        List<Effort> taken = new ArrayList<>();
        for (int i = 0; i < windows; i++) {
            taken.add(ladder.heard((long) (load * HOP_NS), HOP_NS));
        }
        return taken;
    }
}
