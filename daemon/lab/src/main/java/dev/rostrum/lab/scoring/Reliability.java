package dev.rostrum.lab.scoring;

import dev.rostrum.service.annotation.Annotation;
import dev.rostrum.service.annotation.Span;
import dev.rostrum.service.annotation.Spans;
import dev.rostrum.service.replay.EmissionLog;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a confidence means what it says: of all labelled time with a confidence of about p, is a share of p right?
 * A label is right where its speaker, by the mapping of the score, speaks in the reference; a label on silence is
 * wrong.
 *
 * @param bins confidence from 0 to 1 in {@link #BINS} equal steps
 */
public record Reliability(List<Bin> bins) {
    /** Steps of the table. */
    public static final int BINS = 10;

    /**
     * Labelled time whose confidence lies in one step.
     *
     * @param timeNs once for each speaker
     * @param rightNs of it what is right
     * @param confidenceNs time weighted by confidence
     */
    public record Bin(long timeNs, long rightNs, double confidenceNs) {
        /** Mean confidence, 0 where there is no time. */
        public double confidence() {
            return timeNs == 0 ? 0 : confidenceNs / timeNs;
        }

        /** Share that is right, 0 where there is no time. */
        public double right() {
            return timeNs == 0 ? 0 : (double) rightNs / timeNs;
        }
    }

    public Reliability {
        bins = List.copyOf(bins);
    }

    /** Nothing was labelled. */
    public static Reliability none() {
        List<Bin> bins = new ArrayList<>();
        for (int i = 0; i < BINS; i++) {
            bins.add(new Bin(0, 0, 0));
        }
        return new Reliability(bins);
    }

    /** Of what was said live at this latency in one recording. */
    public static Reliability of(EmissionLog log, long latencySamples, Annotation reference, Spans region) {
        Annotation truth = reference.within(region);
        SpeakerMapping mapping =
                SpeakerMapping.between(truth, log.live(latencySamples).within(region));
        List<Bin> bins = new ArrayList<>(none().bins());
        for (EmissionLog.Version version : log.versions()) {
            Span samples = version.labelled(latencySamples);
            Spans labelled = Spans.of(log.nanoseconds(samples.from()), log.nanoseconds(samples.to()))
                    .and(region);
            Spans speech = mapping.trueOf(version.speaker()).map(truth::of).orElse(Spans.none());
            float confidence = version.turn().confidence();
            int step = Math.min(BINS - 1, (int) (confidence * BINS));
            long time = labelled.length();
            Bin more = new Bin(time, labelled.and(speech).length(), (double) confidence * time);
            bins.set(step, plus(bins.get(step), more));
        }
        return new Reliability(bins);
    }

    /** Both together. */
    public Reliability plus(Reliability other) {
        List<Bin> sums = new ArrayList<>();
        for (int i = 0; i < BINS; i++) {
            sums.add(plus(bins.get(i), other.bins.get(i)));
        }
        return new Reliability(sums);
    }

    /** Expected calibration error: mean distance of confidence and share that is right, by time; 0 is best. */
    public double calibrationError() {
        double distance = 0;
        long time = 0;
        for (Bin bin : bins) {
            distance += Math.abs(bin.confidenceNs() - bin.rightNs());
            time += bin.timeNs();
        }
        return time == 0 ? 0 : distance / time;
    }

    private static Bin plus(Bin a, Bin b) {
        return new Bin(a.timeNs() + b.timeNs(), a.rightNs() + b.rightNs(), a.confidenceNs() + b.confidenceNs());
    }
}
