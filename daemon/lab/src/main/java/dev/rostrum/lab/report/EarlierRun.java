package dev.rostrum.lab.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rostrum.lab.evaluation.EvaluationRun.EvaluatedMeeting;
import dev.rostrum.lab.json.ForeignJson;
import dev.rostrum.lab.scoring.MeetingScore;
import dev.rostrum.service.annotation.AnnotationException;
import dev.rostrum.service.annotation.TextFile;
import dev.rostrum.service.json.BadJsonException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The figures of an earlier evaluation, to hold a new one against: read from the JSON that it left. */
public final class EarlierRun {
    private final JsonNode document;

    private EarlierRun(JsonNode document) {
        this.document = document;
    }

    /**
     * One recording then and now; rates as shares.
     *
     * @param name of the recording
     * @param liveBefore DER at the same latency, none where it was not heard then
     * @param live DER now
     * @param finalBefore DER after all corrections, none where it was not heard then
     * @param last DER now
     */
    public record Change(
            String name, Optional<Double> liveBefore, double live, Optional<Double> finalBefore, double last) {
        /** How much worse the final labels are, in points; 0 where there is nothing to compare with. */
        public double worseBy() {
            return finalBefore.map(before -> 100 * (last - before)).orElse(0.0);
        }
    }

    /**
     * Reads the file that {@code --json} left.
     *
     * @throws AnnotationException unreadable, or of another kind
     */
    public static EarlierRun read(Path file) {
        try {
            EarlierRun run = new EarlierRun(ForeignJson.tree(String.join("\n", TextFile.lines(file))));
            if (run.number("/total/final/der").isEmpty()) {
                throw new AnnotationException(file, "holds no evaluation: /total/final/der is missing");
            }
            return run;
        } catch (BadJsonException e) {
            throw new AnnotationException(file, "is " + e.getMessage());
        }
    }

    /** Every recording of the new run and the total, those that got worse first. */
    public List<Change> against(List<EvaluatedMeeting> evaluated, int mainLatencyMs) {
        List<Change> changes = new ArrayList<>();
        for (EvaluatedMeeting one : evaluated) {
            changes.add(change(
                    one.meeting().name(), "/recordings/" + escaped(one.meeting().name()), one.score(), mainLatencyMs));
        }
        changes.sort(Comparator.comparingDouble(Change::worseBy).reversed());
        changes.add(change("TOTAL", "/total", EvaluationText.total(evaluated), mainLatencyMs));
        return changes;
    }

    /** The changes as a table for a terminal, in per cent. */
    public static String table(List<Change> changes) {
        TextTable table = new TextTable().row("recording", "live before", "live", "final before", "final", "change");
        for (Change change : changes) {
            table.row(
                    change.name(),
                    change.liveBefore().map(ScoreText::percent).orElse("-"),
                    ScoreText.percent(change.live()),
                    change.finalBefore().map(ScoreText::percent).orElse("-"),
                    ScoreText.percent(change.last()),
                    ScoreText.decimal(change.worseBy(), 2));
        }
        return table.toString();
    }

    private Change change(String name, String path, MeetingScore score, int mainLatencyMs) {
        double live = Optional.ofNullable(score.live().get(mainLatencyMs))
                .map(labels -> labels.diarization().der())
                .orElse(0.0);
        return new Change(
                name,
                number(path + "/live/" + mainLatencyMs / 1000.0 + "/der"),
                live,
                number(path + "/final/der"),
                score.finalLabels().diarization().der());
    }

    private Optional<Double> number(String path) {
        JsonNode there = document.at(path);
        return there.isNumber() ? Optional.of(there.doubleValue()) : Optional.empty();
    }

    /** As a step of a JSON pointer. */
    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
