package dev.rostrum.diarization.timeline;

import dev.rostrum.diarization.frontend.Bearing;
import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.diarization.timeline.SpeechTurn.Certainty;
import dev.rostrum.diarization.timeline.SpeechTurn.Stage;
import java.util.Comparator;
import java.util.Optional;

/**
 * A stretch of speech of one speaker, not yet a turn.
 *
 * @param confidence 0 to 1
 * @param bearing from where the speaker is heard
 */
record LabelSegment(
        SpeakerId speaker,
        long fromSample,
        long toSample,
        Certainty certainty,
        float confidence,
        Optional<Bearing> bearing) {
    static final Comparator<LabelSegment> BY_TIME =
            Comparator.comparingLong(LabelSegment::fromSample).thenComparing(LabelSegment::speaker);

    /** How many samples of it lie in a span. */
    long common(long from, long to) {
        return Math.max(0, Math.min(toSample, to) - Math.max(fromSample, from));
    }

    /** That of a turn so far. */
    static LabelSegment of(SpeechTurn turn) {
        return new LabelSegment(
                turn.speaker(),
                turn.fromSample(),
                turn.toSample(),
                turn.certainty(),
                turn.confidence(),
                turn.bearing());
    }

    long samples() {
        return toSample - fromSample;
    }

    /** This and a later one of the same speaker as one, with the pause between them; as certain as the later one. */
    LabelSegment and(LabelSegment later) {
        double share = (double) later.samples() / (samples() + later.samples());
        return new LabelSegment(
                speaker,
                fromSample,
                later.toSample,
                later.certainty,
                (confidence * samples() + later.confidence * later.samples()) / (samples() + later.samples()),
                blended(bearing, later.bearing, share));
    }

    /** The direction of two stretches together; the second has this share of them. */
    private static Optional<Bearing> blended(Optional<Bearing> first, Optional<Bearing> second, double share) {
        if (first.isEmpty() || second.isEmpty()) {
            return first.isPresent() ? first : second;
        }
        return Optional.of(first.get().blended(second.get(), share));
    }

    /** The same, but beginning at {@code sample}. */
    LabelSegment beginningAt(long sample) {
        return new LabelSegment(speaker, sample, toSample, certainty, confidence, bearing);
    }

    SpeechTurn asTurn(long id, int revision, Stage stage) {
        return new SpeechTurn(id, revision, speaker, fromSample, toSample, stage, certainty, confidence, bearing);
    }
}
