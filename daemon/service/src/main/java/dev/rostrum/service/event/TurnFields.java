package dev.rostrum.service.event;

import dev.rostrum.diarization.frontend.Bearing;
import dev.rostrum.diarization.timeline.SpeechTurn;
import dev.rostrum.diarization.timeline.SpeechTurn.Certainty;
import dev.rostrum.diarization.timeline.SpeechTurn.Stage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A turn as it is told everywhere outside: MQTT, files of events, status page. Each component is a field of JSON.
 *
 * @param speaker label, such as {@code S2}
 * @param name of the speaker; null where none is known
 * @param from first sample
 * @param to one past the last sample
 * @param azimuth in degrees; null where no direction is known, as is {@code azimuthConfidence}
 */
public record TurnFields(
        long id,
        int revision,
        String speaker,
        @Nullable String name,
        long from,
        long to,
        Stage stage,
        Certainty certainty,
        float confidence,
        @Nullable Double azimuth,
        @Nullable Float azimuthConfidence) {
    /**
     * Every figure as it is.
     *
     * @param name of the speaker; empty where none is known
     */
    public static TurnFields of(SpeechTurn turn, String name) {
        return new TurnFields(
                turn.id(),
                turn.revision(),
                turn.speaker().label(),
                name.isEmpty() ? null : name,
                turn.fromSample(),
                turn.toSample(),
                turn.stage(),
                turn.certainty(),
                turn.confidence(),
                turn.bearing().map(Bearing::azimuthDegrees).orElse(null),
                turn.bearing().map(Bearing::confidence).orElse(null));
    }

    /** The same without the decimals that would be noise on the wire; positions stay exact. */
    public TurnFields rounded() {
        return new TurnFields(
                id,
                revision,
                speaker,
                name,
                from,
                to,
                stage,
                certainty,
                (float) Decimals.rounded(confidence, 3),
                azimuth == null ? null : Decimals.rounded(azimuth, 1),
                azimuthConfidence == null ? null : (float) Decimals.rounded(azimuthConfidence, 2));
    }

    /**
     * The turn, without the name.
     *
     * @throws IllegalArgumentException it can be none
     */
    public SpeechTurn turn() {
        return new SpeechTurn(
                id,
                revision,
                SpeakerLabel.read(speaker),
                from,
                to,
                stage,
                certainty,
                confidence,
                azimuth == null || azimuthConfidence == null
                        ? Optional.empty()
                        : Optional.of(new Bearing(azimuth, azimuthConfidence)));
    }
}
