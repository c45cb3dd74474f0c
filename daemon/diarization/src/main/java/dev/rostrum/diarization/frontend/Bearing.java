package dev.rostrum.diarization.frontend;

/**
 * From where a speaker is heard.
 *
 * @param azimuthDegrees counter-clockwise from the array's +x, 0 to below 360
 * @param confidence calibrated probability that the speaker is within 10 degrees of it, 0 to 1
 */
public record Bearing(double azimuthDegrees, float confidence) {
    public Bearing {
        if (!(azimuthDegrees >= 0 && azimuthDegrees <= 360 && confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("azimuthDegrees=" + azimuthDegrees + " confidence=" + confidence);
        }
    }

    /** Of two stretches together, of which {@code other} has {@code share} of the time. */
    public Bearing blended(Bearing other, double share) {
        double turned = share * Azimuth.turn(azimuthDegrees, other.azimuthDegrees);
        return new Bearing(Azimuth.normal(azimuthDegrees + turned), (float)
                Math.clamp((1 - share) * confidence + share * other.confidence, 0, 1));
    }
}
