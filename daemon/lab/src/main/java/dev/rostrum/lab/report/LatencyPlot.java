package dev.rostrum.lab.report;

import dev.rostrum.lab.scoring.LabelScore;
import dev.rostrum.lab.scoring.MeetingScore;
import java.util.Map;

/** DER against latency, with the level of the final labels beside it, as SVG. */
final class LatencyPlot {
    private static final double LEFT = 50;
    private static final double WIDTH = 420;
    private static final double TOP = 10;
    private static final double HEIGHT = 200;
    private static final double FLOOR_MS = 250;

    private final MeetingScore score;
    private final double highest;
    private final double lastMs;

    private LatencyPlot(MeetingScore score) {
        this.score = score;
        double most = score.live().values().stream()
                .mapToDouble(labels -> labels.diarization().der())
                .max()
                .orElse(0);
        highest = Math.max(
                0.1,
                Math.ceil(10 * Math.max(most, score.finalLabels().diarization().der())) / 10);
        lastMs = score.live().keySet().stream().mapToInt(ms -> ms).max().orElse(1000) * 1.2;
    }

    static String of(MeetingScore score) {
        return new LatencyPlot(score).draw();
    }

    private String draw() {
        StringBuilder svg = new StringBuilder("<svg class=\"plot\" viewBox=\"0 0 520 240\" role=\"img\">\n");
        for (double level = 0; level <= highest + 1e-9; level += highest / 5) {
            svg.append(Html.line("grid", LEFT, y(level), LEFT + WIDTH, y(level)));
            svg.append(Html.text("tick", 0, y(level) + 4, ScoreText.decimal(100 * level, 0) + " %"));
        }
        double last = score.finalLabels().diarization().der();
        svg.append(Html.line("final", LEFT, y(last), LEFT + WIDTH, y(last)));
        svg.append(Html.text("tick", LEFT + 4, y(last) - 4, "final " + ScoreText.percent(last)));
        StringBuilder points = new StringBuilder();
        for (Map.Entry<Integer, LabelScore> entry : score.live().entrySet()) {
            double x = x(entry.getKey());
            double y = y(entry.getValue().diarization().der());
            points.append(Html.number(x)).append(',').append(Html.number(y)).append(' ');
            svg.append(
                    "<circle class=\"point\" r=\"4\" cx=\"" + Html.number(x) + "\" cy=\"" + Html.number(y) + "\"/>\n");
            svg.append(Html.text(
                    "tick",
                    x - 10,
                    y - 8,
                    ScoreText.percent(entry.getValue().diarization().der())));
            svg.append(Html.text("tick", x - 10, TOP + HEIGHT + 18, entry.getKey() / 1000.0 + " s"));
        }
        svg.append("<polyline class=\"curve\" points=\"")
                .append(points.toString().strip())
                .append("\"/>\n");
        return svg.append("</svg>\n").toString();
    }

    /** Latency on a logarithmic axis. */
    private double x(double latencyMs) {
        return LEFT + WIDTH * Math.log(latencyMs / FLOOR_MS) / Math.log(lastMs / FLOOR_MS);
    }

    private double y(double der) {
        return TOP + HEIGHT * (1 - der / highest);
    }
}
