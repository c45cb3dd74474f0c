package dev.rostrum.lab.scoring;

import dev.rostrum.service.annotation.Annotation;
import dev.rostrum.service.annotation.Spans;
import dev.rostrum.service.replay.EmissionLog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How long a new voice waits for its label: for every speaker of the reference with at least
 * {@link SpeakerCount#LEAST_SPEECH_NS} of speech, the time from the speaker's first sound until the stream position at
 * which, for the first time, some instant of the speaker's speech carries the right label and keeps it to the end.
 *
 * @param seconds a speaker each, ascending; infinite for one who never gets such a label
 */
public record NewSpeakerDelays(List<Double> seconds) {
    public NewSpeakerDelays {
        seconds = seconds.stream().sorted().toList();
    }

    /** Nobody came. */
    public static NewSpeakerDelays none() {
        return new NewSpeakerDelays(List.of());
    }

    /** Of one recording; the right label is that of the mapping between reference and final labels. */
    public static NewSpeakerDelays of(EmissionLog log, Annotation reference, Spans region) {
        Annotation truth = reference.within(region);
        SpeakerMapping mapping = SpeakerMapping.between(truth, log.finalLabels().within(region));
        List<Double> delays = new ArrayList<>();
        for (String speaker : truth.speakers()) {
            Spans speech = truth.of(speaker);
            if (speech.length() >= SpeakerCount.LEAST_SPEECH_NS) {
                delays.add(mapping.foundOf(speaker)
                        .flatMap(found -> firstLasting(log, found, speech))
                        .map(at -> Math.max(0, at - speech.extent().from()) / 1e9)
                        .orElse(Double.POSITIVE_INFINITY));
            }
        }
        return new NewSpeakerDelays(delays);
    }

    /** Both together. */
    public NewSpeakerDelays plus(NewSpeakerDelays other) {
        List<Double> both = new ArrayList<>(seconds);
        both.addAll(other.seconds);
        return new NewSpeakerDelays(both);
    }

    /** The value that at least this share (0 to 1) of the speakers do not exceed; 0 without speakers. */
    public double quantile(double share) {
        int rank = (int) Math.ceil(share * seconds.size());
        return seconds.isEmpty() ? 0 : seconds.get(Math.max(1, rank) - 1);
    }

    /** Speakers who never get a lasting right label. */
    public long never() {
        return seconds.stream().filter(delay -> delay.isInfinite()).count();
    }

    /** The position in nanoseconds from which some of this speech has the label for good. */
    private static Optional<Long> firstLasting(EmissionLog log, String found, Spans speech) {
        List<EmissionLog.Version> versions = log.versions().stream()
                .filter(version -> version.speaker().equals(found))
                .sorted(Comparator.comparingLong(EmissionLog.Version::since))
                .toList();
        List<Retraction> retractions = retractions(log, versions);
        for (EmissionLog.Version version : versions) {
            Spans labelled = spans(log, version).and(speech);
            for (Retraction retraction : retractions) {
                if (retraction.at() > version.since()) {
                    labelled = labelled.minus(retraction.instants());
                }
            }
            if (!labelled.isEmpty()) {
                return Optional.of(log.nanoseconds(version.since()));
            }
        }
        return Optional.empty();
    }

    /** Instants that lose the label at a position. */
    private record Retraction(long at, Spans instants) {}

    private static List<Retraction> retractions(EmissionLog log, List<EmissionLog.Version> versions) {
        List<Retraction> retractions = new ArrayList<>();
        for (EmissionLog.Version gone : versions) {
            Spans lost = spans(log, gone);
            for (EmissionLog.Version other : versions) {
                boolean stands = other.since() <= gone.until() && other.until() > gone.until();
                if (stands && !lost.isEmpty()) {
                    lost = lost.minus(spans(log, other));
                }
            }
            if (gone.until() < Long.MAX_VALUE && !lost.isEmpty()) {
                retractions.add(new Retraction(gone.until(), lost));
            }
        }
        return retractions;
    }

    private static Spans spans(EmissionLog log, EmissionLog.Version version) {
        return Spans.of(
                log.nanoseconds(version.turn().fromSample()),
                log.nanoseconds(version.turn().toSample()));
    }
}
