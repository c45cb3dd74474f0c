package dev.rostrum.diarization.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.diarization.timeline.SpeechTurn.Certainty;
import dev.rostrum.diarization.timeline.SpeechTurn.Stage;
import dev.rostrum.diarization.timeline.TimelineEvent.Correction;
import dev.rostrum.diarization.timeline.TimelineEvent.MeetingEnded;
import dev.rostrum.diarization.timeline.TimelineEvent.MeetingStarted;
import dev.rostrum.diarization.timeline.TimelineEvent.StreamGap;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnChange;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnChange.Replaced;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnChange.Withdrawn;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnEnded;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnStarted;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnUpdated;
import dev.rostrum.diarization.timeline.TurnLedger.Retention;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TurnLedgerTest {
    private final TurnLedger ledger = new TurnLedger(Retention.CURRENT_MEETING);

    @Test
    void shouldKeepTheLatestStateOfEachTurn() {
        apply(
                new MeetingStarted(0, 1, 0),
                new TurnStarted(200, turn(1, 0, 1, 100, 200, Stage.OPEN)),
                new TurnStarted(300, turn(2, 0, 2, 50, 60, Stage.OPEN)),
                new TurnUpdated(300, turn(1, 0, 1, 100, 300, Stage.OPEN)),
                new TurnEnded(400, turn(1, 0, 1, 100, 350, Stage.CLOSED)));

        assertThat(ledger.turns())
                .containsExactly(turn(2, 0, 2, 50, 60, Stage.OPEN), turn(1, 0, 1, 100, 350, Stage.CLOSED));
    }

    @Test
    void shouldApplyAllChangesOfABatch() {
        apply(
                new MeetingStarted(0, 1, 0),
                new TurnStarted(200, turn(1, 0, 1, 100, 200, Stage.OPEN)),
                new TurnStarted(300, turn(2, 0, 2, 250, 260, Stage.OPEN)),
                correction(1, replaced(1, 1, 1, 100, 150), replaced(3, 0, 3, 150, 200), new Withdrawn(2, 1)));

        assertThat(ledger.turns())
                .containsExactly(turn(1, 1, 1, 100, 150, Stage.CLOSED), turn(3, 0, 3, 150, 200, Stage.CLOSED));
        assertThat(ledger.turn(2)).isEmpty();
    }

    @Test
    void shouldForgetAMeetingWhenTheNextStarts() {
        apply(
                new MeetingStarted(0, 1, 0),
                new TurnStarted(200, turn(1, 0, 1, 100, 200, Stage.OPEN)),
                new MeetingEnded(300, 1, 300));
        assertThat(ledger.turns()).hasSize(1);

        apply(new MeetingStarted(300, 2, 300));

        assertThat(ledger.turns()).isEmpty();
        assertThat(ledger.endedMeetings()).isEmpty();
        apply(new TurnStarted(400, turn(1, 0, 1, 310, 400, Stage.OPEN)), correction(1));
        assertThat(ledger.meeting()).isEqualTo(2);
    }

    @Test
    void shouldKeepEndedMeetingsWhereAsked() {
        TurnLedger keeping = new TurnLedger(Retention.EVERY_MEETING);
        SpeechTurn turn = turn(1, 0, 1, 100, 200, Stage.OPEN);
        Stream.of(
                        new MeetingStarted(0, 1, 0),
                        new TurnStarted(200, turn),
                        new MeetingEnded(300, 1, 300),
                        new MeetingStarted(300, 2, 300),
                        new MeetingEnded(301, 2, 301))
                .forEach(keeping::apply);

        assertThat(keeping.endedMeetings())
                .containsExactly(
                        new TurnLedger.EndedMeeting(1, List.of(turn)), new TurnLedger.EndedMeeting(2, List.of()));
    }

    @ParameterizedTest
    @MethodSource("impossibleEvents")
    void shouldRefuseWhatCannotFollow(TimelineEvent event, String problem) {
        apply(
                new MeetingStarted(0, 1, 0),
                new TurnStarted(200, turn(1, 0, 1, 100, 200, Stage.OPEN)),
                new TurnStarted(200, turn(2, 0, 1, 100, 200, Stage.OPEN)),
                new TurnStarted(200, turn(3, 0, 2, 100, 200, Stage.OPEN)),
                new TurnEnded(300, turn(3, 0, 2, 100, 250, Stage.CLOSED)),
                correction(1, replaced(1, 2, 1, 100, 190, Stage.OPEN), new Withdrawn(2, 1)));
        List<SpeechTurn> before = ledger.turns();

        assertThatThrownBy(() -> ledger.apply(event))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(problem);

        assertThat(ledger.turns()).isEqualTo(before);
    }

    static Stream<Arguments> impossibleEvents() {
        SpeechTurn carriedOn = turn(1, 2, 1, 100, 195, Stage.OPEN);
        return Stream.of(
                Arguments.of(new StreamGap(999, 1, 2), "emittedAtSample=999 is before 1000"),
                Arguments.of(new StreamGap(1000, 2, 2), "has no length"),
                Arguments.of(new MeetingStarted(1000, 2, 1000), "meeting=2 starts while meeting=1 runs"),
                Arguments.of(new MeetingEnded(1000, 2, 1000), "meeting=2 ends, meeting=1 runs"),
                Arguments.of(new TurnStarted(1000, turn(1, 0, 1, 1, 2, Stage.OPEN)), "turn=1 starts, but the id"),
                Arguments.of(new TurnStarted(1000, turn(2, 0, 1, 1, 2, Stage.OPEN)), "turn=2 starts, but the id"),
                Arguments.of(new TurnStarted(1000, turn(9, 1, 1, 1, 2, Stage.OPEN)), "turn=9 starts with revision=1"),
                Arguments.of(new TurnUpdated(1000, turn(9, 0, 1, 1, 2, Stage.OPEN)), "turn=9 is unknown"),
                Arguments.of(new TurnUpdated(1000, turn(2, 1, 1, 1, 2, Stage.OPEN)), "turn=2 was withdrawn"),
                Arguments.of(
                        new TurnUpdated(1000, turn(3, 0, 2, 100, 260, Stage.OPEN)), "turn=3 goes on after its end"),
                Arguments.of(new TurnUpdated(1000, turn(1, 1, 1, 100, 195, Stage.OPEN)), "revision=1, known is 2"),
                Arguments.of(new TurnUpdated(1000, turn(1, 2, 2, 100, 195, Stage.OPEN)), "without a correction"),
                Arguments.of(new TurnUpdated(1000, turn(1, 2, 1, 101, 195, Stage.OPEN)), "without a correction"),
                Arguments.of(new TurnUpdated(1000, turn(1, 2, 1, 100, 189, Stage.OPEN)), "without a correction"),
                Arguments.of(new TurnEnded(1000, carriedOn), "turn=1 is OPEN"),
                Arguments.of(correction(3), "batch=3 follows batch=1"),
                Arguments.of(correction(2, replaced(1, 2, 1, 1, 2)), "to revision=2, known is 2"),
                Arguments.of(correction(2, replaced(2, 2, 1, 1, 2)), "turn=2 starts, but the id has been used"),
                Arguments.of(correction(2, replaced(1, 3, 1, 1, 2), new Withdrawn(2, 2)), "turn=2 was withdrawn"),
                Arguments.of(correction(2, new Withdrawn(9, 1)), "turn=9 is unknown"),
                Arguments.of(correction(2, new Withdrawn(1, 3), replaced(1, 4, 1, 1, 2)), "changes turn=1 twice"));
    }

    @Test
    void shouldRefuseTurnsOutsideAMeeting() {
        SpeechTurn turn = turn(1, 0, 1, 100, 200, Stage.OPEN);
        assertThatThrownBy(() -> ledger.apply(new TurnStarted(200, turn))).hasMessageContaining("outside a meeting");
        assertThatThrownBy(() -> ledger.apply(correction(1))).hasMessageContaining("outside a meeting");
        assertThatThrownBy(() -> ledger.apply(new MeetingEnded(1, 0, 1))).hasMessageContaining("meeting=0");
    }

    @Property(tries = 300)
    void shouldTakeEveryPossibleTimeline(@ForAll long seed) {
        TurnLedger every = new TurnLedger(Retention.EVERY_MEETING);

        List<TimelineEvent> events = RandomTimeline.events(new Random(seed));
        events.forEach(every::apply);

        assertThat(every.endedMeetings()).hasSize((int) every.meeting());
        assertThat(every.endedMeetings().getLast().turns()).isEqualTo(every.turns());
    }

    private void apply(TimelineEvent... events) {
        Stream.of(events).forEach(ledger::apply);
    }

    private static Correction correction(int batch, TurnChange... changes) {
        return new Correction(1000, batch, List.of(changes));
    }

    private static TurnChange replaced(long id, int revision, int speaker, long from, long to) {
        return replaced(id, revision, speaker, from, to, Stage.CLOSED);
    }

    private static TurnChange replaced(long id, int revision, int speaker, long from, long to, Stage stage) {
        return new Replaced(turn(id, revision, speaker, from, to, stage));
    }

    private static SpeechTurn turn(long id, int revision, int speaker, long from, long to, Stage stage) {
        return new SpeechTurn(
                id, revision, new SpeakerId(speaker), from, to, stage, Certainty.CONFIRMED, 0.5f, Optional.empty());
    }
}
