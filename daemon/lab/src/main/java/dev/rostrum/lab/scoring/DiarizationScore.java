package dev.rostrum.lab.scoring;

import dev.rostrum.service.annotation.Annotation;
import dev.rostrum.service.annotation.Span;
import dev.rostrum.service.annotation.Spans;
import java.util.ArrayList;
import java.util.List;

/**
 * How far a hypothesis is from the reference. Scores of many recordings are added with {@link #plus}; the rates of
 * the sum are then over all speech, not means over recordings.
 *
 * <p>The definitions are those of pyannote.metrics after {@code support()}: the diarization error rate of NIST RT-09
 * with an optimal one-to-one mapping found on what is scored, and the Jaccard error rate of the second DIHARD
 * challenge.
 *
 * @param files how many recordings stand behind it
 * @param totalNs speech in the reference, overlapped speech once for each speaker
 * @param missNs speech of which nobody was claimed
 * @param falseAlarmNs claimed speech that is none
 * @param confusionNs speech claimed for another speaker
 * @param referenceSpeakers speakers with scored speech in the reference
 * @param foundSpeakers speakers with scored speech in the hypothesis
 * @param countError differences between the two numbers, without sign
 * @param jaccardErrors sum over the reference's speakers of their own error, each 0 to 1
 */
public record DiarizationScore(
        int files,
        long totalNs,
        long missNs,
        long falseAlarmNs,
        long confusionNs,
        int referenceSpeakers,
        int foundSpeakers,
        int countError,
        double jaccardErrors) {

    /** Whether instants at which two or more speak are scored. */
    public enum Overlap {
        SCORED,
        SKIPPED
    }

    /**
     * What is left out of the scoring.
     *
     * @param collarSeconds total width, half on each side of every boundary in the reference
     * @param overlap whether overlapped speech (of the reference) counts
     */
    public record Settings(double collarSeconds, Overlap overlap) {
        public Settings {
            if (!(collarSeconds >= 0 && collarSeconds < 1e6)) {
                throw new IllegalArgumentException("collarSeconds=" + collarSeconds);
            }
        }

        /** Everything is scored. */
        public static Settings defaults() {
            return new Settings(0, Overlap.SCORED);
        }
    }

    /** No recording. */
    public static DiarizationScore none() {
        return new DiarizationScore(0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    /**
     * Scores one recording.
     *
     * @param region what is scored, before collars and overlap are taken out; see {@link #commonExtent} where nothing
     *     says
     */
    public static DiarizationScore of(Annotation reference, Annotation hypothesis, Spans region, Settings settings) {
        Spans scored = region.minus(leftOut(reference, settings));
        return scored(reference.within(scored), hypothesis.within(scored));
    }

    /** From the first to the last speech in either: what is scored where there is no UEM, as in pyannote.metrics. */
    public static Spans commonExtent(Annotation reference, Annotation hypothesis) {
        Span extent = reference.speech().or(hypothesis.speech()).extent();
        return Spans.of(extent.from(), extent.to());
    }

    private static DiarizationScore scored(Annotation reference, Annotation hypothesis) {
        SpeakerMapping mapping = SpeakerMapping.between(reference, hypothesis);
        ErrorParts parts = ErrorParts.of(reference, hypothesis, mapping);
        int known = reference.speakers().size();
        int found = hypothesis.speakers().size();
        return new DiarizationScore(
                1,
                parts.totalNs(),
                parts.missNs(),
                parts.falseAlarmNs(),
                parts.confusionNs(),
                known,
                found,
                Math.abs(known - found),
                jaccardErrors(reference, hypothesis, mapping));
    }

    /** Both scores together. */
    public DiarizationScore plus(DiarizationScore other) {
        return new DiarizationScore(
                files + other.files,
                totalNs + other.totalNs,
                missNs + other.missNs,
                falseAlarmNs + other.falseAlarmNs,
                confusionNs + other.confusionNs,
                referenceSpeakers + other.referenceSpeakers,
                foundSpeakers + other.foundSpeakers,
                countError + other.countError,
                jaccardErrors + other.jaccardErrors);
    }

    /** All errors. */
    public long errorNs() {
        return missNs + falseAlarmNs + confusionNs;
    }

    /** {@code ns} as a share of the speech in the reference; not a number where there is none. */
    public double share(long ns) {
        return (double) ns / totalNs;
    }

    /** Diarization error rate, 0 and up; without any speech in the reference 0 where nothing was claimed, else 1. */
    public double der() {
        if (totalNs == 0) {
            return errorNs() == 0 ? 0 : 1;
        }
        return (double) errorNs() / totalNs;
    }

    /** Jaccard error rate, 0 to 1; without any speaker in the reference 1, as in pyannote.metrics. */
    public double jer() {
        return referenceSpeakers == 0 ? 1 : jaccardErrors / referenceSpeakers;
    }

    private static double jaccardErrors(Annotation reference, Annotation hypothesis, SpeakerMapping mapping) {
        double errors = 0;
        for (String speaker : reference.speakers()) {
            Spans known = reference.of(speaker);
            Spans found = mapping.foundOf(speaker).map(hypothesis::of).orElse(Spans.none());
            long either = known.or(found).length();
            errors += (double) (either - known.and(found).length()) / either;
        }
        return errors;
    }

    private static Spans leftOut(Annotation reference, Settings settings) {
        List<Span> out = new ArrayList<>();
        long half = Math.round(settings.collarSeconds() * 1e9 / 2);
        for (Annotation.Segment segment : reference.segments()) {
            out.add(new Span(segment.span().from() - half, segment.span().from() + half));
            out.add(new Span(segment.span().to() - half, segment.span().to() + half));
        }
        if (settings.overlap() == Overlap.SKIPPED) {
            out.addAll(reference.overlap().list());
        }
        return new Spans(out);
    }
}
