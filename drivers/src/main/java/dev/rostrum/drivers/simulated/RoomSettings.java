package dev.rostrum.drivers.simulated;

/**
 * A rectangular room and its noise.
 *
 * @param widthMetres along x, at least 1
 * @param lengthMetres along y, at least 1
 * @param heightMetres along z, at least 1
 * @param rt60Seconds time in which sound decays by 60 dB; 0 for a room without echo; at most 3
 * @param ventilationDb level of the pink noise that fills the room, dB re full scale at each microphone
 * @param sensorDb level of each microphone's own white noise, dB re full scale
 * @param seed of all noise: the same seed gives the same samples
 */
public record RoomSettings(
        double widthMetres,
        double lengthMetres,
        double heightMetres,
        double rt60Seconds,
        double ventilationDb,
        double sensorDb,
        long seed) {
    private static final double SABINE = 0.161;
    private static final double LEAST_SIDE = 1.0;
    private static final double LONGEST_RT60 = 3.0;

    public RoomSettings {
        if (!(widthMetres >= LEAST_SIDE && lengthMetres >= LEAST_SIDE && heightMetres >= LEAST_SIDE)) {
            throw new IllegalArgumentException(
                    "widthMetres=" + widthMetres + " lengthMetres=" + lengthMetres + " heightMetres=" + heightMetres);
        }
        if (!(rt60Seconds >= 0 && rt60Seconds <= LONGEST_RT60)) {
            throw new IllegalArgumentException("rt60Seconds=" + rt60Seconds);
        }
    }

    /** A quiet meeting room for eight. */
    public static RoomSettings defaults() {
        return new RoomSettings(6.2, 4.6, 2.8, 0.35, -54, -64, 1);
    }

    /** Pressure reflected by every wall, 0 to 1, from Eyring's formula (J. Acoust. Soc. Am. 1, 1930). */
    double reflection() {
        if (rt60Seconds == 0) {
            return 0;
        }
        double volume = widthMetres * lengthMetres * heightMetres;
        double surface = 2 * (widthMetres * lengthMetres + widthMetres * heightMetres + lengthMetres * heightMetres);
        return StrictMath.sqrt(StrictMath.exp(-SABINE * volume / (surface * rt60Seconds)));
    }

    boolean contains(Position point) {
        return point.x() > 0
                && point.y() > 0
                && point.z() > 0
                && point.x() < widthMetres
                && point.y() < lengthMetres
                && point.z() < heightMetres;
    }
}
