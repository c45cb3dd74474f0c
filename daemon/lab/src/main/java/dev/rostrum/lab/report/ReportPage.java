package dev.rostrum.lab.report;

import dev.rostrum.lab.evaluation.EvaluationRun.EvaluatedMeeting;
import dev.rostrum.lab.report.EarlierRun.Change;
import dev.rostrum.lab.scoring.BoundaryLooseness;
import dev.rostrum.lab.scoring.ErrorCauses;
import dev.rostrum.lab.scoring.ErrorCauses.Cause;
import dev.rostrum.lab.scoring.ErrorParts;
import dev.rostrum.lab.scoring.MeetingScore;
import dev.rostrum.service.annotation.Annotation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** An evaluation as one HTML page that needs nothing else: figures, where the errors lie, and every recording drawn. */
public final class ReportPage {
    private final List<EvaluatedMeeting> evaluated;
    private final MeetingScore total;
    private final int mainLatencyMs;
    private final StringBuilder html = new StringBuilder();

    private ReportPage(List<EvaluatedMeeting> evaluated, int mainLatencyMs) {
        this.evaluated = evaluated;
        this.total = EvaluationText.total(evaluated);
        this.mainLatencyMs = mainLatencyMs;
    }

    /**
     * The page.
     *
     * @param changes against an earlier run; none where there is none
     */
    public static String of(List<EvaluatedMeeting> evaluated, int mainLatencyMs, List<Change> changes) {
        return new ReportPage(evaluated, mainLatencyMs).page(changes);
    }

    private String page(List<Change> changes) {
        html.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n");
        html.append("<meta name=\"viewport\" content=\"width=device-width\"><title>Rostrum: evaluation</title>\n");
        html.append("<style>\n").append(style()).append("</style></head><body>\n<h1>Evaluation</h1>\n");
        html.append("<p>").append(evaluated.size()).append(" recordings. Rates in per cent of the speech in the ");
        html.append("reference, collar 0, overlap scored. Live means: the label of an instant is what had been ");
        html.append("emitted ").append(mainLatencyMs / 1000.0).append(" s after it, unless a column says otherwise.");
        html.append("</p>\n");
        section("Every recording", "<pre>" + Html.escaped(EvaluationText.of(evaluated)) + "</pre>\n");
        section("DER against latency", LatencyPlot.of(total));
        section("Errors by cause", causes());
        section("How loose the reference is", looseness());
        if (!changes.isEmpty()) {
            section("Against the earlier run", comparison(changes));
        }
        pictures();
        return html.append("</body></html>\n").toString();
    }

    private void section(String title, String content) {
        html.append("<h2>").append(Html.escaped(title)).append("</h2>\n").append(content);
    }

    private String causes() {
        ErrorCauses live = ErrorCauses.none();
        ErrorCauses last = ErrorCauses.none();
        for (EvaluatedMeeting one : evaluated) {
            Annotation reference = one.meeting().reference();
            Annotation liveLabels = one.heard().live(mainLatencyMs);
            Annotation lastLabels = one.heard().main().finalLabels();
            live = live.plus(
                    ErrorCauses.of(reference, liveLabels, one.meeting().scored().of(reference, liveLabels)));
            last = last.plus(
                    ErrorCauses.of(reference, lastLabels, one.meeting().scored().of(reference, lastLabels)));
        }
        return "<h3>Live</h3>\n" + causes(live) + "<h3>Final</h3>\n" + causes(last)
                + "<p>Every instant has one cause, the first of the list that holds for it. Per cent of all speech; "
                + "the last column is the error rate of the part itself.</p>\n";
    }

    private static String causes(ErrorCauses causes) {
        ErrorParts all = causes.parts().values().stream().reduce(ErrorParts.none(), ErrorParts::plus);
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("", "speech s", "errors", "miss", "false alarm", "confusion", "rate inside"));
        for (Cause cause : Cause.values()) {
            rows.add(row(cause.words(), Objects.requireNonNull(causes.parts().get(cause)), all));
        }
        rows.add(row("all", all, all));
        return Html.table(rows);
    }

    private static List<String> row(String name, ErrorParts parts, ErrorParts all) {
        return List.of(
                name,
                ScoreText.seconds(parts.totalNs()),
                ScoreText.rate(parts.errorNs(), all.totalNs()),
                ScoreText.rate(parts.missNs(), all.totalNs()),
                ScoreText.rate(parts.falseAlarmNs(), all.totalNs()),
                ScoreText.rate(parts.confusionNs(), all.totalNs()),
                ScoreText.rate(parts.errorNs(), parts.totalNs()));
    }

    private String looseness() {
        BoundaryLooseness all = BoundaryLooseness.none();
        for (EvaluatedMeeting one : evaluated) {
            all = all.plus(BoundaryLooseness.of(
                    one.meeting().reference(), one.heard().main().finalLabels()));
        }
        return Html.table(all.rows())
                + "<p>Starts and ends of speech in the reference, whoever speaks, against the nearest in the final "
                + "labels: where the reference is marked generously, both medians lie above 0, and no labels can be "
                + "right in between.</p>\n";
    }

    private static String comparison(List<Change> changes) {
        long worse = changes.stream().filter(change -> change.worseBy() > 0).count();
        long better = changes.stream().filter(change -> change.worseBy() < 0).count();
        return "<p>" + worse + " lines are worse in the end, " + better + " better; the worst first.</p>\n<pre>"
                + Html.escaped(EarlierRun.table(changes)) + "</pre>\n";
    }

    private void pictures() {
        section(
                "Recordings",
                "<p>Each lane: reference, live, final. <span class=\"key\">Full bar</span> right, "
                        + "lower half missed, upper half too much.</p>\n");
        for (EvaluatedMeeting one : evaluated) {
            double der = one.score().finalLabels().diarization().der();
            html.append("<h3>").append(Html.escaped(one.meeting().name())).append(", final DER ");
            html.append(ScoreText.percent(der)).append(" %</h3>\n").append(TimelinePicture.of(one));
        }
    }

    private static String style() {
        try (InputStream stream = Objects.requireNonNull(ReportPage.class.getResourceAsStream("report.css"))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
