package dev.rostrum.lab.study;

import dev.rostrum.lab.evaluation.Domains;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Chooses settings of the tracker by {@link LeaveOneOut}, over domains, on what the networks said once. */
public final class ChoiceStudy {
    private final KeptHearing hearing;

    /** Nothing heard yet. */
    public ChoiceStudy(KeptHearing hearing) {
        this.hearing = hearing;
    }

    /** What is chosen and what it is worth; Markdown. */
    public StudyPage choose(Candidates candidates, Domains domains, String command) throws InterruptedException {
        VariantScores scores = VariantScores.of(hearing, domains.recordings(), candidates::of);
        int latencyMs = hearing.settings().mainLatencyMs();
        return page(new LeaveOneOut(VariantScores.SHIPPED, scores.costs(domains, latencyMs)), command);
    }

    static StudyPage page(LeaveOneOut choice, String command) {
        return new StudyPage(
                "What a choice is worth where it was not made",
                command,
                """
                Each row leaves one domain out: *chosen* has the least mean cost over all others and is scored on the
                one left out. The cost of a domain is half the sum of its final and its live DER (1 s late unless said
                otherwise), in per cent, collar 0, overlap scored; *change* is in points against the tracker as
                shipped, which is a candidate itself and wins where none is better. A change lands if the mean of the
                left-out domains falls and the worst of them is not worse by more than one point.
                """,
                List.of(folds(choice), candidates(choice), sentence(choice) + '\n'));
    }

    /** In a line, what is to be done. */
    static String sentence(LeaveOneOut choice) {
        LeaveOneOut.Verdict verdict = choice.verdict();
        return String.format(
                Locale.ROOT,
                "%s: left out, the mean goes from %s to %s and the worst domain from %s to %s; the most that a domain"
                        + " loses is %s points (%s). Chosen on all domains: %s.",
                verdict.lands() ? "Lands" : "Does not land",
                MarkdownTable.percent(verdict.meanBefore()),
                MarkdownTable.percent(verdict.mean()),
                MarkdownTable.percent(verdict.worstBefore()),
                MarkdownTable.percent(verdict.worst()),
                MarkdownTable.points(verdict.mostLost().change()),
                verdict.mostLost().domain(),
                choice.chosenOnAll());
    }

    private static String folds(LeaveOneOut choice) {
        MarkdownTable table = new MarkdownTable("left out", "chosen", "cost", "as shipped", "change");
        LeaveOneOut.Verdict verdict = choice.verdict();
        choice.folds().forEach(fold -> table.row(row(fold.domain(), fold.chosen(), fold.cost(), fold.before())));
        table.row(row("mean", "", verdict.mean(), verdict.meanBefore()));
        table.row(row("worst", "", verdict.worst(), verdict.worstBefore()));
        return table.toString();
    }

    private static List<String> row(String domain, String chosen, double cost, double before) {
        return List.of(
                domain,
                chosen,
                MarkdownTable.percent(cost),
                MarkdownTable.percent(before),
                MarkdownTable.points(cost - before));
    }

    /** Every candidate on all domains: flattering, but it shows whether there is a cliff. */
    private static String candidates(LeaveOneOut choice) {
        MarkdownTable table = new MarkdownTable("candidate", "mean of all domains", "worst", "of");
        choice.costs().forEach((candidate, costs) -> {
            Map.Entry<String, Double> worst = costs.entrySet().stream()
                    .max(Map.Entry.comparingByValue(Comparator.naturalOrder()))
                    .orElseThrow();
            table.row(List.of(
                    candidate,
                    MarkdownTable.percent(choice.mean(candidate, choice.domains())),
                    MarkdownTable.percent(worst.getValue()),
                    worst.getKey()));
        });
        return table.toString();
    }
}
