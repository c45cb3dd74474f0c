package dev.rostrum.lab.evaluation;

import dev.rostrum.diarization.frontend.Azimuth;
import dev.rostrum.diarization.timeline.SpeechTurn;
import dev.rostrum.lab.evaluation.EvaluationRun.EvaluatedMeeting;
import dev.rostrum.lab.scoring.SpeakerMapping;
import dev.rostrum.service.annotation.Annotation;
import dev.rostrum.service.annotation.Span;
import dev.rostrum.service.replay.EmissionLog;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How right the directions of published turns are where the speakers' seats are known: of each turn of a second and more
 * that stands in the end, against the seat of the true speaker behind its speaker; where that one is silent throughout,
 * of whoever speaks most in it. A turn in which nobody speaks has no right direction.
 *
 * @param turns of {@value #LEAST_SECONDS} s and more
 * @param directed those with a direction
 * @param right those with a direction within {@value #NEAR_DEGREES} degrees of the seat
 * @param confidenceSum of all that have one
 */
public record DirectionAccuracy(int turns, int directed, int right, double confidenceSum) {
    private static final double LEAST_SECONDS = 1;
    private static final double NEAR_DEGREES = 10;

    /** No turn. */
    public static DirectionAccuracy none() {
        return new DirectionAccuracy(0, 0, 0, 0);
    }

    /** Of all recordings whose seats are known; empty where there are none or no turn has a direction. */
    public static Optional<DirectionAccuracy> of(List<EvaluatedMeeting> evaluated) {
        DirectionAccuracy all = none();
        for (EvaluatedMeeting one : evaluated) {
            Optional<OracleDirections> seats =
                    OracleDirections.read(one.meeting().sound());
            if (seats.isPresent()) {
                all = all.plus(of(one.heard().main(), one.meeting().reference(), seats.get()));
            }
        }
        return all.directed() == 0 ? Optional.empty() : Optional.of(all);
    }

    /** Of one recording. */
    static DirectionAccuracy of(EmissionLog log, Annotation truth, OracleDirections seats) {
        DirectionAccuracy all = none();
        SpeakerMapping mapping = SpeakerMapping.between(truth, log.finalLabels());
        for (EmissionLog.Version version : log.versions()) {
            SpeechTurn turn = version.turn();
            double seconds = (double) (turn.toSample() - turn.fromSample()) / log.sampleRateHz();
            if (version.until() == Long.MAX_VALUE && seconds >= LEAST_SECONDS) {
                Span span = new Span(log.nanoseconds(turn.fromSample()), log.nanoseconds(turn.toSample()));
                Optional<String> own = mapping.trueOf(version.speaker()).filter(one -> spokenNs(truth, one, span) > 0);
                all = all.plus(of(turn, own.or(() -> speaksMost(truth, span)), seats));
            }
        }
        return all;
    }

    private static DirectionAccuracy of(SpeechTurn turn, Optional<String> speaker, OracleDirections seats) {
        if (turn.bearing().isEmpty()) {
            return new DirectionAccuracy(1, 0, 0, 0);
        }
        double azimuth = turn.bearing().get().azimuthDegrees();
        boolean right = speaker.map(one -> seats.azimuths().get(one))
                .filter(seat -> Azimuth.between(azimuth, seat) <= NEAR_DEGREES)
                .isPresent();
        return new DirectionAccuracy(1, 1, right ? 1 : 0, turn.bearing().get().confidence());
    }

    private static Optional<String> speaksMost(Annotation truth, Span span) {
        return truth.speakers().stream()
                .filter(speaker -> spokenNs(truth, speaker, span) > 0)
                .max(Comparator.comparingLong(speaker -> spokenNs(truth, speaker, span)));
    }

    private static long spokenNs(Annotation truth, String speaker, Span span) {
        long sum = 0;
        for (Annotation.Segment segment : truth.segments()) {
            if (segment.speaker().equals(speaker)) {
                long from = Math.max(span.from(), segment.span().from());
                sum += Math.max(0, Math.min(span.to(), segment.span().to()) - from);
            }
        }
        return sum;
    }

    /** Both together. */
    DirectionAccuracy plus(DirectionAccuracy other) {
        return new DirectionAccuracy(
                turns + other.turns,
                directed + other.directed,
                right + other.right,
                confidenceSum + other.confidenceSum);
    }

    /** Share of all turns whose direction is right. */
    public double rightShare() {
        return (double) right / turns;
    }

    /** Mean confidence of those with a direction; calibrated, it is the share of them that is right. */
    public double confidence() {
        return confidenceSum / directed;
    }

    /** Share of all turns that have a direction. */
    public double directedShare() {
        return (double) directed / turns;
    }
}
