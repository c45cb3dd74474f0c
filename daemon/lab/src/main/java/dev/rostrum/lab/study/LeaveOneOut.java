package dev.rostrum.lab.study;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A choice among candidates that is scored where it was not chosen: for each domain in turn, the candidate whose mean
 * cost over all other domains is least is scored on the one left out. What is chosen on everything and scored on
 * everything flatters itself by what it learned of just these recordings.
 *
 * @param shipped the candidate that stands; it is kept unless another is better
 * @param costs of every candidate in every domain, 0 and up as shares, by candidate and domain
 */
record LeaveOneOut(String shipped, Map<String, Map<String, Double>> costs) {
    /** A change that makes the worst domain worse by more than this does not land, however much it gains elsewhere. */
    static final double MOST_LOST = 0.01;

    /** Costs are sums of floating-point numbers: what differs by less is equal. */
    private static final double ROUNDING = 1e-9;

    LeaveOneOut {
        costs = new LinkedHashMap<>(costs);
        Map<String, Double> own = costs.get(shipped);
        if (own == null || own.size() < 2) {
            throw new IllegalArgumentException(
                    "two domains with speech are needed to leave one out, here: " + (own == null ? 0 : own.size()));
        }
        Set<String> domains = own.keySet();
        if (costs.values().stream().anyMatch(each -> !each.keySet().equals(domains))) {
            throw new IllegalArgumentException("domains differ between candidates: " + costs);
        }
    }

    /**
     * One domain left out.
     *
     * @param chosen on all others
     * @param cost of the chosen one here
     * @param before cost of the shipped one here
     */
    record Fold(String domain, String chosen, double cost, double before) {
        double change() {
            return cost - before;
        }
    }

    /** What came of it, over all domains, each scored when it was left out. */
    record Verdict(double mean, double meanBefore, double worst, double worstBefore, Fold mostLost) {
        /** The mean is better, and the worst domain is not hurt by more than {@link #MOST_LOST}. */
        boolean lands() {
            return mean < meanBefore - ROUNDING && worst - worstBefore <= MOST_LOST + ROUNDING;
        }
    }

    /** Each domain left out once, in their order. */
    List<Fold> folds() {
        List<Fold> folds = new ArrayList<>();
        for (String left : domains()) {
            Set<String> others = new LinkedHashSet<>(domains());
            others.remove(left);
            String chosen = best(others);
            folds.add(new Fold(left, chosen, cost(chosen, left), cost(shipped, left)));
        }
        return folds;
    }

    /** What would be shipped: chosen on all domains. */
    String chosenOnAll() {
        return best(domains());
    }

    Verdict verdict() {
        List<Fold> folds = folds();
        return new Verdict(
                folds.stream().mapToDouble(Fold::cost).average().orElseThrow(),
                folds.stream().mapToDouble(Fold::before).average().orElseThrow(),
                folds.stream().mapToDouble(Fold::cost).max().orElseThrow(),
                folds.stream().mapToDouble(Fold::before).max().orElseThrow(),
                folds.stream().max(Comparator.comparingDouble(Fold::change)).orElseThrow());
    }

    double mean(String candidate, Set<String> over) {
        return over.stream()
                .mapToDouble(domain -> cost(candidate, domain))
                .average()
                .orElseThrow();
    }

    Set<String> domains() {
        return Optional.ofNullable(costs.get(shipped)).orElseThrow().keySet();
    }

    double cost(String candidate, String domain) {
        return Optional.ofNullable(costs.get(candidate))
                .map(own -> own.get(domain))
                .orElseThrow();
    }

    private String best(Set<String> over) {
        String best = shipped;
        for (String candidate : costs.keySet()) {
            if (mean(candidate, over) < mean(best, over) - ROUNDING) {
                best = candidate;
            }
        }
        return best;
    }
}
