package dev.rostrum.lab.scoring;

import dev.rostrum.service.annotation.Spans;

/**
 * How well instants of one kind (speech, overlap) were found.
 *
 * @param referenceNs time of that kind in the reference
 * @param foundNs time of that kind in the hypothesis
 * @param bothNs time in both
 */
public record DetectionScore(long referenceNs, long foundNs, long bothNs) {
    /** Nothing to find, nothing found. */
    public static DetectionScore none() {
        return new DetectionScore(0, 0, 0);
    }

    /** Of the instants of the kind in either. */
    public static DetectionScore of(Spans reference, Spans found) {
        return new DetectionScore(
                reference.length(), found.length(), reference.and(found).length());
    }

    /** Both together. */
    public DetectionScore plus(DetectionScore other) {
        return new DetectionScore(referenceNs + other.referenceNs, foundNs + other.foundNs, bothNs + other.bothNs);
    }

    /** Time of the kind that was not found. */
    public long missNs() {
        return referenceNs - bothNs;
    }

    /** Time found that is not of the kind. */
    public long falseAlarmNs() {
        return foundNs - bothNs;
    }

    /** Share of what was found that is right; 1 where nothing was found. */
    public double precision() {
        return foundNs == 0 ? 1 : (double) bothNs / foundNs;
    }

    /** Share of what is there that was found; 1 where nothing is there. */
    public double recall() {
        return referenceNs == 0 ? 1 : (double) bothNs / referenceNs;
    }

    /** Harmonic mean of precision and recall; 1 where there was nothing to find and nothing found. */
    public double f1() {
        return referenceNs + foundNs == 0 ? 1 : 2.0 * bothNs / (referenceNs + foundNs);
    }

    /** Misses and false alarms over what is there; without any of it 0 where nothing was found, else 1. */
    public double errorRate() {
        if (referenceNs == 0) {
            return foundNs == 0 ? 0 : 1;
        }
        return (double) (missNs() + falseAlarmNs()) / referenceNs;
    }
}
