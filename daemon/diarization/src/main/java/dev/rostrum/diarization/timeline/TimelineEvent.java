package dev.rostrum.diarization.timeline;

import java.util.List;

/**
 * Everything that changes what is published about a meeting, in the order in which it happened. Applying the events
 * in order  gives the turns of the meeting; applying only those emitted at
 * {@code t + L} or earlier gives the live label of instant {@code t} at latency {@code L}.
 */
public sealed interface TimelineEvent {
    /** Stream position, in samples at the network's rate, at which the event was emitted. Never decreases. */
    long emittedAtSample();

    /** A meeting begins. {@code meeting} counts from 1 since the daemon started; turn and speaker ids start again. */
    record MeetingStarted(long emittedAtSample, long meeting, long fromSample) implements TimelineEvent {}

    /** The meeting is over; no event of it follows. */
    record MeetingEnded(long emittedAtSample, long meeting, long toSample) implements TimelineEvent {}

    record TurnStarted(long emittedAtSample, SpeechTurn turn) implements TimelineEvent {}

    /** The open turn goes on: {@code toSample} grew, or certainty, confidence or direction changed. */
    record TurnUpdated(long emittedAtSample, SpeechTurn turn) implements TimelineEvent {}

    record TurnEnded(long emittedAtSample, SpeechTurn turn) implements TimelineEvent {}

    /**
     * One pass of the revision changed the past. All changes of a batch apply together.
     *
     * @param batch counts from 1 within the meeting
     */
    record Correction(long emittedAtSample, int batch, List<TurnChange> changes) implements TimelineEvent {
        public Correction {
            changes = List.copyOf(changes);
        }
    }

    /** Samples were lost: nothing is known of {@code fromSample} to {@code toSample}. */
    record StreamGap(long emittedAtSample, long fromSample, long toSample) implements TimelineEvent {}

    /** One turn in a correction. */
    sealed interface TurnChange {
        /** The turn is now this: a higher revision of a known id, or a new id with revision 0. */
        record Replaced(SpeechTurn turn) implements TurnChange {}

        /** The turn was never there. */
        record Withdrawn(long id, int revision) implements TurnChange {}
    }
}
