package dev.rostrum.lab.report;

import dev.rostrum.lab.evaluation.EvaluationRun.EvaluatedMeeting;
import dev.rostrum.lab.scoring.DiarizationScore;
import dev.rostrum.lab.scoring.MeetingScore;
import dev.rostrum.lab.scoring.SpeakerMapping;
import dev.rostrum.service.annotation.Annotation;
import dev.rostrum.service.annotation.Span;
import dev.rostrum.service.annotation.Spans;
import java.util.List;

/**
 * A recording as lanes, one for each true speaker: what the reference says, what was said live, what in the end. Right
 * is a full bar, missed its lower half, too much its upper half, so that errors show without colour. Found speakers
 * who are nobody share the last lane.
 */
final class TimelinePicture {
    private static final double LEFT = 120;
    private static final double WIDTH = 1000;
    private static final double STRIP = 10;
    private static final double LANE = 3 * STRIP + 8;
    private static final double TOP = 18;
    private static final double NS_PER_SECOND = 1e9;
    private static final long SHORTEST_NS = 1_000_000_000L;

    private final Annotation reference;
    private final Annotation live;
    private final Annotation last;
    private final SpeakerMapping liveMapping;
    private final SpeakerMapping lastMapping;
    private final long lengthNs;
    private final StringBuilder svg = new StringBuilder();

    private TimelinePicture(EvaluatedMeeting one) {
        MeetingScore.Heard heard = one.heard();
        reference = one.meeting().reference();
        live = heard.live(heard.mainLatencyMs());
        last = heard.main().finalLabels();
        liveMapping = SpeakerMapping.between(reference, live);
        lastMapping = SpeakerMapping.between(reference, last);
        long lastNs = DiarizationScore.commonExtent(reference, last).extent().to();
        lengthNs = Math.max(SHORTEST_NS, Math.max(one.meeting().lengthNs(), lastNs));
    }

    /** The drawing as SVG. */
    static String of(EvaluatedMeeting one) {
        return new TimelinePicture(one).draw();
    }

    private String draw() {
        List<String> speakers = List.copyOf(reference.speakers());
        double height = TOP + (speakers.size() + 1) * LANE;
        svg.append("<svg class=\"lanes\" viewBox=\"0 0 ").append(Html.number(LEFT + WIDTH + 10));
        svg.append(' ').append(Html.number(height)).append("\" role=\"img\">\n");
        axis(height);
        for (int i = 0; i < speakers.size(); i++) {
            lane(speakers.get(i), TOP + i * LANE);
        }
        strangers(TOP + speakers.size() * LANE);
        return svg.append("</svg>\n").toString();
    }

    private void axis(double height) {
        double seconds = lengthNs / NS_PER_SECOND;
        double step = Math.max(1, Math.pow(10, Math.floor(Math.log10(seconds / 2))));
        for (double at = 0; at <= seconds; at += step) {
            double x = x((long) (at * NS_PER_SECOND));
            svg.append(Html.line("grid", x, TOP - 4, x, height));
            svg.append(Html.text("tick", x, TOP - 7, Math.round(at) + " s"));
        }
    }

    private void lane(String speaker, double y) {
        Spans truth = reference.of(speaker);
        svg.append(Html.text("name", 0, y + 2 * STRIP, speaker));
        bars("truth", truth, y, STRIP - 1);
        strip(truth, liveMapping.foundOf(speaker).map(live::of).orElse(Spans.none()), y + STRIP);
        strip(truth, lastMapping.foundOf(speaker).map(last::of).orElse(Spans.none()), y + 2 * STRIP);
    }

    private void strip(Spans truth, Spans found, double y) {
        double half = (STRIP - 1) / 2;
        bars("right", truth.and(found), y, STRIP - 1);
        bars("missed", truth.minus(found), y + half, half);
        bars("extra", found.minus(truth), y, half);
    }

    private void strangers(double y) {
        svg.append(Html.text("name", 0, y + 2 * STRIP, "nobody"));
        bars("extra", unmatched(live, liveMapping), y + STRIP, (STRIP - 1) / 2);
        bars("extra", unmatched(last, lastMapping), y + 2 * STRIP, (STRIP - 1) / 2);
    }

    private static Spans unmatched(Annotation labels, SpeakerMapping mapping) {
        return Spans.union(labels.speakers().stream()
                .filter(speaker -> mapping.trueOf(speaker).isEmpty())
                .map(labels::of)
                .toList());
    }

    private void bars(String kind, Spans spans, double y, double height) {
        for (Span span : spans.list()) {
            svg.append(Html.rectangle(kind, x(span.from()), y, x(span.to()) - x(span.from()), height));
        }
    }

    private double x(long ns) {
        return LEFT + (double) ns / lengthNs * WIDTH;
    }
}
