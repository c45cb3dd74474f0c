package dev.rostrum.diarization.frontend;

/** Angles on a circle, in degrees counter-clockwise from +x. */
public final class Azimuth {
    private Azimuth() {}

    /** The same direction from 0 to below 360. */
    public static double normal(double degrees) {
        double turned = degrees % 360;
        return turned < 0 ? turned + 360 : turned;
    }

    /** How far to turn counter-clockwise from {@code from} to {@code to}, -180 to below 180. */
    public static double turn(double from, double to) {
        return normal(to - from + 180) - 180;
    }

    /** The angle between two directions, 0 to 180. */
    public static double between(double a, double b) {
        return Math.abs(turn(a, b));
    }
}
