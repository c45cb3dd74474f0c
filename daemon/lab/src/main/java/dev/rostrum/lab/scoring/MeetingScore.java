package dev.rostrum.lab.scoring;

import dev.rostrum.service.annotation.Annotation;
import dev.rostrum.service.annotation.Spans;
import dev.rostrum.service.replay.EmissionLog;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All figures of one recording, or of many added up.
 *
 * @param live score at each latency, by milliseconds; each from events made for that latency
 * @param finalLabels score of the state after the last event
 * @param churn how much was relabelled late
 * @param newSpeakers how long new voices waited
 * @param reliability what confidence is worth live
 */
public record MeetingScore(
        SortedMap<Integer, LabelScore> live,
        LabelScore finalLabels,
        Churn churn,
        NewSpeakerDelays newSpeakers,
        Reliability reliability) {
    /** No recording. */
    public static MeetingScore none() {
        return new MeetingScore(
                new TreeMap<>(), LabelScore.none(), Churn.none(), NewSpeakerDelays.none(), Reliability.none());
    }

    /** All together; {@link #none} of none. */
    public static MeetingScore sum(Collection<MeetingScore> scores) {
        return scores.stream().reduce(none(), MeetingScore::plus);
    }

    /**
     * What was heard of a recording at several latencies.
     *
     * @param logs events by the latency in milliseconds that they were made for
     * @param mainLatencyMs whose events final, churn, delays and reliability are taken from; one of the keys
     */
    public record Heard(SortedMap<Integer, EmissionLog> logs, int mainLatencyMs) {
        public Heard {
            if (!logs.containsKey(mainLatencyMs)) {
                throw new IllegalArgumentException("mainLatencyMs=" + mainLatencyMs + " logs=" + logs.keySet());
            }
        }

        public EmissionLog main() {
            return Optional.ofNullable(logs.get(mainLatencyMs)).orElseThrow();
        }

        /** The state after the last event. */
        public Annotation finalLabels() {
            return main().finalLabels();
        }

        public Annotation live(int latencyMs) {
            EmissionLog log = Optional.ofNullable(logs.get(latencyMs)).orElseThrow();
            return log.live(samples(log, latencyMs));
        }

        private static long samples(EmissionLog log, int latencyMs) {
            return (long) latencyMs * log.sampleRateHz() / 1000;
        }
    }

    /** Of one recording. */
    public static MeetingScore of(Heard heard, Annotation reference, ScoredRegion scored) {
        SortedMap<Integer, LabelScore> live = new TreeMap<>();
        for (int latencyMs : heard.logs().keySet()) {
            Annotation labels = heard.live(latencyMs);
            live.put(latencyMs, LabelScore.of(reference, labels, scored.of(reference, labels)));
        }
        EmissionLog main = heard.main();
        Annotation labels = main.finalLabels();
        Spans region = scored.of(reference, labels);
        return new MeetingScore(
                live,
                LabelScore.of(reference, labels, region),
                Churn.of(main, region),
                NewSpeakerDelays.of(main, reference, region),
                Reliability.of(main, Heard.samples(main, heard.mainLatencyMs()), reference, region));
    }

    /** Both together. */
    public MeetingScore plus(MeetingScore other) {
        SortedMap<Integer, LabelScore> both = new TreeMap<>(live);
        other.live.forEach((latencyMs, score) -> both.merge(latencyMs, score, LabelScore::plus));
        return new MeetingScore(
                both,
                finalLabels.plus(other.finalLabels),
                churn.plus(other.churn),
                newSpeakers.plus(other.newSpeakers),
                reliability.plus(other.reliability));
    }
}
