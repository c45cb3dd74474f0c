package dev.rostrum.diarization.tracking;

import dev.rostrum.diarization.evidence.EmbeddingEvidence;
import dev.rostrum.diarization.evidence.RecordedPosteriors;
import dev.rostrum.diarization.evidence.WindowEvidence;
import dev.rostrum.model.segmentation.SpeakerPosteriors;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps what is no number out of the tracking, where one NaN would spread to every mean it touches: a window with any
 * such posterior counts as one without frames and local speakers, and a vector that is not finite or has no length is
 * left out. Counts the windows that lost something. One thread.
 */
public final class UsableEvidence {
    private final AtomicLong damaged = new AtomicLong();

    /** What of {@code evidence} can be used; the same where all of it can. */
    public WindowEvidence of(WindowEvidence evidence) {
        boolean heard = finite(evidence.posteriors());
        Map<Integer, EmbeddingEvidence> locals = new HashMap<>();
        evidence.locals().forEach((local, speaker) -> {
            if (heard && usable(speaker.vector())) {
                locals.put(local, speaker);
            }
        });
        List<EmbeddingEvidence> pieces = evidence.pieces().stream()
                .filter(piece -> usable(piece.vector()))
                .toList();
        if (heard
                && locals.size() == evidence.locals().size()
                && pieces.size() == evidence.pieces().size()) {
            return evidence;
        }
        damaged.incrementAndGet();
        SpeakerPosteriors posteriors = heard ? evidence.posteriors() : nothing(evidence.posteriors());
        return new WindowEvidence(evidence.endSample(), posteriors, locals, pieces, evidence.directions());
    }

    /** How many windows lost something so far. Any thread. */
    public long damaged() {
        return damaged.get();
    }

    private static boolean finite(SpeakerPosteriors posteriors) {
        float sum = 0; // not finite as soon as one term is not; probabilities cannot overflow it
        for (int i = 0; i < posteriors.frames(); i++) {
            sum += posteriors.speech(i) + posteriors.overlap(i);
            for (int local = 0; local < posteriors.localSpeakers(); local++) {
                sum += posteriors.active(i, local);
            }
        }
        return Float.isFinite(sum);
    }

    private static boolean usable(float[] vector) {
        double square = 0;
        for (float value : vector) {
            square += (double) value * value;
        }
        return square > 0 && Double.isFinite(square);
    }

    private static SpeakerPosteriors nothing(SpeakerPosteriors of) {
        return new RecordedPosteriors(of.firstSample(), of.grid(), new float[0], new float[2][0], new byte[0]);
    }
}
