package dev.rostrum.lab.scoring;

import dev.rostrum.service.annotation.Annotation;
import java.util.BitSet;
import java.util.List;

/**
 * The errors of a hypothesis under a given mapping of speakers, in nanoseconds. Unlike {@link DiarizationScore} the
 * mapping is not sought, so that the parts of a recording (single speakers, overlap) share one and add up.
 *
 * @param totalNs speech in the reference, overlapped speech once for each speaker
 * @param missNs speech of which nobody was claimed
 * @param falseAlarmNs claimed speech that is none
 * @param confusionNs speech claimed for another speaker
 */
public record ErrorParts(long totalNs, long missNs, long falseAlarmNs, long confusionNs) {
    /** No speech. */
    public static ErrorParts none() {
        return new ErrorParts(0, 0, 0, 0);
    }

    /** The errors of all of the hypothesis. */
    public static ErrorParts of(Annotation reference, Annotation hypothesis, SpeakerMapping mapping) {
        Sweep sweep = new Sweep(reference, hypothesis);
        int[] trueOfFound = trueOfFound(sweep, mapping);
        long[] sums = new long[4];
        sweep.forEachCell((cell, inReference, inHypothesis) -> {
            int known = inReference.cardinality();
            int found = inHypothesis.cardinality();
            long claimed = Math.min(known, found);
            sums[0] += cell.length() * known;
            sums[1] += cell.length() * (known - claimed);
            sums[2] += cell.length() * (found - claimed);
            sums[3] += cell.length() * (claimed - right(inReference, inHypothesis, trueOfFound));
        });
        return new ErrorParts(sums[0], sums[1], sums[2], sums[3]);
    }

    /** Both together. */
    public ErrorParts plus(ErrorParts other) {
        return new ErrorParts(
                totalNs + other.totalNs,
                missNs + other.missNs,
                falseAlarmNs + other.falseAlarmNs,
                confusionNs + other.confusionNs);
    }

    /** All errors. */
    public long errorNs() {
        return missNs + falseAlarmNs + confusionNs;
    }

    /** Errors over speech; without any speech in the reference 0 where nothing was claimed, else 1. */
    public double rate() {
        if (totalNs == 0) {
            return errorNs() == 0 ? 0 : 1;
        }
        return (double) errorNs() / totalNs;
    }

    private static int right(BitSet inReference, BitSet inHypothesis, int[] trueOfFound) {
        int right = 0;
        for (int found = inHypothesis.nextSetBit(0); found >= 0; found = inHypothesis.nextSetBit(found + 1)) {
            if (trueOfFound[found] >= 0 && inReference.get(trueOfFound[found])) {
                right++;
            }
        }
        return right;
    }

    /** Indices into the sweep's speakers; -1 for a found speaker who is none of them. */
    private static int[] trueOfFound(Sweep sweep, SpeakerMapping mapping) {
        List<String> known = sweep.referenceSpeakers();
        return sweep.hypothesisSpeakers().stream()
                .mapToInt(found -> mapping.trueOf(found).map(known::indexOf).orElse(-1))
                .toArray();
    }
}
