package dev.rostrum.diarization.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.diarization.evidence.WindowEvidence;
import dev.rostrum.diarization.timeline.TimelineEvent.Correction;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnChange.Replaced;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnChange.Withdrawn;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnStarted;
import dev.rostrum.diarization.timeline.TurnLedger.Retention;
import dev.rostrum.diarization.tracking.SyntheticMeeting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What a tracker published, applied in order by the {@link TurnLedger}, which refuses events that cannot follow. Beside
 * it holds what the ledger lets pass: revisions count up by one, batches by one, turn ids are never used again.
 */
final class PublishedMeetings implements Consumer<TimelineEvent> {
    private final List<TimelineEvent> events = new ArrayList<>();
    private final TurnLedger ledger = new TurnLedger(Retention.EVERY_MEETING);
    private final Map<Long, Integer> revisions = new HashMap<>();
    private int lastBatch;
    private long meetingFromSample;

    /** All that a fresh tracker says of the meeting, and of its end. */
    static PublishedMeetings of(SyntheticMeeting meeting, RevisingTracker tracker) {
        PublishedMeetings published = new PublishedMeetings();
        published.hear(tracker, meeting.windows());
        tracker.finish(meeting.endSample(), published);
        return published;
    }

    void hear(RevisingTracker tracker, List<WindowEvidence> windows) {
        for (WindowEvidence window : windows) {
            tracker.accept(window, this);
        }
    }

    @Override
    public void accept(TimelineEvent event) {
        events.add(event);
        ledger.apply(event);
        switch (event) {
            case TimelineEvent.MeetingStarted started -> {
                meetingFromSample = started.fromSample();
                revisions.clear();
                lastBatch = 0;
            }
            case TurnStarted started -> {
                holdFresh(started.turn());
                holdWhole(started.turn());
            }
            case Correction correction -> hold(correction);
            case TimelineEvent.TurnUpdated updated -> holdWhole(updated.turn());
            case TimelineEvent.TurnEnded ended -> holdWhole(ended.turn());
            case TimelineEvent.StreamGap _, TimelineEvent.MeetingEnded _ -> {}
        }
    }

    private void holdFresh(SpeechTurn turn) {
        assertThat(revisions.put(turn.id(), turn.revision()))
                .as("use of turn id %d before", turn.id())
                .isNull();
    }

    private void hold(Correction correction) {
        assertThat(correction.batch()).isEqualTo(lastBatch + 1);
        lastBatch = correction.batch();
        assertThat(correction.changes()).isNotEmpty();
        correction.changes().forEach(change -> {
            if (change instanceof Replaced(SpeechTurn turn)) {
                holdWhole(turn);
            }
            switch (change) {
                case Replaced(SpeechTurn turn) when !revisions.containsKey(turn.id()) -> holdFresh(turn);
                case Replaced(SpeechTurn turn) ->
                    assertThat(revisions.merge(turn.id(), 1, Integer::sum)).isEqualTo(turn.revision());
                case Withdrawn(long id, int revision) ->
                    assertThat(revisions.merge(id, 1, Integer::sum)).isEqualTo(revision);
            }
        });
    }

    /** No turn is shorter than a tenth of a second, and none begins before its meeting. */
    private void holdWhole(SpeechTurn turn) {
        assertThat(turn.toSample() - turn.fromSample()).as("length of %s", turn).isGreaterThanOrEqualTo(1600);
        assertThat(turn.fromSample()).as("beginning of %s", turn).isGreaterThanOrEqualTo(meetingFromSample);
    }

    List<TimelineEvent> events() {
        return events;
    }

    <T extends TimelineEvent> List<T> events(Class<T> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The turns as they stand. */
    List<SpeechTurn> turns() {
        return ledger.turns();
    }

    List<TurnLedger.EndedMeeting> meetings() {
        return ledger.endedMeetings();
    }

    /** The turns as they stood after the events emitted at {@code position} or earlier. */
    List<SpeechTurn> turnsAt(long position) {
        TurnLedger then = new TurnLedger(Retention.CURRENT_MEETING);
        events.stream().takeWhile(event -> event.emittedAtSample() <= position).forEach(then::apply);
        return then.turns();
    }

    /** Numbers of the speakers of these turns. */
    static Set<Integer> speakers(List<SpeechTurn> turns) {
        return turns.stream().map(turn -> turn.speaker().number()).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Numbers of the speakers whose turns cover {@code sample}. */
    static Set<Integer> speakersAt(List<SpeechTurn> turns, long sample) {
        return speakers(turns.stream()
                .filter(turn -> turn.fromSample() <= sample && sample < turn.toSample())
                .toList());
    }

    /** Holds that no speaker has two turns at one instant. */
    static void holdApart(List<SpeechTurn> turns) {
        Map<Integer, SpeechTurn> last = new HashMap<>();
        for (SpeechTurn turn : turns) { // by start
            SpeechTurn before = last.put(turn.speaker().number(), turn);
            if (before != null) {
                assertThat(before.toSample()).as("%s and %s", before, turn).isLessThanOrEqualTo(turn.fromSample());
            }
        }
    }
}
