package dev.rostrum.lab.study;

import dev.rostrum.lab.evaluation.Domains;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a fifth less and a fifth more of each number of the tracker does on every domain: one row a number, so that a
 * cliff shows that a mean over all recordings hides.
 */
public final class DomainThresholds {
    private final KeptHearing hearing;

    /** Nothing heard yet. */
    public DomainThresholds(KeptHearing hearing) {
        this.hearing = hearing;
    }

    /** The table, in Markdown; the tracker runs twice for each number and once as it is. */
    public String table(Domains domains) throws InterruptedException {
        VariantScores scores =
                VariantScores.of(hearing, domains.recordings(), shipped -> new TrackerVariants(shipped).moved());
        int latencyMs = hearing.settings().mainLatencyMs();
        return table(hearing.shipped(), scores.costs(domains, latencyMs));
    }

    /**
     * @param shipped whose numbers were moved
     * @param costs by the names that {@link TrackerVariants.Moved} has, by domain
     */
    static String table(Record shipped, Map<String, Map<String, Double>> costs) {
        MarkdownTable table = new MarkdownTable(
                "number", "value", "a fifth less: mean", "worst", "where", "a fifth more: mean", "worst", "where");
        Map<String, Double> before =
                Optional.ofNullable(costs.get(VariantScores.SHIPPED)).orElseThrow();
        for (TrackerVariants.Moved number : TrackerVariants.movable(shipped)) {
            Change less = Change.of(costs.get(number.lower()), before);
            Change more = Change.of(costs.get(number.higher()), before);
            table.row(List.of(
                    number.path().toString(),
                    String.valueOf(number.path().in(shipped)),
                    less.mean(),
                    less.worst(),
                    less.where(),
                    more.mean(),
                    more.worst(),
                    more.where()));
        }
        return table.toString();
    }

    /** Changes of the cost in points; dashes for what could not be tried. */
    private record Change(String mean, String worst, String where) {
        static Change of(@Nullable Map<String, Double> costs, Map<String, Double> before) {
            if (costs == null) {
                return new Change("-", "-", "");
            }
            String where = before.keySet().stream()
                    .max(Comparator.comparingDouble(domain -> change(costs, before, domain)))
                    .orElseThrow();
            double mean = before.keySet().stream()
                    .mapToDouble(domain -> change(costs, before, domain))
                    .average()
                    .orElseThrow();
            double worst = change(costs, before, where);
            return new Change(MarkdownTable.points(mean), MarkdownTable.points(worst), worst > 0 ? where : "");
        }

        private static double change(Map<String, Double> costs, Map<String, Double> before, String domain) {
            return Optional.ofNullable(costs.get(domain)).orElseThrow()
                    - Optional.ofNullable(before.get(domain)).orElseThrow();
        }
    }
}
