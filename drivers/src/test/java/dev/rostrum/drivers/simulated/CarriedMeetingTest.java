package dev.rostrum.drivers.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The carried meeting is whole and its truth fits its sound. */
final class CarriedMeetingTest {
    private static final int PAUSE_SAMPLES = 3_200;
    private static final int FRAME = 160;

    private final CarriedMeeting meeting = CarriedMeeting.load();

    @Test
    void shouldHoldFourSpeakersForAboutAMinuteAndAHalf() {
        assertThat(meeting.speakers()).containsExactly("sara", "alex", "kim", "emma");
        assertThat(meeting.samples() / 16_000.0).isBetween(80.0, 110.0);
    }

    @Test
    void shouldSayInItsTruthWhatItsTimelineSays() {
        List<String> truth = meeting.rttm().lines().toList();
        assertThat(truth).hasSameSizeAs(meeting.lines());
        for (int i = 0; i < truth.size(); i++) {
            List<String> fields = List.of(truth.get(i).split(" "));
            CarriedMeeting.Line line = meeting.lines().get(i);
            assertThat(fields.get(7)).isEqualTo(line.speaker());
            assertThat(Double.parseDouble(fields.get(3)) * 16_000).isCloseTo((double) line.beginSample(), within(0.1));
            assertThat(Double.parseDouble(fields.get(4)) * 16_000).isCloseTo((double) line.samples(), within(0.1));
        }
    }

    @Test
    void shouldHaveNoPauseWithinAnUtterance() {
        for (Utterance said : meeting.utterances(line -> new SpeakerPath.Seat(new Position(1, 1, 1)))) {
            int silent = 0;
            for (int from = 0; from + FRAME <= said.dry().length; from += FRAME) {
                double energy = 0;
                for (int i = from; i < from + FRAME; i++) {
                    energy += said.dry()[i] * said.dry()[i];
                }
                /* 52 dB below the loudness that the script gives every utterance */
                silent = energy / FRAME < 0.05 * 0.05 * 1e-5 ? silent + FRAME : 0;
                assertThat(silent).as("pause in a turn of %s", said.speaker()).isLessThanOrEqualTo(PAUSE_SAMPLES);
            }
        }
    }

    @Test
    void shouldNeverLetASpeakerSpeakOverHimself() {
        List<CarriedMeeting.Line> lines = meeting.lines();
        int overlaps = 0;
        for (int i = 0; i < lines.size(); i++) {
            for (int j = i + 1; j < lines.size(); j++) {
                CarriedMeeting.Line a = lines.get(i);
                CarriedMeeting.Line b = lines.get(j);
                boolean both = a.beginSample() < b.beginSample() + b.samples()
                        && b.beginSample() < a.beginSample() + a.samples();
                overlaps += both ? 1 : 0;
                assertThat(both && a.speaker().equals(b.speaker()))
                        .as("%s and %s", a, b)
                        .isFalse();
            }
        }
        assertThat(overlaps).isGreaterThan(5);
    }

    @Test
    void shouldSeatTheSpeakersApart() {
        RoomScene scene = meeting.aroundTable(RoomSettings.defaults(), Position.ring(4, 0.032, 45));
        HashSet<Position> seats = new HashSet<>();
        scene.utterances().forEach(said -> seats.add(said.path().at(0)));
        assertThat(seats).hasSize(4);
        assertThat(new SimulatedRoomSource(scene).open().channels()).isEqualTo(4);
    }
}
