package dev.rostrum.service.status;

import dev.rostrum.diarization.timeline.SpeechTurn;
import dev.rostrum.diarization.timeline.TimelineEvent;
import dev.rostrum.service.event.HealthReport;
import dev.rostrum.service.event.MeetingRoster;
import dev.rostrum.service.event.RoomEvent;
import dev.rostrum.service.event.RoomState;
import dev.rostrum.service.event.RoomState.Phase;
import dev.rostrum.service.event.TimelineJson;
import java.util.List;
import java.util.Map;

/**
 * What the page shows, kept up to date by events, and the messages that bring a page to it. Confined to the feed's
 * thread. Bound: one meeting.
 */
final class PageState {
    /** A page that opens late is given this much of the past; shares and totals always cover the whole meeting. */
    private static final long PAST_SECONDS = 15 * 60;

    private final StatusSources sources;
    private final MeetingRoster roster = new MeetingRoster();
    private RoomState state = new RoomState(Phase.STARTING, List.of(), false, List.of(), 0);
    private HealthReport health = new HealthReport(0, Map.of());

    PageState(StatusSources sources) {
        this.sources = sources;
    }

    /** Applies one event and returns the message about it. */
    String apply(RoomEvent event) {
        return switch (event) {
            case RoomEvent.Timeline timeline -> {
                roster.apply(timeline.event());
                yield timelineMessage(timeline.event());
            }
            case RoomEvent.StateChanged changed -> {
                state = changed.state();
                yield message("state", StatusJson.state(state));
            }
            case RoomEvent.HealthReported reported -> {
                health = reported.report();
                yield message("figures", StatusJson.figures(health));
            }
            case RoomEvent.SpeakerNamed named -> {
                roster.name(named.speaker(), named.name());
                yield message("named", StatusJson.named(named.speaker(), named.name()));
            }
        };
    }

    /** Everything that a page needs to begin: the same messages that it would have had, shortened. */
    String beginning() {
        StringBuilder text = new StringBuilder(message("unit", StatusJson.unit(sources.unit())));
        if (roster.meeting() > 0) {
            text.append(timelineMessage(
                    new TimelineEvent.MeetingStarted(roster.fromSample(), roster.meeting(), roster.fromSample())));
            long oldest =
                    roster.summary().toSample() - PAST_SECONDS * sources.unit().sampleRate();
            for (SpeechTurn turn : roster.turns()) {
                if (turn.toSample() >= oldest) {
                    text.append(timelineMessage(new TimelineEvent.TurnUpdated(turn.toSample(), turn)));
                }
            }
            for (MeetingRoster.Speaker speaker : roster.speakers()) {
                text.append(message("named", StatusJson.named(speaker.speaker(), speaker.name())));
            }
        }
        return text.append(message("state", StatusJson.state(state)))
                .append(message("figures", StatusJson.figures(health)))
                .append(tick(0, 0))
                .toString();
    }

    /**
     * What has to be looked at again and again.
     *
     * @param clients pages open
     * @param lost events that the page was too busy to take
     */
    String tick(int clients, long lost) {
        return message("tick", StatusJson.tick(sources, roster, new StatusJson.Feed(clients, lost)));
    }

    private static String timelineMessage(TimelineEvent event) {
        return message("timeline", TimelineJson.line(event).strip());
    }

    /** A server-sent event; {@code json} is one line. */
    private static String message(String name, String json) {
        return "event: " + name + "\ndata: " + json + "\n\n";
    }
}
