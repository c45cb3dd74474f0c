package dev.rostrum.daemon.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Passes are made up here: voices along the axes, with a number of frames each. */
class KnownVoicesTest {
    private static final int LONG = 100;

    private final KnownVoices known = new KnownVoices(KnownVoices.Settings.defaults(), 20, LONG);

    @Test
    void shouldConfirmAVoiceThatTwoPassesInARowFindLong() {
        assertThat(adopt(false, fresh(LONG))).containsExactly(Voice.Standing.NEWCOMER);
        assertThat(adopt(false, again(1, LONG))).containsExactly(Voice.Standing.ESTABLISHED);
    }

    @Test
    void shouldNotConfirmAVoiceThatOnePassFindsLong() {
        adopt(false, fresh(LONG));
        assertThat(adopt(false, again(1, LONG - 1))).containsExactly(Voice.Standing.NEWCOMER);
        assertThat(adopt(false, again(1, LONG))).containsExactly(Voice.Standing.NEWCOMER);
    }

    @Test
    void shouldConfirmInTheLastPassWhatIsLong() {
        assertThat(adopt(true, fresh(LONG), fresh(LONG - 1)))
                .containsExactly(Voice.Standing.ESTABLISHED, Voice.Standing.NEWCOMER);
    }

    @Test
    void shouldKeepAConfirmedVoiceConfirmed() {
        adopt(false, fresh(LONG));
        adopt(false, again(1, LONG));
        assertThat(adopt(false, again(1, 1))).containsExactly(Voice.Standing.ESTABLISHED);
    }

    @Test
    void shouldNeverUseANumberAgain() {
        adopt(false, fresh(LONG), fresh(LONG));
        adopt(false, again(1, LONG));
        adopt(false, again(1, LONG), fresh(LONG));
        assertThat(known.list()).extracting(voice -> voice.id().number()).containsExactly(1, 3);
    }

    private List<Voice.Standing> adopt(boolean last, Relabelling.FoundVoice... voices) {
        Relabelling found = new Relabelling(
                known.lastNumber(),
                new FrameLabels(0, 0),
                Arrays.asList(voices),
                new IdentityHashMap<>(),
                DirectionHabits.none(voices.length));
        return known.adopt(found, last).stream().map(Voice::standing).toList();
    }

    private static Relabelling.FoundVoice fresh(int frames) {
        return new Relabelling.FoundVoice(Optional.empty(), new double[] {1, 0}, 0, frames);
    }

    private static Relabelling.FoundVoice again(int number, int frames) {
        return new Relabelling.FoundVoice(Optional.of(new SpeakerId(number)), new double[] {1, 0}, 0, frames);
    }
}
