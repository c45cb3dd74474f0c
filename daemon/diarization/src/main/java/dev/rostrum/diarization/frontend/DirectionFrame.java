package dev.rostrum.diarization.frontend;

import java.util.Arrays;

/**
 * From where sound comes around one instant: up to {@value #MOST} directions, the strongest first, and how much of what
 * is heard comes from each of {@value #SECTORS} sectors of the horizon. Mutable and reused by whoever makes it; LENT to
 * those it is handed to.
 */
public final class DirectionFrame {
    /** Most directions in a frame. */
    public static final int MOST = 3;

    /** Sectors of the horizon; sector {@code s} begins at {@code s * 360 / SECTORS} degrees. */
    public static final int SECTORS = 36;

    private final float[] azimuth = new float[MOST];
    private final float[] strength = new float[MOST];
    private final float[] agreement = new float[SECTORS];
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

    /**
     * Of what stands above its noise, the share that agrees with the best direction of {@code sector}: 1 where all of it
     * does, about 0 where nothing comes from there, as in the tail of a room's echo; less where it contradicts.
     */
    public float agreement(int sector) {
        return agreement[sector];
    }

    /** Sets {@link #agreement}. */
    public void agrees(int sector, float share) {
        agreement[sector] = share;
    }

    /** Nothing from anywhere. */
    public void clear() {
        count = 0;
        Arrays.fill(agreement, 0);
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
