package dev.rostrum.lab.report;

import dev.rostrum.lab.scoring.DiarizationScore;
import java.util.Locale;
import java.util.SortedMap;

/** Scores as tables for a terminal; rates in per cent, those of a part as a share of the same speech as the whole. */
public final class ScoreText {
    private ScoreText() {}

    /** A line for each recording, and one for all. */
    public static String table(SortedMap<String, DiarizationScore> scores, DiarizationScore total) {
        TextTable table = new TextTable()
                .row("recording", "speech s", "DER", "miss", "false alarm", "confusion", "JER", "speakers", "found");
        scores.forEach((recording, score) -> add(table, recording, score));
        if (scores.size() != 1) {
            add(table, "TOTAL", total);
        }
        return table.toString();
    }

    private static void add(TextTable table, String name, DiarizationScore score) {
        table.row(
                name,
                seconds(score.totalNs()),
                rate(score.errorNs(), score.totalNs()),
                rate(score.missNs(), score.totalNs()),
                rate(score.falseAlarmNs(), score.totalNs()),
                rate(score.confusionNs(), score.totalNs()),
                score.referenceSpeakers() == 0 ? "-" : percent(score.jer()),
                Integer.toString(score.referenceSpeakers()),
                Integer.toString(score.foundSpeakers()));
    }

    /** Per cent of the speech; in seconds where there is no speech to compare with. */
    static String rate(long errorNs, long totalNs) {
        if (totalNs == 0) {
            return errorNs == 0 ? "-" : seconds(errorNs) + " s";
        }
        return percent((double) errorNs / totalNs);
    }

    static String percent(double share) {
        return decimal(100 * share, 2);
    }

    static String seconds(long ns) {
        return decimal(ns / 1e9, 1);
    }

    static String decimal(double value, int digits) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%." + digits + "f", value) : "never";
    }
}
