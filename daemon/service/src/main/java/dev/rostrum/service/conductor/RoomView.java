package dev.rostrum.service.conductor;

import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.diarization.timeline.SpeechTurn;
import dev.rostrum.diarization.timeline.SpeechTurn.Stage;
import dev.rostrum.diarization.timeline.TimelineEvent;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnChange;
import dev.rostrum.service.event.RoomState;
import dev.rostrum.service.event.RoomState.ActiveSpeaker;
import dev.rostrum.service.event.RoomState.Phase;
import java.util.List;
import java.util.TreeMap;

/** Who speaks now, from the turns that are open. Bounded by them. Conductor thread. */
final class RoomView {
    private final TreeMap<Long, SpeechTurn> open = new TreeMap<>();

    /** Applies one event, in order. */
    void apply(TimelineEvent event) {
        switch (event) {
            case TimelineEvent.MeetingStarted started -> open.clear();
            case TimelineEvent.MeetingEnded ended -> open.clear();
            case TimelineEvent.TurnStarted started -> put(started.turn());
            case TimelineEvent.TurnUpdated updated -> put(updated.turn());
            case TimelineEvent.TurnEnded ended -> put(ended.turn());
            case TimelineEvent.Correction correction -> correction.changes().forEach(this::change);
            case TimelineEvent.StreamGap gap -> open.clear();
        }
    }

    /** The room as of {@code atSample}. */
    RoomState state(Phase phase, List<String> degraded, long atSample) {
        if (phase != Phase.LISTENING) {
            return new RoomState(phase, List.of(), false, degraded, atSample);
        }
        TreeMap<SpeakerId, ActiveSpeaker> active = new TreeMap<>();
        for (SpeechTurn turn : open.values()) {
            active.putIfAbsent(turn.speaker(), new ActiveSpeaker(turn.speaker(), turn.fromSample(), turn.bearing()));
        }
        return new RoomState(phase, List.copyOf(active.values()), active.size() > 1, degraded, atSample);
    }

    private void change(TurnChange change) {
        switch (change) {
            case TurnChange.Replaced replaced -> put(replaced.turn());
            case TurnChange.Withdrawn withdrawn -> open.remove(withdrawn.id());
        }
    }

    private void put(SpeechTurn turn) {
        if (turn.stage() == Stage.OPEN) {
            open.put(turn.id(), turn);
        } else {
            open.remove(turn.id());
        }
    }
}
