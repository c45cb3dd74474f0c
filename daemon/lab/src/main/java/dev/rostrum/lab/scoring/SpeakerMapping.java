package dev.rostrum.lab.scoring;

import dev.rostrum.diarization.tracking.LinearAssignment;
import dev.rostrum.service.annotation.Annotation;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which found speaker is which true one: one to one, so that they speak together for as long as possible in total.
 * Those who never speak together are not matched.
 *
 * @param trueOfFound name in the hypothesis to name in the reference, sorted
 * @param togetherNs time in which a found speaker and its true one both speak, over all pairs
 */
public record SpeakerMapping(SortedMap<String, String> trueOfFound, long togetherNs) {
    /** The best mapping between the two as they are. */
    public static SpeakerMapping between(Annotation reference, Annotation hypothesis) {
        Sweep sweep = new Sweep(reference, hypothesis);
        int found = sweep.hypothesisSpeakers().size();
        int known = sweep.referenceSpeakers().size();
        double[][] together = new double[found][known];
        sweep.forEachCell((cell, inReference, inHypothesis) -> inHypothesis.stream()
                .forEach(row -> inReference.stream().forEach(column -> together[row][column] += cell.length())));
        SortedMap<String, String> trueOfFound = new TreeMap<>();
        long sum = 0;
        int[] columnOfRow = LinearAssignment.maximise(together);
        for (int row = 0; row < found; row++) {
            int column = columnOfRow[row];
            if (column >= 0 && together[row][column] > 0) {
                trueOfFound.put(
                        sweep.hypothesisSpeakers().get(row),
                        sweep.referenceSpeakers().get(column));
                sum += (long) together[row][column];
            }
        }
        return new SpeakerMapping(trueOfFound, sum);
    }

    /** The true speaker behind a found one. */
    public Optional<String> trueOf(String found) {
        return Optional.ofNullable(trueOfFound.get(found));
    }

    /** The found speaker for a true one. */
    public Optional<String> foundOf(String known) {
        return trueOfFound.entrySet().stream()
                .filter(pair -> pair.getValue().equals(known))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
