package dev.rostrum.diarization.evidence;

import dev.rostrum.diarization.frontend.DirectionTrack;
import dev.rostrum.model.segmentation.SpeakerPosteriors;
import java.util.List;
import java.util.Map;

/**
 * All that the networks say of one window: everything after this is a pure function of these records, so they can be
 * recorded and replayed without the networks.
 *
 * @param endSample one past the window's last sample; the stream position at which it was made
 * @param posteriors who of the window's local speakers is active in each frame
 * @param locals local speaker number to the vector of its clean frames, for those that have enough of them
 * @param pieces short pieces of sound that became complete since the last window, whoever speaks in them
 * @param directions from where sound came since the last window; empty where nobody knows
 */
public record WindowEvidence(
        long endSample,
        SpeakerPosteriors posteriors,
        Map<Integer, EmbeddingEvidence> locals,
        List<EmbeddingEvidence> pieces,
        DirectionTrack directions) {
    public WindowEvidence {
        locals = Map.copyOf(locals);
        pieces = List.copyOf(pieces);
    }

    /** What is said of a window of which nobody knows the directions. */
    public WindowEvidence(
            long endSample,
            SpeakerPosteriors posteriors,
            Map<Integer, EmbeddingEvidence> locals,
            List<EmbeddingEvidence> pieces) {
        this(endSample, posteriors, locals, pieces, DirectionTrack.NONE);
    }

    /** The same, heard from these directions. */
    public WindowEvidence from(DirectionTrack newDirections) {
        return new WindowEvidence(endSample, posteriors, locals, pieces, newDirections);
    }
}
