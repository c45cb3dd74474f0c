package dev.rostrum.lab.scoring;

import dev.rostrum.service.annotation.Annotation;
import dev.rostrum.service.annotation.Spans;

/** Says which part of a recording is scored. */
@FunctionalInterface
public interface ScoredRegion {
    /** The part, in nanoseconds, for this reference and these labels. */
    Spans of(Annotation reference, Annotation labels);

    /** What an evaluation map names. */
    static ScoredRegion uem(Spans spans) {
        return (reference, labels) -> spans;
    }

    /** From the first to the last speech in either: where there is no map, as in pyannote.metrics. */
    static ScoredRegion commonExtent() {
        return DiarizationScore::commonExtent;
    }
}
