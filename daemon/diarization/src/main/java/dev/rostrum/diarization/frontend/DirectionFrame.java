package dev.rostrum.diarization.frontend;

/**
 * From where sound comes around one instant: up to {@value #MOST} directions, the strongest first. Mutable and reused by
 * whoever makes it; LENT to those it is handed to.
 */
public final class DirectionFrame {
    /** Most directions in a frame. */
    public static final int MOST = 3;

    private final float[] azimuth = new float[MOST];
    private final float[] strength = new float[MOST];
    private int count;

    /** How many directions. */
    public int count() {
        return count;
    }

    /** Direction {@code i} in degrees counter-clockwise from +x, 0 to below 360. */
    public float azimuthDegrees(int i) {
        return azimuth[i];
    }

    /** How much of what is heard agrees with direction {@code i}, 0 to 1. */
    public float strength(int i) {
        return strength[i];
    }

    /** Nothing from anywhere. */
    public void clear() {
        count = 0;
    }

    /** Drops what is weaker than {@code least}. */
    public void keepAbove(float least) {
        while (count > 0 && strength[count - 1] < least) {
            count--;
        }
    }

    /** Adds a direction at its place by strength; beyond {@value #MOST} the weakest goes. */
    public void add(double azimuthDegrees, double newStrength) {
        int at = count;
        while (at > 0 && strength[at - 1] < newStrength) {
            at--;
        }
        if (at >= MOST) {
            return;
        }
        count = Math.min(count + 1, MOST);
        for (int i = count - 1; i > at; i--) {
            azimuth[i] = azimuth[i - 1];
            strength[i] = strength[i - 1];
        }
        azimuth[at] = (float) Azimuth.normal(azimuthDegrees) % 360;
        strength[at] = (float) newStrength;
    }
}
