package dev.rostrum.service.conductor;

import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.diarization.timeline.TimelineEvent;
import dev.rostrum.service.event.CommandResult;
import dev.rostrum.service.event.Commands;
import dev.rostrum.service.event.MeetingRoster;
import java.util.HashSet;
import java.util.Set;

/** What the speakers of the meeting are called; what somebody says stands above what is recognised. Conductor thread. */
final class SpeakerNames {
    private final MeetingRoster roster = new MeetingRoster();
    private final Set<SpeakerId> namedByHand = new HashSet<>();

    /** Applies one event, in order. */
    void apply(TimelineEvent event) {
        roster.apply(event);
        if (event instanceof TimelineEvent.MeetingStarted) {
            namedByHand.clear();
        }
    }

    /** Gives a speaker a name; an empty one takes it away. */
    CommandResult name(String origin, SpeakerId speaker, String name) {
        boolean known = roster.speakers().stream().anyMatch(one -> one.speaker().equals(speaker));
        if (!known) {
            return new CommandResult.Refused(
                    "unknown-speaker", "There is no " + speaker.label() + " in the running meeting.");
        }
        boolean recognised = origin.equals(Commands.ENROLMENT);
        if (recognised && namedByHand.contains(speaker)) {
            return new CommandResult.Refused("named-by-hand", speaker.label() + " was named by somebody.");
        }
        if (!recognised) {
            namedByHand.add(speaker);
        }
        roster.name(speaker, name);
        return new CommandResult.Done();
    }
}
