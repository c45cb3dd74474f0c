package dev.rostrum.lab.study;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Lines of cells in Markdown: the first column to the left, all others to the right. */
final class MarkdownTable {
    private final StringBuilder text = new StringBuilder();
    private final int columns;

    MarkdownTable(String... head) {
        columns = head.length;
        row(List.of(head));
        List<String> rule = new ArrayList<>(Collections.nCopies(columns, "---:"));
        rule.set(0, "---");
        row(rule);
    }

    MarkdownTable row(List<String> cells) {
        if (cells.size() != columns) {
            throw new IllegalArgumentException(cells.size() + " cells in a table of " + columns + " columns");
        }
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
        return this;
    }

    /** A share as per cent with one decimal; a dash for what has no value. */
    static String percent(double share) {
        return Double.isFinite(share) ? String.format(Locale.ROOT, "%.1f", 100 * share) : "-";
    }

    /** A difference of two shares in points, with its sign. */
    static String points(double share) {
        return Double.isFinite(share) ? String.format(Locale.ROOT, "%+.1f", 100 * share) : "-";
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
