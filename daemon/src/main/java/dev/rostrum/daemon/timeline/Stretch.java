package dev.rostrum.daemon.timeline;

import dev.rostrum.daemon.frontend.Bearing;
import dev.rostrum.daemon.timeline.SpeechTurn.Certainty;
import dev.rostrum.daemon.timeline.SpeechTurn.Stage;
import dev.rostrum.daemon.tracking.SpeakerId;
import java.util.Comparator;
import java.util.Optional;

/**
 * A stretch of speech of one talker, not yet a turn.
 *
 * @param confidence 0 to 1
 * @param bearing from where the talker is heard
 */
record Stretch(
        SpeakerId speaker,
        long fromSample,
        long toSample,
        Certainty certainty,
        float confidence,
        Optional<Bearing> bearing) {
    static final Comparator<Stretch> BY_TIME =
            Comparator.comparingLong(Stretch::fromSample).thenComparing(Stretch::speaker);

    /** How many samples of it lie in a span. */
    long common(long from, long to) {
        return Math.max(0, Math.min(toSample, to) - Math.max(fromSample, from));
    }

    /** The same, but beginning at {@code sample}. */
    Stretch beginningAt(long sample) {
        return new Stretch(speaker, sample, toSample, certainty, confidence, bearing);
    }

    SpeechTurn asTurn(long id, int revision, Stage stage) {
        return new SpeechTurn(id, revision, speaker, fromSample, toSample, stage, certainty, confidence, bearing);
    }
}
