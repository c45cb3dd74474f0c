package dev.rostrum.diarization.tracking.labels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.diarization.frontend.DirectionFrame;
import dev.rostrum.diarization.frontend.DirectionTrack;
import dev.rostrum.diarization.tracking.frame.FrameDirections;
import dev.rostrum.diarization.tracking.frame.FrameLabels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Turns begin, pause and end with the sound that comes from their speaker. A hundred frames are a second here. */
final class TurnEdgesTest {
    private static final int FRAMES = 600;
    private static final int SEAT = 7;
    private static final int OTHER_SEAT = 20;

    private final TurnEdges edges = new TurnEdges(TurnEdges.Settings.defaults(), 100);
    private final FrameLabels labels = new FrameLabels(1_000, FRAMES);
    private final byte[] agreements = new byte[FRAMES * DirectionFrame.SECTORS];

    @Test
    void shouldCutTheEcho() {
        says(0, 100, 300);
        hears(SEAT, 0.5, 105, 270);
        hears(SEAT, 0.05, 270, 300);

        assertThat(turnsOf(0)).containsExactly("105-270");
    }

    @Test
    void shouldCutNoMoreThanHalfASecond() {
        says(0, 100, 400);
        hears(SEAT, 0.5, 100, 250);

        assertThat(turnsOf(0)).containsExactly("100-350");
    }

    @Test
    void shouldCutNothingWhereATurnGoesOnBeyondWhatIsHeard() {
        says(0, 0, FRAMES);
        hears(SEAT, 0.5, 200, 400);

        assertThat(turnsOf(0)).containsExactly("0-600");
    }

    @Test
    void shouldKeepTheOtherSpeakerWhereOneIsCut() {
        says(0, 100, 300);
        for (int i = 270; i < 450; i++) {
            labels.set(i, i < 300 ? 0 : 1, i < 300 ? 1 : FrameLabels.NONE, 0.8f);
        }
        hears(SEAT, 0.5, 100, 280);
        hears(OTHER_SEAT, 0.5, 280, 450);

        assertThat(turnsOf(0)).containsExactly("100-280");
        assertThat(turnsOf(1)).containsExactly("280-450");
        FrameLabels moved = moved();
        assertThat(moved.first(290)).isEqualTo(1);
        assertThat(moved.second(290)).isEqualTo(FrameLabels.NONE);
    }

    @Test
    void shouldBridgeABreath() {
        says(0, 100, 200);
        says(0, 270, 400);
        hears(SEAT, 0.5, 100, 200);
        hears(SEAT, 0.1, 200, 270);
        hears(SEAT + 1, 0.5, 270, 400);

        assertThat(turnsOf(0)).containsExactly("100-400");
        assertThat(moved().confidence(230)).isEqualTo(0.9f);
    }

    @Test
    void shouldNotBridgeSilence() {
        says(0, 100, 200);
        says(0, 270, 400);
        hears(SEAT, 0.5, 100, 200);
        hears(SEAT, 0.5, 270, 400);

        assertThat(turnsOf(0)).containsExactly("100-200", "270-400");
    }

    @Test
    void shouldNotBridgeASoundFromElsewhere() {
        says(0, 100, 200);
        says(0, 270, 400);
        hears(SEAT, 0.5, 100, 200);
        hears(SEAT, 0.1, 200, 270);
        hears(OTHER_SEAT, 0.3, 200, 270);
        hears(SEAT, 0.5, 270, 400);

        assertThat(turnsOf(0)).containsExactly("100-200", "270-400");
    }

    @Test
    void shouldNotBridgeAnothersTurn() {
        says(0, 100, 200);
        says(1, 220, 250);
        says(0, 270, 400);
        hears(SEAT, 0.5, 100, 400);

        assertThat(turnsOf(0)).containsExactly("100-200", "270-400");
    }

    @Test
    void shouldNotBridgeMoreThanASecond() {
        says(0, 100, 200);
        says(0, 310, 400);
        hears(SEAT, 0.5, 100, 400);

        assertThat(turnsOf(0)).containsExactly("100-200", "310-400");
    }

    @Test
    void shouldLeaveTurnsAloneOfWhichNothingIsTold() {
        says(0, 100, 200);
        says(0, 250, 400);
        Arrays.fill(agreements, FrameDirections.UNTOLD);

        assertThat(turnsOf(0)).containsExactly("100-200", "250-400");
        assertThat(edges.moved(labels, FrameDirections.none(1_000, FRAMES), 2)).isSameAs(labels);
    }

    private void says(int voice, int from, int to) {
        for (int i = from; i < to; i++) {
            labels.set(i, voice, FrameLabels.NONE, 0.9f);
        }
    }

    private void hears(int sector, double share, int from, int to) {
        for (int i = from; i < to; i++) {
            agreements[i * DirectionFrame.SECTORS + sector] = (byte) Math.round(share * DirectionTrack.WHOLE);
        }
    }

    private FrameLabels moved() {
        int numbers = FRAMES * DirectionFrame.MOST;
        return edges.moved(
                labels,
                new FrameDirections(1_000, new byte[FRAMES], new float[numbers], new float[numbers], agreements),
                2);
    }

    private List<String> turnsOf(int voice) {
        FrameLabels moved = moved();
        List<String> turns = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= FRAMES; i++) {
            boolean speaks = i < FRAMES && (moved.first(i) == voice || moved.second(i) == voice);
            if (!speaks) {
                if (from < i) {
                    turns.add(from + "-" + i);
                }
                from = i + 1;
            }
        }
        return turns;
    }
}
