package dev.rostrum.service.replay;

import dev.rostrum.diarization.timeline.SpeechTurn;
import dev.rostrum.diarization.timeline.TimelineEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The definition itself: apply what was emitted until then, look who speaks. */
public final class SlowLabels {
    private SlowLabels() {}

    /** Labels of those who speak at the instant, as known at position {@code until}; in samples. */
    public static Set<String> at(List<TimelineEvent> events, long instant, long until) {
        List<Map<Long, SpeechTurn>> meetings = new ArrayList<>();
        for (TimelineEvent event : events) {
            if (event.emittedAtSample() > until) {
                break;
            }
            switch (event) {
                case TimelineEvent.MeetingStarted _ -> meetings.add(new HashMap<>());
                case TimelineEvent.TurnStarted e ->
                    meetings.getLast().put(e.turn().id(), e.turn());
                case TimelineEvent.TurnUpdated e ->
                    meetings.getLast().put(e.turn().id(), e.turn());
                case TimelineEvent.TurnEnded e ->
                    meetings.getLast().put(e.turn().id(), e.turn());
                case TimelineEvent.Correction e -> e.changes().forEach(change -> apply(change, meetings.getLast()));
                case TimelineEvent.MeetingEnded _ -> {}
                case TimelineEvent.StreamGap _ -> {}
            }
        }
        Set<String> speakers = new TreeSet<>();
        for (int meeting = 0; meeting < meetings.size(); meeting++) {
            for (SpeechTurn turn : meetings.get(meeting).values()) {
                if (turn.fromSample() <= instant && instant < turn.toSample()) {
                    speakers.add((meeting == 0 ? "" : "M" + (meeting + 1) + "-") + "S"
                            + turn.speaker().number());
                }
            }
        }
        return speakers;
    }

    private static void apply(TimelineEvent.TurnChange change, Map<Long, SpeechTurn> turns) {
        switch (change) {
            case TimelineEvent.TurnChange.Replaced replaced ->
                turns.put(replaced.turn().id(), replaced.turn());
            case TimelineEvent.TurnChange.Withdrawn gone -> turns.remove(gone.id());
        }
    }
}
