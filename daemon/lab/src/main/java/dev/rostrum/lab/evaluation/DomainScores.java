package dev.rostrum.lab.evaluation;

import dev.rostrum.lab.evaluation.EvaluationRun.EvaluatedMeeting;
import dev.rostrum.lab.scoring.DiarizationScore;
import dev.rostrum.lab.scoring.LabelScore;
import dev.rostrum.lab.scoring.MeetingScore;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Scores by domain: within one over all speech, over several the plain mean, so that an hour of meetings weighs no more
 * than three minutes of telephone.
 *
 * @param byDomain all recordings of each together, in the order of the domains
 */
public record DomainScores(Map<String, MeetingScore> byDomain) {
    public DomainScores {
        byDomain = Collections.unmodifiableMap(new LinkedHashMap<>(byDomain));
    }

    /** The highest of a figure, and whose it is. */
    public record Worst(String domain, double value) {}

    /** Of the recordings that could be heard; a domain without any is left out. */
    public static DomainScores of(Domains domains, List<EvaluatedMeeting> evaluated) {
        Map<String, MeetingScore> byName =
                evaluated.stream().collect(Collectors.toMap(one -> one.meeting().name(), EvaluatedMeeting::score));
        return of(domains, name -> Optional.ofNullable(byName.get(name)));
    }

    /** The same of scores that are found by the recording's name. */
    public static DomainScores of(Domains domains, Function<String, Optional<MeetingScore>> scores) {
        Map<String, MeetingScore> byDomain = new LinkedHashMap<>();
        for (Domain domain : domains.all()) {
            List<MeetingScore> own = domain.recordings().stream()
                    .flatMap(recording -> scores.apply(recording.name()).stream())
                    .toList();
            if (!own.isEmpty()) {
                byDomain.put(domain.name(), MeetingScore.sum(own));
            }
        }
        return new DomainScores(byDomain);
    }

    /**
     * Diarization error rates: live ones by their latency in seconds, {@code final} last. Not a number where the
     * reference has no speech.
     *
     * @param scored at these latencies
     */
    public static Map<String, ToDoubleFunction<MeetingScore>> ders(MeetingScore scored) {
        Map<String, ToDoubleFunction<MeetingScore>> ders = new LinkedHashMap<>();
        for (int latencyMs : scored.live().keySet()) {
            ders.put(Double.toString(latencyMs / 1000.0), score -> live(score, latencyMs));
        }
        ders.put("final", DomainScores::last);
        return ders;
    }

    /** Diarization error rate of the labels that are live at a latency that was scored. */
    public static double live(MeetingScore score, int latencyMs) {
        LabelScore live = score.live().get(latencyMs);
        if (live == null) {
            throw new IllegalArgumentException(
                    "latencyMs=" + latencyMs + " scored=" + score.live().keySet());
        }
        return errors(live.diarization());
    }

    /** Diarization error rate of the final labels. */
    public static double last(MeetingScore score) {
        return errors(score.finalLabels().diarization());
    }

    private static double errors(DiarizationScore score) {
        return score.share(score.errorNs());
    }

    /** Everything together. */
    public MeetingScore total() {
        return MeetingScore.sum(byDomain.values());
    }

    /** The mean over the domains that have the figure; empty where none has. */
    public OptionalDouble mean(ToDoubleFunction<MeetingScore> figure) {
        return byDomain.values().stream()
                .mapToDouble(figure)
                .filter(Double::isFinite)
                .average();
    }

    /** The domain in which the figure is highest; empty where none has it. */
    public Optional<Worst> worst(ToDoubleFunction<MeetingScore> figure) {
        return byDomain.entrySet().stream()
                .map(entry -> new Worst(entry.getKey(), figure.applyAsDouble(entry.getValue())))
                .filter(one -> Double.isFinite(one.value()))
                .reduce((a, b) -> b.value() > a.value() ? b : a);
    }
}
