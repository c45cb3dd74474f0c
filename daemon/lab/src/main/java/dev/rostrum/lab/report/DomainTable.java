package dev.rostrum.lab.report;

import static dev.rostrum.lab.report.ScoreText.decimal;

import dev.rostrum.lab.evaluation.DomainScores;
import dev.rostrum.lab.scoring.DiarizationScore;
import dev.rostrum.lab.scoring.MeetingScore;
import dev.rostrum.lab.scoring.NewSpeakerDelays;
import dev.rostrum.lab.scoring.SpeakerCount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * Scores by domain as lines of cells: a line for each domain, their mean, and the worst of each figure with the domain
 * it is from. Rates are in per cent, delays in seconds.
 */
public final class DomainTable {
    private final DomainScores scores;
    /** What is a share of something, and so has a mean and a worst, by its head. */
    private final Map<String, ToDoubleFunction<MeetingScore>> rates = new LinkedHashMap<>();

    /** @param latencyMs at which live short turns are told */
    public DomainTable(DomainScores scores, int latencyMs) {
        this.scores = scores;
        DomainScores.ders(scores.total())
                .forEach((name, der) -> rates.put(name.equals("final") ? name : "live " + name, der));
        rates.put("miss", score -> share(score, DiarizationScore::missNs));
        rates.put("false", score -> share(score, DiarizationScore::falseAlarmNs));
        rates.put("conf", score -> share(score, DiarizationScore::confusionNs));
        rates.put(
                "short live",
                score -> Optional.ofNullable(score.live().get(latencyMs))
                        .map(live -> live.shortTurns().rate())
                        .orElse(Double.NaN));
        rates.put("short final", score -> score.finalLabels().shortTurns().rate());
    }

    /** Names of the columns. */
    public List<String> head() {
        List<String> head = new ArrayList<>(List.of("domain", "files"));
        head.addAll(rates.keySet());
        head.addAll(List.of("speakers right", "new speaker", "p90"));
        return head;
    }

    /** A row for each domain, one for their mean, one for the worst. */
    public List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        scores.byDomain()
                .forEach((domain, score) -> rows.add(row(
                        domain,
                        score,
                        rates.values().stream()
                                .map(rate -> cell(rate.applyAsDouble(score)))
                                .toList())));
        rows.add(row(
                "mean of domains",
                scores.total(),
                rates.values().stream()
                        .map(rate -> cell(scores.mean(rate).orElse(Double.NaN)))
                        .toList()));
        List<String> worst = new ArrayList<>(List.of("worst domain", ""));
        rates.values()
                .forEach(rate -> worst.add(scores.worst(rate)
                        .map(one -> cell(one.value()) + ' ' + one.domain())
                        .orElse("-")));
        worst.addAll(List.of("", "", ""));
        rows.add(worst);
        return rows;
    }

    /** For a terminal. */
    public String text() {
        TextTable table = new TextTable().row(head().toArray(String[]::new));
        rows().forEach(row -> table.row(row.toArray(String[]::new)));
        return table.toString();
    }

    /** What is counted is that of all recordings in the row, for a row of several domains too. */
    private static List<String> row(String name, MeetingScore score, List<String> rates) {
        SpeakerCount speakers = score.finalLabels().speakers();
        NewSpeakerDelays delays = score.newSpeakers();
        boolean any = !delays.seconds().isEmpty();
        List<String> row = new ArrayList<>(List.of(name, Integer.toString(speakers.files())));
        row.addAll(rates);
        row.add(speakers.exactFiles() + "/" + speakers.files());
        row.add(any ? decimal(delays.quantile(0.5), 1) : "-");
        row.add(any ? decimal(delays.quantile(0.9), 1) : "-");
        return row;
    }

    private static double share(MeetingScore score, ToLongFunction<DiarizationScore> errorNs) {
        DiarizationScore last = score.finalLabels().diarization();
        return last.share(errorNs.applyAsLong(last));
    }

    private static String cell(double share) {
        return Double.isFinite(share) ? decimal(100 * share, 1) : "-";
    }
}
