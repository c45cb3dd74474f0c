package dev.rostrum.diarization.timeline;

import dev.rostrum.diarization.frontend.Bearing;
import dev.rostrum.diarization.speakers.SpeakerId;
import java.util.Optional;

/**
 * One stretch of speech by one speaker, as published. A later record with the same id and a higher revision
 * replaces it whole; with the same revision it only carries on.
 *
 * @param id stable within the meeting, from 1
 * @param revision 0 when first published; raised by each correction
 * @param fromSample first sample
 * @param toSample one past the last sample that is claimed so far
 * @param stage OPEN while the speaker goes on
 * @param certainty PROVISIONAL until the speaker behind the speaker is established
 * @param confidence calibrated probability that the speaker is right, 0 to 1
 * @param bearing from where the speaker is heard, where a direction is known
 */
public record SpeechTurn(
        long id,
        int revision,
        SpeakerId speaker,
        long fromSample,
        long toSample,
        Stage stage,
        Certainty certainty,
        float confidence,
        Optional<Bearing> bearing) {
    /** Whether the turn may still grow. */
    public enum Stage {
        OPEN,
        CLOSED
    }

    /** Whether the speaker is established. */
    public enum Certainty {
        PROVISIONAL,
        CONFIRMED
    }

    public SpeechTurn {
        if (id < 1 || revision < 0 || fromSample < 0 || toSample <= fromSample) {
            throw new IllegalArgumentException(
                    "id=" + id + " revision=" + revision + " fromSample=" + fromSample + " toSample=" + toSample);
        }
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("confidence=" + confidence);
        }
    }
}
