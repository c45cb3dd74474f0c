package dev.rostrum.lab.report;

import static dev.rostrum.lab.report.ScoreText.decimal;
import static dev.rostrum.lab.report.ScoreText.percent;
import static dev.rostrum.lab.report.ScoreText.rate;
import static dev.rostrum.lab.report.ScoreText.seconds;

import dev.rostrum.lab.evaluation.DirectionAccuracy;
import dev.rostrum.lab.evaluation.EvaluationRun.EvaluatedMeeting;
import dev.rostrum.lab.scoring.DiarizationScore;
import dev.rostrum.lab.scoring.LabelScore;
import dev.rostrum.lab.scoring.MeetingScore;
import dev.rostrum.lab.scoring.NewSpeakerDelays;
import dev.rostrum.lab.scoring.Reliability;
import dev.rostrum.lab.scoring.ShortTurns;
import dev.rostrum.lab.scoring.SpeakerCount;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The outcome of an evaluation as tables for a terminal; rates in per cent of the speech in the reference. */
public final class EvaluationText {
    private EvaluationText() {}

    /** A line for each recording and one for all, then everything else in total. */
    public static String of(List<EvaluatedMeeting> evaluated) {
        MeetingScore total = total(evaluated);
        return recordings(evaluated, total)
                + '\n'
                + labellings(total)
                + '\n'
                + late(total)
                + '\n'
                + reliability(total.reliability())
                + DirectionAccuracy.of(evaluated)
                        .map(EvaluationText::directions)
                        .orElse("");
    }

    /** All recordings together. */
    public static MeetingScore total(List<EvaluatedMeeting> evaluated) {
        return MeetingScore.sum(evaluated.stream().map(EvaluatedMeeting::score).toList());
    }

    private static String recordings(List<EvaluatedMeeting> evaluated, MeetingScore total) {
        List<String> head = new ArrayList<>(List.of("recording", "speech s"));
        total.live().keySet().forEach(latencyMs -> head.add("live " + latencyMs / 1000.0));
        head.addAll(List.of("final", "miss", "false", "conf", "JER", "speakers", "found", "error", "churn 10", "60"));
        TextTable table = new TextTable().row(head.toArray(String[]::new));
        evaluated.forEach(one -> table.row(line(one.meeting().name(), one.score())));
        return table.row(line("TOTAL", total)).toString();
    }

    private static String[] line(String name, MeetingScore score) {
        DiarizationScore last = score.finalLabels().diarization();
        SpeakerCount speakers = score.finalLabels().speakers();
        List<String> cells = new ArrayList<>(List.of(name, seconds(last.totalNs())));
        score.live().values().forEach(live -> cells.add(der(live)));
        cells.addAll(List.of(
                der(score.finalLabels()),
                rate(last.missNs(), last.totalNs()),
                rate(last.falseAlarmNs(), last.totalNs()),
                rate(last.confusionNs(), last.totalNs()),
                last.referenceSpeakers() == 0 ? "-" : percent(last.jer()),
                Integer.toString(speakers.reference()),
                Integer.toString(speakers.found()),
                Integer.toString(speakers.error()),
                percent(score.churn().afterTenSeconds()),
                percent(score.churn().afterMinute())));
        return cells.toArray(String[]::new);
    }

    private static String der(LabelScore score) {
        return rate(score.diarization().errorNs(), score.diarization().totalNs());
    }

    private static String labellings(MeetingScore total) {
        List<String> head = new ArrayList<>(List.of(""));
        total.live().keySet().forEach(latencyMs -> head.add("live " + latencyMs / 1000.0));
        head.add("final");
        List<LabelScore> columns = new ArrayList<>(total.live().values());
        columns.add(total.finalLabels());
        TextTable table = new TextTable().row(head.toArray(String[]::new));
        add(table, "DER", columns, EvaluationText::der);
        add(table, "  miss", columns, s -> part(s, s.diarization().missNs()));
        add(table, "  false alarm", columns, s -> part(s, s.diarization().falseAlarmNs()));
        add(table, "  confusion", columns, s -> part(s, s.diarization().confusionNs()));
        add(table, "JER", columns, s -> percent(s.diarization().jer()));
        add(table, "DER, one speaker", columns, s -> percent(s.singleSpeaker().rate()));
        add(table, "DER, overlap", columns, s -> percent(s.overlapped().rate()));
        add(table, "speech detection error", columns, s -> percent(s.speech().errorRate()));
        add(table, "overlap precision", columns, s -> percent(s.overlap().precision()));
        add(table, "overlap recall", columns, s -> percent(s.overlap().recall()));
        add(table, "speaker error, mean", columns, s -> decimal(s.speakers().meanError(), 2));
        add(
                table,
                "speakers exact, files",
                columns,
                s -> s.speakers().exactFiles() + "/" + s.speakers().files());
        add(
                table,
                "speaker count off, raw",
                columns,
                s -> Integer.toString(s.speakers().rawError()));
        add(
                table,
                "turns under 1 s wrong",
                columns,
                s -> shortTurns(s.shortTurns(), s.shortTurns().rate()));
        add(
                table,
                "  missed",
                columns,
                s -> shortTurns(s.shortTurns(), share(s.shortTurns().missNs(), s)));
        add(table, "false speakers an hour", columns, s -> decimal(s.speakers().falseSpeakersPerHour(), 2));
        return table.toString();
    }

    private static String shortTurns(ShortTurns of, double share) {
        return of.turns() == 0 ? "-" : percent(share);
    }

    private static double share(long ns, LabelScore of) {
        return (double) ns / of.shortTurns().totalNs();
    }

    private static String part(LabelScore score, long errorNs) {
        return rate(errorNs, score.diarization().totalNs());
    }

    private static void add(
            TextTable table, String name, List<LabelScore> columns, Function<LabelScore, String> figure) {
        List<String> cells = new ArrayList<>(List.of(name));
        columns.forEach(column -> cells.add(figure.apply(column)));
        table.row(cells.toArray(String[]::new));
    }

    private static String late(MeetingScore total) {
        NewSpeakerDelays delays = total.newSpeakers();
        return new TextTable()
                .row("speech relabelled after 10 s", percent(total.churn().afterTenSeconds()))
                .row("speech relabelled after 60 s", percent(total.churn().afterMinute()))
                .row("first lasting label of a new speaker, median s", decimal(delays.quantile(0.5), 2))
                .row("first lasting label of a new speaker, p90 s", decimal(delays.quantile(0.9), 2))
                .row(
                        "voices without one",
                        delays.never() + " of " + delays.seconds().size())
                .toString();
    }

    private static String directions(DirectionAccuracy accuracy) {
        return '\n'
                + new TextTable()
                        .row("turns of 1 s and more", Integer.toString(accuracy.turns()))
                        .row("  with a direction", percent(accuracy.directedShare()))
                        .row("  within 10 degrees of the seat", percent(accuracy.rightShare()))
                        .row("  confidence of a direction, mean", percent(accuracy.confidence()))
                        .toString();
    }

    private static String reliability(Reliability reliability) {
        TextTable table = new TextTable().row("confidence", "labelled s", "mean", "right");
        for (int i = 0; i < Reliability.BINS; i++) {
            Reliability.Bin bin = reliability.bins().get(i);
            if (bin.timeNs() > 0) {
                table.row(
                        decimal((double) i / Reliability.BINS, 1) + " to " + decimal((i + 1.0) / Reliability.BINS, 1),
                        seconds(bin.timeNs()),
                        percent(bin.confidence()),
                        percent(bin.right()));
            }
        }
        return table.row("calibration error", "", "", percent(reliability.calibrationError()))
                .toString();
    }
}
