package dev.rostrum.lab.study;

import dev.rostrum.lab.alteration.Alteration;
import dev.rostrum.lab.evaluation.EvaluationRun;
import dev.rostrum.lab.evaluation.Meeting;
import dev.rostrum.lab.scoring.ScoredRegion;
import dev.rostrum.service.annotation.Annotation;
import dev.rostrum.service.annotation.Span;
import dev.rostrum.service.annotation.Spans;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Recordings whose sound is altered before it is heard; see {@link MadeRecordings}. */
final class AlteredRecordings {
    private final MadeRecordings made;

    /** @param folder for the files; nothing stays in it */
    AlteredRecordings(Path folder) {
        this.made = new MadeRecordings(folder);
    }

    /**
     * A recording as it will be. Where the tempo changes, the part that is scored is that of the original without
     * labels, moved with the truth.
     *
     * @param name of the alteration; a recording's name and it are unique together
     */
    Meeting declare(String name, Alteration alteration, Meeting original) {
        return made.declare(
                moved(name + "/" + original.name(), alteration.tempo(), original),
                Path.of(MadeRecordings.fileName(name), original.name() + ".wav"),
                () -> {
                    WholeSound sound = WholeSound.firstChannel(original.sound());
                    float[] altered = alteration.of(
                            sound.channels()[0], sound.rateHz(), original.name().hashCode());
                    return new WholeSound(new float[][] {altered}, sound.rateHz());
                });
    }

    /** Ears that hear what was declared, and all others as they are. */
    Supplier<EvaluationRun.Ears> heardBy(Supplier<EvaluationRun.Ears> own) {
        return made.heardBy(own);
    }

    private static Meeting moved(String name, double tempo, Meeting original) {
        if (tempo == 1) {
            return new Meeting(name, original.sound(), original.reference(), original.scored(), original.lengthNs());
        }
        Spans scored = moved(original.scored().of(original.reference(), Annotation.empty()), tempo);
        Annotation truth = Annotation.of(original.reference().segments().stream()
                .map(segment -> new Annotation.Segment(segment.speaker(), moved(segment.span(), tempo)))
                .toList());
        long lengthNs = Math.round(original.lengthNs() / tempo);
        return new Meeting(name, original.sound(), truth, ScoredRegion.uem(scored), lengthNs);
    }

    private static Spans moved(Spans spans, double tempo) {
        return new Spans(spans.list().stream().map(span -> moved(span, tempo)).toList());
    }

    private static Span moved(Span span, double tempo) {
        return new Span(Math.round(span.from() / tempo), Math.round(span.to() / tempo));
    }
}
