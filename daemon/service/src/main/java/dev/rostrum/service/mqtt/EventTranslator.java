package dev.rostrum.service.mqtt;

import dev.rostrum.diarization.timeline.SpeechTurn;
import dev.rostrum.diarization.timeline.TimelineEvent;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnChange;
import dev.rostrum.service.event.HealthReport;
import dev.rostrum.service.event.MeetingRoster;
import dev.rostrum.service.event.RoomEvent;
import dev.rostrum.service.event.RoomState;
import dev.rostrum.service.mqtt.link.MqttSettings;
import dev.rostrum.service.mqtt.outbox.Outbox;
import dev.rostrum.service.mqtt.outbox.Segment;
import dev.rostrum.service.mqtt.payload.EventPayloads;
import dev.rostrum.service.mqtt.payload.MqttIdentity;
import dev.rostrum.service.mqtt.payload.MqttTopics;
import dev.rostrum.service.mqtt.payload.PayloadWriter;
import dev.rostrum.service.mqtt.payload.StampSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Room events become messages: retained topics are touched, timeline events go to the outbox. Confined to the MQTT
 * thread. Bound: the meeting's turns in the roster, one entry for each open turn.
 */
final class EventTranslator {
    /** Changes or turns in one message; keeps messages near 10 kB. */
    static final int PART_SIZE = 50;

    private final MqttTopics topics;
    private final MqttSettings.Pace pace;
    private final int sampleRate;
    private final StampSource stamps;
    private final Outlet outlet;
    private final MeetingRoster roster = new MeetingRoster();
    private final PayloadWriter retained;
    private final EventPayloads events;
    private final LastMeeting lastMeeting;
    private final Map<Long, SpeechTurn> lastUpdates = new HashMap<>();
    /** What an earlier start left on the topic must not outlive it. */
    private RoomState state = new RoomState(RoomState.Phase.STARTING, List.of(), false, List.of(), 0);

    /** Who speaks in which zone, as last told. */
    private List<List<String>> heardWhere = List.of();

    private HealthReport health = new HealthReport(0, Map.of());
    private long eventCount;

    /** Where messages go. */
    interface Outlet {
        /** An event; order is kept. */
        void event(Outbox.Lane lane, String topic, byte[] payload);

        /** A retained topic's truth changed. */
        void changed(String topic);

        /** Events wait for the broker, or some were dropped and a snapshot has not followed yet. */
        boolean behind();
    }

    EventTranslator(MqttIdentity identity, MqttSettings.Pace pace, StampSource stamps, Outlet outlet) {
        this.topics = new MqttTopics(identity.unit());
        this.pace = pace;
        this.sampleRate = identity.sampleRate();
        this.stamps = stamps;
        this.outlet = outlet;
        this.retained = new PayloadWriter(identity);
        this.events = new EventPayloads(retained, roster);
        this.lastMeeting = new LastMeeting(retained, roster, sampleRate);
    }

    /** Takes one event, whose sample was spoken at {@code epochMillis}. */
    void accept(RoomEvent event, long epochMillis) {
        switch (event) {
            case RoomEvent.Timeline timeline -> {
                stamps.at(timeline.event().emittedAtSample(), epochMillis);
                timeline(timeline.event(), epochMillis);
            }
            case RoomEvent.StateChanged changed -> {
                state = changed.state();
                stamps.at(state.atSample(), epochMillis);
                outlet.changed(topics.state());
                List<List<String>> where = retained.activeByZone(state);
                if (!where.equals(heardWhere)) { // how long somebody has spoken is no news by itself
                    heardWhere = where;
                    outlet.changed(topics.zones());
                }
            }
            case RoomEvent.HealthReported reported -> {
                health = reported.report();
                stamps.at(health.atSample(), epochMillis);
                outlet.changed(topics.health());
            }
            case RoomEvent.SpeakerNamed named -> {
                roster.name(named.speaker(), named.name());
                outlet.changed(topics.speakers());
                outlet.changed(topics.state());
            }
        }
    }

    /** The meeting as told so far. LENT; read only. */
    MeetingRoster roster() {
        return roster;
    }

    /** Events so far: the number of the last one. */
    long events() {
        return eventCount;
    }

    /** What {@code state} says now. */
    byte[] state() {
        return retained.state(state, roster);
    }

    /** What {@code speakers} says now. */
    byte[] speakers() {
        return retained.speakers(roster);
    }

    /** What {@code zones} says now. */
    byte[] zones() {
        return retained.zones(state, roster);
    }

    /** What {@code last-meeting} says now. */
    Optional<byte[]> lastMeeting() {
        return lastMeeting.body();
    }

    /** What {@code health} says now. */
    byte[] health(Map<String, Double> publisher) {
        return retained.health(health, publisher);
    }

    /** What is to be said of the meeting that runs by the next start of the daemon, if this one has no time to end it. */
    Optional<Segment.Content> lastWords() {
        if (!roster.running()) {
            return Optional.empty();
        }
        EventPayloads.Place last = new EventPayloads.Place(stamps.last(), roster.meeting(), eventCount + 1);
        return Optional.of(new Segment.Content(topics.meeting(), events.cutShort(last, stamps.position())));
    }

    /** Puts a snapshot of the meeting behind all events so far. */
    void snapshotAfterDrop() {
        long covers = eventCount;
        parts(
                roster.turns(),
                (part, turns) ->
                        record(topics.turnSnapshot(), events.snapshot(place(), covers, "dropped", part, turns)));
    }

    /** A snapshot of the meeting as replies, one payload a part. */
    List<byte[]> snapshotReplies() {
        List<byte[]> replies = new ArrayList<>();
        parts(roster.turns(), (part, turns) -> {
            EventPayloads.Place place = new EventPayloads.Place(stamps.now(), roster.meeting(), 0);
            replies.add(events.snapshot(place, eventCount, "asked", part, turns));
        });
        return replies;
    }

    private void timeline(TimelineEvent event, long epochMillis) {
        boolean newSpeaker = event instanceof TimelineEvent.TurnStarted started
                && !roster.hears(started.turn().speaker());
        roster.apply(event);
        outlet.changed(topics.speakers());
        if (lastMeeting.apply(event, epochMillis)) {
            outlet.changed(topics.lastMeeting());
        }
        switch (event) {
            case TimelineEvent.TurnStarted e ->
                outlet.event(Outbox.Lane.TURN, topics.turnStart(), events.turnStart(place(), e.turn(), newSpeaker));
            case TimelineEvent.TurnUpdated e -> update(e.turn());
            case TimelineEvent.TurnEnded e -> {
                lastUpdates.remove(e.turn().id());
                turn(topics.turnEnd(), e.turn());
            }
            case TimelineEvent.Correction e -> correction(e);
            case TimelineEvent.MeetingStarted e -> {
                outlet.changed(topics.zones());
                lastUpdates.clear();
                record(topics.meeting(), events.started(place(), e.fromSample()));
            }
            case TimelineEvent.MeetingEnded e -> {
                outlet.changed(topics.zones());
                if (outlet.behind()) {
                    // its turns may be dropped before the broker is back; the next meeting's snapshot would not hold
                    // them
                    snapshotAfterDrop();
                }
                record(topics.meeting(), events.ended(place(), e.toSample()));
                record(topics.meeting(), events.summary(place()));
            }
            case TimelineEvent.StreamGap e ->
                record(topics.meeting(), events.gap(place(), e.fromSample(), e.toSample()));
        }
    }

    private void turn(String topic, SpeechTurn turn) {
        outlet.event(Outbox.Lane.TURN, topic, events.turn(place(), turn));
    }

    /** An update that only moved the turn's end may wait for the next one or for the end. */
    private void update(SpeechTurn turn) {
        SpeechTurn last = lastUpdates.get(turn.id());
        if (last != null && onlyGrew(last, turn) && turn.toSample() - last.toSample() < samples(pace.turnUpdate())) {
            return;
        }
        lastUpdates.put(turn.id(), turn);
        turn(topics.turnUpdate(), turn);
    }

    private static boolean onlyGrew(SpeechTurn last, SpeechTurn turn) {
        return last.revision() == turn.revision()
                && last.speaker().equals(turn.speaker())
                && last.fromSample() == turn.fromSample()
                && last.certainty() == turn.certainty()
                && last.bearing().equals(turn.bearing());
    }

    private void correction(TimelineEvent.Correction correction) {
        outlet.changed(topics.zones());
        parts(correction.changes(), (part, changes) -> {
            record(topics.correction(), events.correction(place(), correction.batch(), part, changes));
        });
        for (TurnChange change : correction.changes()) {
            lastUpdates.remove(
                    switch (change) {
                        case TurnChange.Replaced replaced -> replaced.turn().id();
                        case TurnChange.Withdrawn withdrawn -> withdrawn.id();
                    });
        }
    }

    private void record(String topic, byte[] payload) {
        outlet.event(Outbox.Lane.RECORD, topic, payload);
    }

    private EventPayloads.Place place() {
        return new EventPayloads.Place(stamps.next(), roster.meeting(), ++eventCount);
    }

    private long samples(Duration duration) {
        return duration.toMillis() * sampleRate / 1000;
    }

    /** Takes one part of a list. */
    private interface PartSink<T> {
        void accept(EventPayloads.Part part, List<T> items);
    }

    /** An empty list is one empty part. */
    private static <T> void parts(List<T> items, PartSink<T> sink) {
        int parts = Math.max(1, (items.size() + PART_SIZE - 1) / PART_SIZE);
        for (int part = 1; part <= parts; part++) {
            int from = (part - 1) * PART_SIZE;
            sink.accept(
                    new EventPayloads.Part(part, parts), items.subList(from, Math.min(items.size(), from + PART_SIZE)));
        }
    }
}
