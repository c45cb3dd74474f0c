package dev.rostrum.diarization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rostrum.diarization.frontend.SoundFormatException;
import dev.rostrum.diarization.frontend.array.ArrayGeometry;
import dev.rostrum.diarization.timeline.SpeechTurn;
import dev.rostrum.diarization.timeline.TimelineEvent;
import dev.rostrum.diarization.timeline.TurnLedger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DiarizerIT {
    private static final int SECONDS = 15;

    private final List<TimelineEvent> events = new ArrayList<>();

    @Test
    void shouldHearTheSameMeetingInBlocksOfAnySize() {
        float[] sound = Meetings.carried(SECONDS);
        List<SpeechTurn> whole = heard(sound, sound.length);
        List<TimelineEvent> eventsOfWhole = List.copyOf(events);
        events.clear();

        assertThat(heard(sound, 997)).isEqualTo(whole).isNotEmpty();
        assertThat(events).isEqualTo(eventsOfWhole);

        TurnLedger ledger = new TurnLedger(TurnLedger.Retention.CURRENT_MEETING);
        events.forEach(ledger::apply);
        assertThat(whole).isEqualTo(ledger.turns());
    }

    @Test
    void shouldRefuseChannelsThatAreNotTheArrays() {
        var array = new Diarizer.Settings(
                3, Optional.of(ArrayGeometry.ring(4, 0.0457, 0)), Duration.ofSeconds(1), Optional.empty());

        assertThatThrownBy(() -> Diarizer.open(array, events::add))
                .isInstanceOf(SoundFormatException.class)
                .hasMessageContaining("4 microphones");
        try (Diarizer diarizer = Diarizer.open(Diarizer.Settings.mono(), events::add)) {
            assertThatThrownBy(() -> diarizer.accept(new float[2][10], 10))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("channels=2");
        }
    }

    private List<SpeechTurn> heard(float[] sound, int block) {
        try (Diarizer diarizer = Diarizer.open(Diarizer.Settings.mono(), events::add)) {
            for (int from = 0; from < sound.length; from += block) {
                int frames = Math.min(block, sound.length - from);
                float[] next = new float[frames];
                System.arraycopy(sound, from, next, 0, frames);
                diarizer.accept(new float[][] {next}, frames);
            }
            List<SpeechTurn> turns = diarizer.finish();
            diarizer.accept(new float[1][16_000], 16_000);
            assertThat(diarizer.finish()).as("of the silence after it").isEmpty();
            return turns;
        }
    }
}
