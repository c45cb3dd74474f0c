package dev.rostrum.service.event;

import dev.rostrum.diarization.frontend.Bearing;
import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.diarization.timeline.SpeechTurn;
import dev.rostrum.diarization.timeline.TimelineEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The meeting as published so far: its turns after all corrections, and who has how much of it. Confined to the thread
 * that applies the events. Bound: the turns of one meeting; the next meeting's start drops them.
 */
public final class MeetingRoster {
    private final TreeMap<Long, SpeechTurn> turns = new TreeMap<>();
    private final Map<SpeakerId, String> names = new HashMap<>();
    private long meeting;
    private long fromSample;
    private long heardToSample;
    private boolean running;

    /**
     * One speaker of the meeting.
     *
     * @param name empty where none is known
     * @param talkSamples speech of the speaker, own overlaps counted once
     * @param share of all speakers' speech, 0 to 1
     * @param bearing of the newest turn that has one
     */
    public record Speaker(
            SpeakerId speaker,
            String name,
            int turns,
            long talkSamples,
            double share,
            long firstSample,
            long lastSample,
            Optional<Bearing> bearing) {}

    /**
     * The meeting in figures, all in samples.
     *
     * @param speech somebody speaks
     * @param overlap two or more speak
     * @param silence nobody speaks
     */
    public record Summary(
            long meeting, long fromSample, long toSample, int turns, long speech, long overlap, long silence) {}

    /** Applies one event; events come in the order in which they were emitted. */
    public void apply(TimelineEvent event) {
        heardToSample = Math.max(heardToSample, event.emittedAtSample());
        switch (event) {
            case TimelineEvent.MeetingStarted started -> start(started);
            case TimelineEvent.MeetingEnded ended -> {
                running = false;
                heardToSample = ended.toSample();
            }
            case TimelineEvent.TurnStarted e -> put(e.turn());
            case TimelineEvent.TurnUpdated e -> put(e.turn());
            case TimelineEvent.TurnEnded e -> put(e.turn());
            case TimelineEvent.Correction correction -> correction.changes().forEach(this::change);
            case TimelineEvent.StreamGap gap -> {}
        }
    }

    /** Gives a speaker a name; an empty one takes it away. */
    public void name(SpeakerId speaker, String name) {
        if (name.isEmpty()) {
            names.remove(speaker);
        } else {
            names.put(speaker, name);
        }
    }

    /** The speaker's name, empty where none is known. */
    public String nameOf(SpeakerId speaker) {
        return names.getOrDefault(speaker, "");
    }

    /** Number of the meeting that runs or ran last; 0 before the first. */
    public long meeting() {
        return meeting;
    }

    /** First sample of that meeting. */
    public long fromSample() {
        return fromSample;
    }

    /** Between a meeting's start and its end. */
    public boolean running() {
        return running;
    }

    /** The turns of the meeting by id, as they are now. */
    public List<SpeechTurn> turns() {
        return List.copyOf(turns.values());
    }

    /** The speakers in order of arrival. */
    public List<Speaker> speakers() {
        Map<SpeakerId, List<SpeechTurn>> bySpeaker = new TreeMap<>();
        turns.values()
                .forEach(t -> bySpeaker
                        .computeIfAbsent(t.speaker(), s -> new ArrayList<>())
                        .add(t));
        Map<SpeakerId, Long> talk = new HashMap<>();
        bySpeaker.forEach((speaker, own) -> talk.put(speaker, Coverage.of(own).speech()));
        long all = talk.values().stream().mapToLong(Long::longValue).sum();
        List<Speaker> speakers = new ArrayList<>();
        bySpeaker.forEach((speaker, own) -> speakers.add(speaker(speaker, own, talk.getOrDefault(speaker, 0L), all)));
        return speakers;
    }

    /** Whether a turn of the meeting is this speaker's. */
    public boolean hears(SpeakerId speaker) {
        return turns.values().stream().anyMatch(turn -> turn.speaker().equals(speaker));
    }

    /** How many speakers the meeting has. */
    public int speakerCount() {
        return Math.toIntExact(
                turns.values().stream().map(SpeechTurn::speaker).distinct().count());
    }

    /** Samples of the meeting in which at least one of the turns that {@code counts} goes on. */
    public long speechSamples(Predicate<SpeechTurn> counts) {
        return Coverage.of(turns.values().stream().filter(counts).toList()).speech();
    }

    /** The meeting's figures as they are now. */
    public Summary summary() {
        Coverage coverage = Coverage.of(List.copyOf(turns.values()));
        long to = Math.max(heardToSample, fromSample);
        long silence = Math.max(0, to - fromSample - coverage.speech());
        return new Summary(meeting, fromSample, to, turns.size(), coverage.speech(), coverage.overlap(), silence);
    }

    private void start(TimelineEvent.MeetingStarted started) {
        turns.clear();
        names.clear();
        meeting = started.meeting();
        fromSample = started.fromSample();
        heardToSample = Math.max(started.emittedAtSample(), fromSample);
        running = true;
    }

    private void put(SpeechTurn turn) {
        turns.put(turn.id(), turn);
    }

    private void change(TimelineEvent.TurnChange change) {
        switch (change) {
            case TimelineEvent.TurnChange.Replaced replaced -> put(replaced.turn());
            case TimelineEvent.TurnChange.Withdrawn withdrawn -> turns.remove(withdrawn.id());
        }
    }

    private Speaker speaker(SpeakerId speaker, List<SpeechTurn> own, long talkSamples, long allSamples) {
        long first = own.stream().mapToLong(SpeechTurn::fromSample).min().orElse(0);
        long last = own.stream().mapToLong(SpeechTurn::toSample).max().orElse(0);
        Optional<Bearing> bearing = own.stream()
                .filter(t -> t.bearing().isPresent())
                .max(Comparator.comparingLong(SpeechTurn::toSample))
                .flatMap(SpeechTurn::bearing);
        double share = allSamples == 0 ? 0 : (double) talkSamples / allSamples;
        return new Speaker(speaker, nameOf(speaker), own.size(), talkSamples, share, first, last, bearing);
    }
}
