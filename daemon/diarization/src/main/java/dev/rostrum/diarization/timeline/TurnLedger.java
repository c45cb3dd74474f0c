package dev.rostrum.diarization.timeline;

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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What is published of the meeting: applies timeline events in order and refuses impossible ones, so that whatever
 * the events say has one meaning. Keeps state: the turns and withdrawn ids of one meeting, emptied when the next one
 * starts; those of ended meetings only where asked. Belongs to one thread.
 */
public final class TurnLedger {
    private static final Comparator<SpeechTurn> BY_TIME = Comparator.comparingLong(SpeechTurn::fromSample)
            .thenComparingLong(SpeechTurn::toSample)
            .thenComparingLong(SpeechTurn::id);

    private final Retention retention;
    private final List<EndedMeeting> ended = new ArrayList<>();
    private final Map<Long, SpeechTurn> turns = new HashMap<>();
    private final Set<Long> withdrawn = new HashSet<>();
    private boolean running;
    private long meeting;
    private int batch;
    private long positionSamples;

    /** Whether the turns of ended meetings are kept. */
    public enum Retention {
        CURRENT_MEETING,
        EVERY_MEETING
    }

    /** A meeting that is over, with its turns by time. */
    public record EndedMeeting(long meeting, List<SpeechTurn> turns) {
        public EndedMeeting {
            turns = List.copyOf(turns);
        }
    }

    /** Empty, before the first meeting. */
    public TurnLedger(Retention retention) {
        this.retention = retention;
    }

    /**
     * Applies one event, whole or not at all.
     *
     * @throws IllegalArgumentException the event cannot follow those before it; nothing has changed
     */
    public void apply(TimelineEvent event) {
        require(
                event.emittedAtSample() >= positionSamples,
                () -> "emittedAtSample=" + event.emittedAtSample() + " is before " + positionSamples
                        + " of the event before it");
        switch (event) {
            case MeetingStarted started -> start(started);
            case MeetingEnded over -> end(over);
            case TurnStarted started -> put(checkedNew(started.turn()));
            case TurnUpdated updated -> put(checkedCarriedOn(updated.turn(), SpeechTurn.Stage.OPEN));
            case TurnEnded over -> put(checkedCarriedOn(over.turn(), SpeechTurn.Stage.CLOSED));
            case Correction correction -> correct(correction);
            case StreamGap gap ->
                require(
                        gap.fromSample() < gap.toSample(),
                        () -> "a gap from " + gap.fromSample() + " to " + gap.toSample() + " has no length");
        }
        positionSamples = event.emittedAtSample();
    }

    /** The turns of the meeting that runs, or of the last one; by start, then end, then id. */
    public List<SpeechTurn> turns() {
        return turns.values().stream().sorted(BY_TIME).toList();
    }

    /** The turn as it is now; none where the id is unknown or withdrawn. */
    public Optional<SpeechTurn> turn(long id) {
        return Optional.ofNullable(turns.get(id));
    }

    /** The meetings that are over, in order; always none where only the current one is kept. */
    public List<EndedMeeting> endedMeetings() {
        return List.copyOf(ended);
    }

    /** The number of the meeting that runs or ran last, 0 before the first. */
    public long meeting() {
        return meeting;
    }

    private void start(MeetingStarted started) {
        require(!running, () -> "meeting=" + started.meeting() + " starts while meeting=" + meeting + " runs");
        require(started.meeting() > meeting, () -> "meeting=" + started.meeting() + " starts after meeting=" + meeting);
        turns.clear();
        withdrawn.clear();
        batch = 0;
        running = true;
        meeting = started.meeting();
    }

    private void end(MeetingEnded over) {
        require(
                running && over.meeting() == meeting,
                () -> "meeting=" + over.meeting() + " ends, meeting=" + meeting + " "
                        + (running ? "runs" : "was the last"));
        running = false;
        if (retention == Retention.EVERY_MEETING) {
            ended.add(new EndedMeeting(meeting, turns()));
        }
    }

    private void put(SpeechTurn turn) {
        turns.put(turn.id(), turn);
    }

    private SpeechTurn checkedNew(SpeechTurn turn) {
        requireRunning(turn.id());
        require(
                !turns.containsKey(turn.id()) && !withdrawn.contains(turn.id()),
                () -> "turn=" + turn.id() + " starts, but the id has been used");
        require(turn.revision() == 0, () -> "turn=" + turn.id() + " starts with revision=" + turn.revision());
        return turn;
    }

    private SpeechTurn checkedCarriedOn(SpeechTurn turn, SpeechTurn.Stage stage) {
        SpeechTurn known = known(turn.id());
        require(known.stage() == SpeechTurn.Stage.OPEN, () -> "turn=" + turn.id() + " goes on after its end");
        require(turn.stage() == stage, () -> "turn=" + turn.id() + " is " + turn.stage());
        require(
                turn.revision() == known.revision(),
                () -> "turn=" + turn.id() + " goes on with revision=" + turn.revision() + ", known is "
                        + known.revision());
        require(
                turn.speaker().equals(known.speaker())
                        && turn.fromSample() == known.fromSample()
                        && turn.toSample() >= known.toSample(),
                () -> "turn=" + turn.id() + " changes without a correction from " + known + " to " + turn);
        return turn;
    }

    private void correct(Correction correction) {
        require(running, () -> "batch=" + correction.batch() + " outside a meeting");
        require(correction.batch() == batch + 1, () -> "batch=" + correction.batch() + " follows batch=" + batch);
        Set<Long> seen = new HashSet<>();
        for (TurnChange change : correction.changes()) {
            check(change);
            require(
                    seen.add(id(change)),
                    () -> "batch=" + correction.batch() + " changes turn=" + id(change) + " twice");
        }
        for (TurnChange change : correction.changes()) {
            switch (change) {
                case Replaced replaced -> put(replaced.turn());
                case Withdrawn gone -> {
                    turns.remove(gone.id());
                    withdrawn.add(gone.id());
                }
            }
        }
        batch = correction.batch();
    }

    private void check(TurnChange change) {
        switch (change) {
            case Replaced replaced when !turns.containsKey(replaced.turn().id()) -> checkedNew(replaced.turn());
            case Replaced replaced ->
                requireHigher(replaced.turn().id(), replaced.turn().revision());
            case Withdrawn gone -> requireHigher(gone.id(), gone.revision());
        }
    }

    private void requireHigher(long id, int revision) {
        int before = known(id).revision();
        require(
                revision > before,
                () -> "turn=" + id + " is corrected to revision=" + revision + ", known is " + before);
    }

    private SpeechTurn known(long id) {
        requireRunning(id);
        require(!withdrawn.contains(id), () -> "turn=" + id + " was withdrawn");
        SpeechTurn turn = turns.get(id);
        if (turn == null) {
            throw new IllegalArgumentException("turn=" + id + " is unknown");
        }
        return turn;
    }

    private void requireRunning(long id) {
        require(running, () -> "turn=" + id + " outside a meeting");
    }

    private static long id(TurnChange change) {
        return switch (change) {
            case Replaced replaced -> replaced.turn().id();
            case Withdrawn gone -> gone.id();
        };
    }

    private static void require(boolean possible, Supplier<String> problem) {
        if (!possible) {
            throw new IllegalArgumentException(problem.get());
        }
    }
}
