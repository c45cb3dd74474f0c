package dev.rostrum.service.status;

import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.diarization.timeline.SpeechTurn;
import dev.rostrum.diarization.timeline.TimelineEvent.Correction;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnChange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a correction says of who is who, for people: two speakers were one all along, or one was two. Immutable.
 *
 * @param atSample when it was found
 * @param batch of the correction
 * @param from whose speech it was taken for
 * @param to whose it is now
 */
record Regrouping(long atSample, int batch, Kind kind, SpeakerId from, SpeakerId to) {
    /** Which of the two. */
    enum Kind {
        /** {@code from} is gone, for that was {@code to}. */
        MERGED,
        /** {@code to} is new, and spoke in what was taken for {@code from}. */
        SPLIT
    }

    /**
     * What the correction finds. Somebody who only gets another number, or whose speech goes to several, is neither.
     *
     * @param before the meeting's turns as they were
     */
    static List<Regrouping> in(List<SpeechTurn> before, Correction correction) {
        Change change = Change.of(before, correction);
        List<Regrouping> found = new ArrayList<>();
        for (SpeakerId gone : change.lacking(change.before(), change.after())) {
            change.mostOf(change.taken(gone), change.given())
                    .filter(to -> change.has(to, change.before()))
                    .ifPresent(to -> found.add(
                            new Regrouping(correction.emittedAtSample(), correction.batch(), Kind.MERGED, gone, to)));
        }
        for (SpeakerId fresh : change.lacking(change.after(), change.before())) {
            change.mostOf(change.given(fresh), change.taken())
                    .filter(from -> change.has(from, change.after()))
                    .ifPresent(from -> found.add(
                            new Regrouping(correction.emittedAtSample(), correction.batch(), Kind.SPLIT, from, fresh)));
        }
        return found;
    }

    /**
     * The meeting before and after.
     *
     * @param taken turns as they were that the correction changes or takes away
     * @param given turns as it wants them
     */
    private record Change(
            Collection<SpeechTurn> before,
            Collection<SpeechTurn> after,
            List<SpeechTurn> taken,
            List<SpeechTurn> given) {
        static Change of(List<SpeechTurn> before, Correction correction) {
            Map<Long, SpeechTurn> turns = new LinkedHashMap<>();
            before.forEach(turn -> turns.put(turn.id(), turn));
            List<SpeechTurn> taken = new ArrayList<>();
            List<SpeechTurn> given = new ArrayList<>();
            for (TurnChange one : correction.changes()) {
                Optional<SpeechTurn> old = switch (one) {
                    case TurnChange.Replaced replaced -> {
                        given.add(replaced.turn());
                        yield Optional.ofNullable(turns.put(replaced.turn().id(), replaced.turn()));
                    }
                    case TurnChange.Withdrawn gone -> Optional.ofNullable(turns.remove(gone.id()));
                };
                old.ifPresent(taken::add);
            }
            return new Change(before, turns.values(), taken, given);
        }

        List<SpeechTurn> taken(SpeakerId speaker) {
            return of(speaker, taken);
        }

        List<SpeechTurn> given(SpeakerId speaker) {
            return of(speaker, given);
        }

        /** Who speaks in {@code some} and not in {@code others}. */
        Set<SpeakerId> lacking(Collection<SpeechTurn> some, Collection<SpeechTurn> others) {
            Set<SpeakerId> speakers = new TreeSet<>();
            some.forEach(turn -> speakers.add(turn.speaker()));
            others.forEach(turn -> speakers.remove(turn.speaker()));
            return speakers;
        }

        boolean has(SpeakerId speaker, Collection<SpeechTurn> turns) {
            return turns.stream().anyMatch(turn -> turn.speaker().equals(speaker));
        }

        /** Who of {@code others} speaks in at least half of {@code own}. */
        Optional<SpeakerId> mostOf(List<SpeechTurn> own, List<SpeechTurn> others) {
            long all =
                    own.stream().mapToLong(t -> t.toSample() - t.fromSample()).sum();
            return others.stream()
                    .collect(Collectors.groupingBy(
                            SpeechTurn::speaker, Collectors.summingLong(other -> common(own, other))))
                    .entrySet()
                    .stream()
                    .filter(one -> 2 * one.getValue() >= all)
                    .max(Comparator.comparingLong(Map.Entry<SpeakerId, Long>::getValue)
                            .thenComparingInt(one -> -one.getKey().number()))
                    .map(Map.Entry::getKey);
        }

        private static List<SpeechTurn> of(SpeakerId speaker, List<SpeechTurn> turns) {
            return turns.stream().filter(turn -> turn.speaker().equals(speaker)).toList();
        }

        private static long common(List<SpeechTurn> own, SpeechTurn other) {
            return own.stream()
                    .mapToLong(turn -> Math.max(
                            0,
                            Math.min(turn.toSample(), other.toSample())
                                    - Math.max(turn.fromSample(), other.fromSample())))
                    .sum();
        }
    }
}
