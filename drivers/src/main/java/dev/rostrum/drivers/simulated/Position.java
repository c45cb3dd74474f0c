package dev.rostrum.drivers.simulated;

import java.util.ArrayList;
import java.util.List;

/** A point in a room, in metres from one of its lower corners; also the difference of two such points. */
public record Position(double x, double y, double z) {
    /** The point {@code offset} away from this one. */
    public Position plus(Position offset) {
        return new Position(x + offset.x, y + offset.y, z + offset.z);
    }

    /** Metres between the two. */
    public double distanceTo(Position other) {
        return Math.hypot(Math.hypot(x - other.x, y - other.y), z - other.z);
    }

    /** The point at this azimuth (degrees counter-clockwise from +x) and horizontal distance, {@code rise} higher. */
    public Position towards(double azimuthDegrees, double distanceMetres, double riseMetres) {
        double angle = StrictMath.toRadians(azimuthDegrees);
        return plus(new Position(
                distanceMetres * StrictMath.cos(angle), distanceMetres * StrictMath.sin(angle), riseMetres));
    }

    /** Offsets of {@code count} points on a horizontal circle, counter-clockwise, such as a ring of microphones. */
    public static List<Position> ring(int count, double radiusMetres, double firstAzimuthDegrees) {
        Position origin = new Position(0, 0, 0);
        List<Position> points = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            points.add(origin.towards(firstAzimuthDegrees + 360.0 * i / count, radiusMetres, 0));
        }
        return List.copyOf(points);
    }
}
