package dev.rostrum.lab.scoring;

import dev.rostrum.service.annotation.Annotation;
import dev.rostrum.service.annotation.AnnotationException;
import dev.rostrum.service.annotation.Rttm;
import dev.rostrum.service.annotation.Spans;
import dev.rostrum.service.annotation.Uem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Two RTTM files held against each other, recording by recording. A recording that only one of them knows counts as
 * silence in the other.
 *
 * @param scores by recording
 * @param notes what a reader of the figures should know
 */
public record RttmComparison(SortedMap<String, DiarizationScore> scores, List<String> notes) {
    public RttmComparison {
        notes = List.copyOf(notes);
    }

    /**
     * The two files, each recording scored from the first to the last speech in either.
     *
     * @throws AnnotationException a file that cannot be read, or files about different recordings
     */
    public static RttmComparison of(Path reference, Path hypothesis, DiarizationScore.Settings settings) {
        List<String> notes = new ArrayList<>();
        SortedMap<String, Annotation> truth = Rttm.read(reference);
        SortedMap<String, Annotation> found = sameNames(truth, reference, hypothesis, notes);
        notes.add("no UEM: scored from the first to the last speech in either file");
        SortedMap<String, DiarizationScore> scores = new TreeMap<>();
        for (String recording : recordings(truth, found)) {
            Annotation known = truth.getOrDefault(recording, Annotation.empty());
            Annotation labels = found.getOrDefault(recording, Annotation.empty());
            scores.put(
                    recording,
                    DiarizationScore.of(known, labels, DiarizationScore.commonExtent(known, labels), settings));
        }
        return new RttmComparison(scores, notes);
    }

    /**
     * The two files, scored where the UEM says.
     *
     * @throws AnnotationException as above, and where a recording is not in the UEM
     */
    public static RttmComparison of(Path reference, Path hypothesis, Path uem, DiarizationScore.Settings settings) {
        List<String> notes = new ArrayList<>();
        SortedMap<String, Annotation> truth = Rttm.read(reference);
        SortedMap<String, Annotation> found = sameNames(truth, reference, hypothesis, notes);
        SortedMap<String, Spans> regions = Uem.read(uem);
        SortedMap<String, DiarizationScore> scores = new TreeMap<>();
        for (String recording : recordings(truth, found)) {
            if (!regions.containsKey(recording)) {
                throw new AnnotationException(uem, "names no part of " + recording + " to score");
            }
            scores.put(
                    recording,
                    DiarizationScore.of(
                            truth.getOrDefault(recording, Annotation.empty()),
                            found.getOrDefault(recording, Annotation.empty()),
                            regions.getOrDefault(recording, Spans.none()),
                            settings));
        }
        return new RttmComparison(scores, notes);
    }

    /** All recordings together. */
    public DiarizationScore total() {
        return scores.values().stream().reduce(DiarizationScore.none(), DiarizationScore::plus);
    }

    private static SortedSet<String> recordings(
            SortedMap<String, Annotation> truth, SortedMap<String, Annotation> found) {
        SortedSet<String> recordings = new TreeSet<>(truth.keySet());
        recordings.addAll(found.keySet());
        return recordings;
    }

    /** The hypothesis; where both files are about one recording each and its names differ, under the reference's. */
    private static SortedMap<String, Annotation> sameNames(
            SortedMap<String, Annotation> truth, Path reference, Path hypothesis, List<String> notes) {
        SortedMap<String, Annotation> found = Rttm.read(hypothesis);
        if (truth.isEmpty() || found.isEmpty() || !Collections.disjoint(truth.keySet(), found.keySet())) {
            return found;
        }
        if (truth.size() > 1 || found.size() > 1) {
            throw new AnnotationException(
                    hypothesis,
                    "has no recording in common with " + reference + ": " + found.keySet() + " against "
                            + truth.keySet());
        }
        String name = truth.keySet().iterator().next();
        notes.add(found.keySet().iterator().next() + " in " + hypothesis + " is taken for " + name);
        SortedMap<String, Annotation> renamed = new TreeMap<>();
        found.values().forEach(labels -> renamed.put(name, labels));
        return renamed;
    }
}
