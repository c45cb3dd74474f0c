package dev.rostrum.lab.scoring;

import dev.rostrum.service.annotation.Span;
import dev.rostrum.service.annotation.Spans;
import dev.rostrum.service.replay.EmissionLog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much of what was said changes its label late: an instant counts when who is said to speak at it changes, in
 * whatever way, at a stream position more than so many seconds after it.
 *
 * @param speechNs instants at which anybody is said to speak, at the end or before such a change
 * @param afterTenSecondsNs those of them that changed later than 10 s
 * @param afterMinuteNs those of them that changed later than 60 s
 */
public record Churn(long speechNs, long afterTenSecondsNs, long afterMinuteNs) {
    private static final long TEN_SECONDS = 10;
    private static final long MINUTE = 60;

    /** Nothing was said. */
    public static Churn none() {
        return new Churn(0, 0, 0);
    }

    /** Of one recording. */
    public static Churn of(EmissionLog log, Spans region) {
        List<Change> changes = changes(log);
        Spans ten = changedAfter(changes, TEN_SECONDS * log.sampleRateHz(), log).and(region);
        Spans minute = changedAfter(changes, MINUTE * log.sampleRateHz(), log).and(region);
        Spans speech = log.finalLabels().speech().and(region).or(ten);
        return new Churn(speech.length(), ten.length(), minute.length());
    }

    /** Both together. */
    public Churn plus(Churn other) {
        return new Churn(
                speechNs + other.speechNs,
                afterTenSecondsNs + other.afterTenSecondsNs,
                afterMinuteNs + other.afterMinuteNs);
    }

    /** Share of speech time relabelled later than 10 s. */
    public double afterTenSeconds() {
        return speechNs == 0 ? 0 : (double) afterTenSecondsNs / speechNs;
    }

    /** Share of speech time relabelled later than 60 s. */
    public double afterMinute() {
        return speechNs == 0 ? 0 : (double) afterMinuteNs / speechNs;
    }

    /** At one position one speaker's instants come and go, in samples. */
    private record Change(long at, Spans instants) {}

    private static Spans changedAfter(List<Change> changes, long samples, EmissionLog log) {
        List<Span> late = new ArrayList<>();
        for (Change change : changes) {
            for (Span span : change.instants().list()) {
                long to = Math.min(span.to(), change.at() - samples);
                if (span.from() < to) {
                    late.add(new Span(log.nanoseconds(span.from()), log.nanoseconds(to)));
                }
            }
        }
        return new Spans(late);
    }

    private static List<Change> changes(EmissionLog log) {
        Map<String, List<EmissionLog.Version>> bySpeaker = new TreeMap<>();
        log.versions()
                .forEach(version -> bySpeaker
                        .computeIfAbsent(version.speaker(), speaker -> new ArrayList<>())
                        .add(version));
        List<Change> changes = new ArrayList<>();
        bySpeaker.values().forEach(versions -> addChanges(versions, changes));
        return changes;
    }

    private static void addChanges(List<EmissionLog.Version> versions, List<Change> changes) {
        Map<Long, List<EmissionLog.Version>> begun = new TreeMap<>();
        Map<Long, List<EmissionLog.Version>> ended = new HashMap<>();
        for (EmissionLog.Version version : versions) {
            begun.computeIfAbsent(version.since(), at -> new ArrayList<>()).add(version);
            begun.computeIfAbsent(version.until(), at -> new ArrayList<>());
            ended.computeIfAbsent(version.until(), at -> new ArrayList<>()).add(version);
        }
        begun.remove(Long.MAX_VALUE);
        begun.forEach((at, appeared) -> {
            Spans after = spans(appeared);
            Spans before = spans(ended.getOrDefault(at, List.of()));
            Spans changed = after.minus(before).or(before.minus(after));
            if (!changed.isEmpty()) {
                changes.add(new Change(at, changed.minus(standing(versions, at, changed))));
            }
        });
    }

    /** Instants that the speaker has at this position by turns that neither begin nor end at it. */
    private static Spans standing(List<EmissionLog.Version> versions, long at, Spans near) {
        Span extent = near.extent();
        return spans(versions.stream()
                .filter(v -> v.since() < at && v.until() > at)
                .filter(v -> v.turn().fromSample() < extent.to() && v.turn().toSample() > extent.from())
                .toList());
    }

    private static Spans spans(List<EmissionLog.Version> versions) {
        return new Spans(versions.stream()
                .map(v -> new Span(v.turn().fromSample(), v.turn().toSample()))
                .sorted(Comparator.comparingLong(Span::from))
                .toList());
    }
}
