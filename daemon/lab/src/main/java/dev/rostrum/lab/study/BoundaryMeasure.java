package dev.rostrum.lab.study;

import dev.rostrum.lab.scoring.BoundaryLooseness;
import dev.rostrum.lab.scoring.DiarizationScore;
import dev.rostrum.lab.scoring.ScoredRegion;
import dev.rostrum.service.annotation.Annotation;
import dev.rostrum.service.annotation.Spans;

/**
 * How loose a reference is, and what that makes of the errors.
 *
 * @param boundaries starts and ends in the reference
 * @param free those that stand free
 * @param sound how far these lie outside the sound, by its level
 * @param posteriors how far outside of what the segmentation network holds for speech
 * @param asMarked final labels against the reference
 * @param bySound the same labels where free boundaries are moved to the sound's, over the same region
 * @param byPosteriors where they are moved to the network's
 */
record BoundaryMeasure(
        int boundaries,
        int free,
        BoundaryLooseness sound,
        BoundaryLooseness posteriors,
        DiarizationScore asMarked,
        DiarizationScore bySound,
        DiarizationScore byPosteriors) {

    /**
     * Where a recording has speech by those that do not know the reference.
     *
     * @param sound by its level
     * @param posteriors by the network
     */
    record Heard(Spans sound, Spans posteriors) {}

    /** No recording. */
    static BoundaryMeasure none() {
        BoundaryLooseness loose = BoundaryLooseness.none();
        DiarizationScore score = DiarizationScore.none();
        return new BoundaryMeasure(0, 0, loose, loose, score, score, score);
    }

    /** Of one recording with its final labels. */
    static BoundaryMeasure of(FreeBoundaries reference, Heard heard, Annotation labels, ScoredRegion scored) {
        Annotation marked = reference.asMarked();
        Spans region = scored.of(marked, labels);
        return new BoundaryMeasure(
                2 * reference.turns().size(),
                reference.free(),
                reference.against(heard.sound()),
                reference.against(heard.posteriors()),
                score(marked, labels, region),
                score(reference.movedTo(heard.sound()), labels, region),
                score(reference.movedTo(heard.posteriors()), labels, region));
    }

    /** Both together. */
    BoundaryMeasure plus(BoundaryMeasure other) {
        return new BoundaryMeasure(
                boundaries + other.boundaries,
                free + other.free,
                sound.plus(other.sound),
                posteriors.plus(other.posteriors),
                asMarked.plus(other.asMarked),
                bySound.plus(other.bySound),
                byPosteriors.plus(other.byPosteriors));
    }

    private static DiarizationScore score(Annotation reference, Annotation labels, Spans region) {
        return DiarizationScore.of(reference, labels, region, DiarizationScore.Settings.defaults());
    }
}
