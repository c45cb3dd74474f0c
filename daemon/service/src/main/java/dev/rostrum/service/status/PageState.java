package dev.rostrum.service.status;

import dev.rostrum.diarization.timeline.TimelineEvent;
import dev.rostrum.service.event.HealthReport;
import dev.rostrum.service.event.MeetingRoster;
import dev.rostrum.service.event.RoomEvent;
import dev.rostrum.service.event.RoomState;
import dev.rostrum.service.event.RoomState.Phase;
import dev.rostrum.service.event.TimelineJson;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * What the page shows, kept up to date by events, and the messages that bring a page to it. Confined to the feed's
 * thread. Bound: one meeting's turns, and its newest {@value #MOST_REGROUPINGS} regroupings.
 */
final class PageState {
    /**
     * A page that opens late is given so much of the past, in 0.4 MB at most: more than eight hours of lively talk. The page
     * keeps as many (page.js); shares and totals always cover the whole meeting.
     */
    static final int MOST_TURNS = 10_000;

    private static final int MOST_REGROUPINGS = 200;

    private final StatusSources sources;
    private final MeetingRoster roster = new MeetingRoster();
    private final Deque<Regrouping> regroupings = new ArrayDeque<>(); // oldest first
    private RoomState state = new RoomState(Phase.STARTING, List.of(), false, List.of(), 0);
    private HealthReport health = new HealthReport(0, Map.of());

    PageState(StatusSources sources) {
        this.sources = sources;
    }

    /** Applies one event and returns the messages about it. */
    String apply(RoomEvent event) {
        return switch (event) {
            case RoomEvent.Timeline timeline -> {
                String found = regroup(timeline.event());
                roster.apply(timeline.event());
                yield timelineMessage(timeline.event()) + found;
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

    /** Everything that a page needs to begin: the same messages that it would have had, its turns shortened. */
    String beginning() {
        StringBuilder text = new StringBuilder(message("unit", StatusJson.unit(sources.unit())));
        if (roster.meeting() > 0) {
            text.append(message("past", MeetingJson.past(roster, MOST_TURNS)));
            regroupings.forEach(found -> text.append(message("regrouped", MeetingJson.regrouped(found))));
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

    /** Remembers what {@code event}, not yet applied, finds of who is who, and returns the messages about that. */
    private String regroup(TimelineEvent event) {
        if (event instanceof TimelineEvent.MeetingStarted) {
            regroupings.clear();
        }
        if (!(event instanceof TimelineEvent.Correction correction)) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        for (Regrouping found : Regrouping.in(roster.turns(), correction)) {
            regroupings.add(found);
            text.append(message("regrouped", MeetingJson.regrouped(found)));
        }
        while (regroupings.size() > MOST_REGROUPINGS) {
            regroupings.remove();
        }
        return text.toString();
    }

    private static String timelineMessage(TimelineEvent event) {
        return message("timeline", TimelineJson.line(event));
    }

    /** A server-sent event; {@code json} is one line. */
    private static String message(String name, String json) {
        return "event: " + name + "\ndata: " + json + "\n\n";
    }
}
