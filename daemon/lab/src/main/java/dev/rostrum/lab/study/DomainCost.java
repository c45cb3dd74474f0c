package dev.rostrum.lab.study;

import dev.rostrum.lab.evaluation.DomainScores;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a setting is chosen by: half the sum of the final diarization error rate and the live one, of one domain, as a
 * share. Both count alike, for labels are read while people speak and again when they have left.
 */
final class DomainCost {
    private DomainCost() {}

    /** Of every domain that has speech, by name. */
    static Map<String, Double> of(DomainScores scores, int latencyMs) {
        Map<String, Double> costs = new LinkedHashMap<>();
        scores.byDomain().forEach((domain, score) -> {
            double cost = (DomainScores.last(score) + DomainScores.live(score, latencyMs)) / 2;
            if (Double.isFinite(cost)) {
                costs.put(domain, cost);
            }
        });
        return costs;
    }
}
