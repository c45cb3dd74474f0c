package dev.rostrum.diarization.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.diarization.evidence.RecordedPosteriors;
import dev.rostrum.model.segmentation.FrameGrid;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LocalSpeakersTest {
    private static final FrameGrid GRID = new FrameGrid(16_000, 495, 270);

    @Test
    void shouldTakeTwoLocalSpeakersForTwoPeople() {
        double[][] gain = {{0.9, 0.8}, {0.85, 0.1}};

        assertThat(window(0b11).named(gain, true)).containsExactly(1, 0);
        assertThat(window(0b11).named(gain, false)).containsExactly(0, 0);
    }

    @Test
    void shouldLeaveOneUnnamedWhereThereAreMoreLocalSpeakersThanVoices() {
        double[][] gain = {{0.4}, {0.9}};

        assertThat(window(0b11).named(gain, true)).containsExactly(LocalSpeakers.UNNAMED, 0);
    }

    @Test
    void shouldNotLetOneWhoIsSilentTakeAVoice() {
        double[][] gain = {{0.4, 0.3}, {0.9, 0.8}};

        assertThat(window(0b01).named(gain, true)).containsExactly(0, LocalSpeakers.UNNAMED);
        assertThat(window(0b00).named(gain, true)).containsExactly(LocalSpeakers.UNNAMED, LocalSpeakers.UNNAMED);
    }

    @Test
    void shouldNameNobodyWhereNobodyIsKnown() {
        assertThat(window(0b11).named(new double[2][0], true))
                .containsExactly(LocalSpeakers.UNNAMED, LocalSpeakers.UNNAMED);
    }

    /** One frame in which the local speakers of the mask are active. */
    private static LocalSpeakers window(int mask) {
        float[] active = {mask & 1, mask >> 1 & 1};
        float[][] speechOverlap = {{mask == 0 ? 0 : 1}, {mask == 0b11 ? 1 : 0}};
        return new LocalSpeakers(
                0, new RecordedPosteriors(0, GRID, active, speechOverlap, new byte[] {(byte) mask}), Map.of());
    }
}
