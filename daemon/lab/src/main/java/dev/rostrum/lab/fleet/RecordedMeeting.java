package dev.rostrum.lab.fleet;

import dev.rostrum.diarization.timeline.SpeechTurn;
import dev.rostrum.diarization.timeline.TimelineEvent;
import dev.rostrum.service.event.RoomEvent;
import dev.rostrum.service.event.RoomState;
import dev.rostrum.service.event.TimelineJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A meeting that is played over and over, each time as a new one: what a unit of a fleet says, and when. One player; a
 * late start joins in the middle. Confined to its thread.
 */
final class RecordedMeeting {
    private static final double NS_PER_SECOND = 1e9;

    private final TimelineJson.Timeline recording;
    private final long lengthNs;
    private final Map<Long, RoomState.ActiveSpeaker> active = new LinkedHashMap<>();
    private long startNs;
    private int next;
    private long meeting = 1;
    private long playedSamples;

    /**
     * A player that began to play at {@code startNs}, which may lie in the past.
     *
     * @param recording at least one event
     */
    RecordedMeeting(TimelineJson.Timeline recording, long startNs) {
        this.recording = recording;
        this.startNs = startNs;
        this.lengthNs = ns(recording.events().getLast().emittedAtSample());
    }

    /** How long the recording is. */
    static long lengthNs(TimelineJson.Timeline recording) {
        return new RecordedMeeting(recording, 0).lengthNs;
    }

    /** Passes over what lies before {@code nowNs}. */
    void joinAt(long nowNs) {
        while (dueNs() < nowNs) {
            step();
        }
    }

    /** When the next event is due. */
    long dueNs() {
        return startNs + ns(recording.events().get(next).emittedAtSample());
    }

    /** The next event, and the room's state where it changed with it. */
    List<RoomEvent> step() {
        TimelineEvent event = renumbered(recording.events().get(next));
        List<RoomEvent> told = new ArrayList<>();
        told.add(new RoomEvent.Timeline(event));
        if (activeChanged(event)) {
            told.add(new RoomEvent.StateChanged(new RoomState(
                    RoomState.Phase.LISTENING,
                    List.copyOf(active.values()),
                    active.size() > 1,
                    List.of(),
                    event.emittedAtSample())));
        }
        if (++next == recording.events().size()) {
            next = 0;
            meeting++;
            startNs += lengthNs;
            playedSamples += recording.events().getLast().emittedAtSample();
        }
        return told;
    }

    /** The start of the meeting that is being played: for whoever joined in the middle of it. */
    RoomEvent meetingStarted() {
        return new RoomEvent.Timeline(new TimelineEvent.MeetingStarted(playedSamples, meeting, playedSamples));
    }

    /** The event as one of this meeting, where the stream has come to by now. */
    private TimelineEvent renumbered(TimelineEvent event) {
        long at = event.emittedAtSample() + playedSamples;
        return switch (event) {
            case TimelineEvent.MeetingStarted e ->
                new TimelineEvent.MeetingStarted(at, meeting, e.fromSample() + playedSamples);
            case TimelineEvent.MeetingEnded e ->
                new TimelineEvent.MeetingEnded(at, meeting, e.toSample() + playedSamples);
            case TimelineEvent.TurnStarted e -> new TimelineEvent.TurnStarted(at, later(e.turn()));
            case TimelineEvent.TurnUpdated e -> new TimelineEvent.TurnUpdated(at, later(e.turn()));
            case TimelineEvent.TurnEnded e -> new TimelineEvent.TurnEnded(at, later(e.turn()));
            case TimelineEvent.Correction e ->
                new TimelineEvent.Correction(
                        at, e.batch(), e.changes().stream().map(this::later).toList());
            case TimelineEvent.StreamGap e ->
                new TimelineEvent.StreamGap(at, e.fromSample() + playedSamples, e.toSample() + playedSamples);
        };
    }

    private TimelineEvent.TurnChange later(TimelineEvent.TurnChange change) {
        return switch (change) {
            case TimelineEvent.TurnChange.Replaced replaced ->
                new TimelineEvent.TurnChange.Replaced(later(replaced.turn()));
            case TimelineEvent.TurnChange.Withdrawn withdrawn -> withdrawn;
        };
    }

    private SpeechTurn later(SpeechTurn turn) {
        return new SpeechTurn(
                turn.id(),
                turn.revision(),
                turn.speaker(),
                turn.fromSample() + playedSamples,
                turn.toSample() + playedSamples,
                turn.stage(),
                turn.certainty(),
                turn.confidence(),
                turn.bearing());
    }

    private boolean activeChanged(TimelineEvent event) {
        return switch (event) {
            case TimelineEvent.TurnStarted e -> {
                SpeechTurn turn = e.turn();
                active.put(turn.id(), new RoomState.ActiveSpeaker(turn.speaker(), turn.fromSample(), turn.bearing()));
                yield true;
            }
            case TimelineEvent.TurnEnded e -> active.remove(e.turn().id()) != null;
            case TimelineEvent.MeetingEnded _ -> {
                boolean any = !active.isEmpty();
                active.clear();
                yield any;
            }
            default -> false;
        };
    }

    private long ns(long sample) {
        return (long) (sample * NS_PER_SECOND / recording.stream().sampleRateHz());
    }
}
