package dev.rostrum.lab.report;

import java.util.List;
import java.util.Locale;

/** Pieces of the report's page; text is escaped here and nowhere else. */
final class Html {
    private Html() {}

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** A table whose first row is its head; the cells are plain text. */
    static String table(List<List<String>> rows) {
        StringBuilder html = new StringBuilder("<table>\n");
        for (int i = 0; i < rows.size(); i++) {
            String tag = i == 0 ? "th" : "td";
            html.append("<tr>");
            for (String cell : rows.get(i)) {
                html.append('<').append(tag).append('>').append(escaped(cell));
                html.append("</").append(tag).append('>');
            }
            html.append("</tr>\n");
        }
        return html.append("</table>\n").toString();
    }

    /** A coordinate of a drawing. */
    static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    static String rectangle(String kind, double x, double y, double width, double height) {
        return "<rect class=\"" + kind + "\" x=\"" + number(x) + "\" y=\"" + number(y) + "\" width=\"" + number(width)
                + "\" height=\"" + number(height) + "\"/>\n";
    }

    static String text(String kind, double x, double y, String words) {
        return "<text class=\"" + kind + "\" x=\"" + number(x) + "\" y=\"" + number(y) + "\">" + escaped(words)
                + "</text>\n";
    }

    static String line(String kind, double x1, double y1, double x2, double y2) {
        return "<line class=\"" + kind + "\" x1=\"" + number(x1) + "\" y1=\"" + number(y1) + "\" x2=\"" + number(x2)
                + "\" y2=\"" + number(y2) + "\"/>\n";
    }
}
