package dev.rostrum.service.replay;

import dev.rostrum.diarization.timeline.SpeechTurn;
import dev.rostrum.diarization.timeline.TimelineEvent;
import dev.rostrum.diarization.timeline.TimelineEvent.Correction;
import dev.rostrum.diarization.timeline.TimelineEvent.MeetingEnded;
import dev.rostrum.diarization.timeline.TimelineEvent.MeetingStarted;
import dev.rostrum.diarization.timeline.TimelineEvent.StreamGap;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnChange.Replaced;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnChange.Withdrawn;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnEnded;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnStarted;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnUpdated;
import dev.rostrum.diarization.timeline.TurnLedger;
import dev.rostrum.service.annotation.Annotation;
import dev.rostrum.service.annotation.Span;
import dev.rostrum.service.time.StreamClock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was published of a recording, and when: every state that a turn ever had, with the stream positions between
 * which it stood. From this follows who was said to speak at any instant, as known at any later position.
 */
public final class EmissionLog {
    private final List<Version> versions = new ArrayList<>();
    private final int sampleRateHz;

    /**
     * One state of one turn.
     *
     * @param speaker the speaker's label; those of a second and later meeting carry its number, for ids start again
     * @param turn what was published
     * @param since position in samples at which it was published
     * @param until position at which another state took its place or it was withdrawn; {@link Long#MAX_VALUE} for good
     */
    public record Version(String speaker, SpeechTurn turn, long since, long until) {
        /** The instants that are labelled by it at this latency, all in samples; of no length for none. */
        public Span labelled(long latencySamples) {
            long from = Math.max(turn.fromSample(), since - latencySamples);
            long to = Math.min(turn.toSample(), until == Long.MAX_VALUE ? until : until - latencySamples);
            return new Span(from, Math.max(from, to));
        }
    }

    private EmissionLog(int sampleRateHz) {
        this.sampleRateHz = sampleRateHz;
    }

    /**
     * Of all events of a recording, in order.
     *
     * @param sampleRateHz of the stream positions in the events
     * @throws IllegalArgumentException an event that cannot follow those before it, with its number from 1
     */
    public static EmissionLog of(List<TimelineEvent> events, int sampleRateHz) {
        EmissionLog log = new EmissionLog(sampleRateHz);
        TurnLedger ledger = new TurnLedger(TurnLedger.Retention.CURRENT_MEETING);
        Map<Long, Version> standing = new HashMap<>();
        for (int i = 0; i < events.size(); i++) {
            try {
                ledger.apply(events.get(i));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("event " + (i + 1) + ": " + e.getMessage(), e);
            }
            log.record(events.get(i), ledger.meeting(), standing);
        }
        log.closeAll(standing);
        return log;
    }

    /**
     * The labels of {@code live}: that of instant t is the state after only those events that were emitted at
     * {@code t + latency} or earlier; where that state has none, nobody speaks.
     */
    public Annotation live(long latencySamples) {
        if (latencySamples < 0) {
            throw new IllegalArgumentException("latencySamples=" + latencySamples);
        }
        return Annotation.of(versions.stream()
                .map(version -> segment(version, version.labelled(latencySamples)))
                .toList());
    }

    /** The labels after the last event. */
    public Annotation finalLabels() {
        return Annotation.of(versions.stream()
                .filter(version -> version.until() == Long.MAX_VALUE)
                .map(version -> segment(
                        version,
                        new Span(version.turn().fromSample(), version.turn().toSample())))
                .toList());
    }

    /** Every state of every turn, by the position at which it was superseded, those that stood to the end last. */
    public List<Version> versions() {
        return List.copyOf(versions);
    }

    /** Of the positions in the versions. */
    public int sampleRateHz() {
        return sampleRateHz;
    }

    /** Nanoseconds from the start of the stream. */
    public long nanoseconds(long samples) {
        return StreamClock.nanoseconds(samples, sampleRateHz);
    }

    private Annotation.Segment segment(Version version, Span samples) {
        return new Annotation.Segment(
                version.speaker(), new Span(nanoseconds(samples.from()), nanoseconds(samples.to())));
    }

    private void record(TimelineEvent event, long meeting, Map<Long, Version> standing) {
        long at = event.emittedAtSample();
        switch (event) {
            case TurnStarted started -> put(started.turn(), at, meeting, standing);
            case TurnUpdated updated -> put(updated.turn(), at, meeting, standing);
            case TurnEnded ended -> put(ended.turn(), at, meeting, standing);
            case Correction correction ->
                correction.changes().forEach(change -> {
                    switch (change) {
                        case Replaced replaced -> put(replaced.turn(), at, meeting, standing);
                        case Withdrawn gone -> supersede(gone.id(), at, standing);
                    }
                });
            case MeetingStarted _ -> closeAll(standing);
            case MeetingEnded _ -> {}
            case StreamGap _ -> {}
        }
    }

    private void put(SpeechTurn turn, long at, long meeting, Map<Long, Version> standing) {
        supersede(turn.id(), at, standing);
        String label = turn.speaker().label();
        standing.put(
                turn.id(), new Version(meeting > 1 ? "M" + meeting + "-" + label : label, turn, at, Long.MAX_VALUE));
    }

    private void supersede(long id, long at, Map<Long, Version> standing) {
        Version before = standing.remove(id);
        if (before != null && before.since() < at) {
            versions.add(new Version(before.speaker(), before.turn(), before.since(), at));
        }
    }

    /** Nothing changes what stands now. */
    private void closeAll(Map<Long, Version> standing) {
        standing.values().stream()
                .sorted(Comparator.comparingLong(version -> version.turn().id()))
                .forEach(versions::add);
        standing.clear();
    }
}
