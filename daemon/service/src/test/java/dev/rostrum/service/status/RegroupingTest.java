package dev.rostrum.service.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.diarization.timeline.SpeechTurn;
import dev.rostrum.diarization.timeline.TimelineEvent.Correction;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnChange;
import dev.rostrum.service.status.Regrouping.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegroupingTest {
    /** S1 from 0 to 10 and from 20 to 24, S2 from 10 to 20. */
    private static final List<SpeechTurn> MEETING =
            List.of(Pages.turn(1, 0, 1, 0, 10), Pages.turn(2, 0, 2, 10, 20), Pages.turn(3, 0, 1, 20, 24));

    @Test
    void shouldFindThatTwoWereOneWhetherTheTurnStaysOrAnotherTakesItsPlace() {
        assertThat(found(new TurnChange.Replaced(Pages.turn(2, 1, 1, 10, 20)))).containsExactly(merged(2, 1));
        assertThat(found(new TurnChange.Replaced(Pages.turn(1, 1, 1, 0, 20)), new TurnChange.Withdrawn(2, 1)))
                .containsExactly(merged(2, 1));
    }

    @Test
    void shouldFindThatOneWasTwo() {
        assertThat(found(
                        new TurnChange.Replaced(Pages.turn(1, 1, 1, 0, 4)),
                        new TurnChange.Replaced(Pages.turn(4, 0, 3, 4, 10))))
                .containsExactly(new Regrouping(30L * Pages.RATE, 7, Kind.SPLIT, new SpeakerId(1), new SpeakerId(3)));
    }

    @Test
    void shouldFindNothingWhereTurnsOnlyMoveOrChangeHands() {
        assertThat(found(new TurnChange.Replaced(Pages.turn(1, 1, 1, 0, 9))))
                .as("an edge")
                .isEmpty();
        assertThat(found(new TurnChange.Replaced(Pages.turn(3, 1, 2, 20, 24))))
                .as("both stay")
                .isEmpty();
        assertThat(found(new TurnChange.Withdrawn(2, 1))).as("it was nobody").isEmpty();
        assertThat(found(new TurnChange.Replaced(Pages.turn(2, 1, 5, 10, 20))))
                .as("another number")
                .isEmpty();
        assertThat(found(new TurnChange.Replaced(Pages.turn(4, 0, 3, 24, 26))))
                .as("somebody who had not been heard")
                .isEmpty();
    }

    @Test
    void shouldFindNothingWhereLessThanHalfGoesToAnyone() {
        assertThat(found(new TurnChange.Withdrawn(2, 1), new TurnChange.Replaced(Pages.turn(1, 1, 1, 0, 14))))
                .isEmpty();
    }

    private static List<Regrouping> found(TurnChange... changes) {
        return Regrouping.in(MEETING, new Correction(30L * Pages.RATE, 7, List.of(changes)));
    }

    private static Regrouping merged(int from, int to) {
        return new Regrouping(30L * Pages.RATE, 7, Kind.MERGED, new SpeakerId(from), new SpeakerId(to));
    }
}
