package dev.rostrum.lab.scoring;

import dev.rostrum.service.annotation.Annotation;
import dev.rostrum.service.annotation.Spans;

/**
 * Everything that one labelling of a recording (live at some latency, or final) can be asked for, from one mapping.
 *
 * @param diarization DER with its parts, JER
 * @param singleSpeaker errors where the reference has exactly one speaker
 * @param overlapped errors where it has two or more; false alarms in silence are in neither
 * @param speech instants at which anybody speaks
 * @param overlap instants at which two or more speak
 * @param speakers whether the right ones were found
 * @param shortTurns what became of short answers
 */
public record LabelScore(
        DiarizationScore diarization,
        ErrorParts singleSpeaker,
        ErrorParts overlapped,
        DetectionScore speech,
        DetectionScore overlap,
        SpeakerCount speakers,
        ShortTurns shortTurns) {
    /** No recording. */
    public static LabelScore none() {
        return new LabelScore(
                DiarizationScore.none(),
                ErrorParts.none(),
                ErrorParts.none(),
                DetectionScore.none(),
                DetectionScore.none(),
                SpeakerCount.none(),
                ShortTurns.none());
    }

    /** Of one recording, everything in the region scored. */
    public static LabelScore of(Annotation reference, Annotation hypothesis, Spans region) {
        Annotation truth = reference.within(region);
        Annotation found = hypothesis.within(region);
        SpeakerMapping mapping = SpeakerMapping.between(truth, found);
        Spans twice = truth.overlap();
        Spans once = truth.speech().minus(twice);
        return new LabelScore(
                DiarizationScore.of(reference, hypothesis, region, DiarizationScore.Settings.defaults()),
                ErrorParts.of(truth.within(once), found.within(once), mapping),
                ErrorParts.of(truth.within(twice), found.within(twice), mapping),
                DetectionScore.of(truth.speech(), found.speech()),
                DetectionScore.of(twice, found.overlap()),
                SpeakerCount.of(truth, found, mapping, region.length()),
                ShortTurns.of(reference, found, mapping, region));
    }

    /** Both together. */
    public LabelScore plus(LabelScore other) {
        return new LabelScore(
                diarization.plus(other.diarization),
                singleSpeaker.plus(other.singleSpeaker),
                overlapped.plus(other.overlapped),
                speech.plus(other.speech),
                overlap.plus(other.overlap),
                speakers.plus(other.speakers),
                shortTurns.plus(other.shortTurns));
    }
}
