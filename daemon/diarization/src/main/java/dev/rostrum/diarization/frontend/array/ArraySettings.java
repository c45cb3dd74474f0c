package dev.rostrum.diarization.frontend.array;

import dev.rostrum.diarization.settings.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The array of microphones, and how the room lies around it.
 *
 * @param shape which array
 * @param x of each microphone that is listened to, in metres
 * @param y the same
 * @param z the same; empty: all on one level
 * @param turnedDegrees how far the array is turned counter-clockwise from the room's own directions
 * @param zones parts of the room, by direction
 */
public record ArraySettings(
        @Key(
                "Which array the channels in use come from: respeaker4 (ReSpeaker USB, 4 microphones), uma8 (miniDSP UMA-8, 7),"
                        + " linear4 (ReSpeaker 4-Mic Linear), positions (see x and y), or unknown: no directions.")
        Shape shape,

        @Key(value = "For positions: x of each microphone in use, in channel order.", unit = "m")
        List<Double> x,

        @Key(
                value =
                        "For positions: y of each microphone in use. Azimuth counts counter-clockwise, 0 degrees along +x.",
                unit = "m")
        List<Double> y,

        @Key(value = "For positions: height of each microphone in use; empty where all are level.", unit = "m")
        List<Double> z,

        @Key(
                value = "How far the array is turned counter-clockwise; added to every azimuth.",
                unit = "deg",
                min = -360,
                max = 360,
                name = "turned")
        double turnedDegrees,

        @Key("Seats and other areas by direction, each 'NAME FROM..TO' in degrees counter-clockwise, such as"
                + " 'door 350..20'. The topic zones says whether speech comes from there.")
        List<String> zones) {
    private static final double RESPEAKER_RADIUS = 0.032;
    private static final double UMA8_RADIUS = 0.043;
    private static final double LINEAR_SPACING = 0.05;

    /** Known arrays. */
    public enum Shape {
        UNKNOWN,
        RESPEAKER4,
        UMA8,
        LINEAR4,
        POSITIONS
    }

    public ArraySettings {
        x = List.copyOf(x);
        y = List.copyOf(y);
        z = List.copyOf(z);
        zones = List.copyOf(zones);
        if (shape == Shape.POSITIONS && (x.size() != y.size() || !(z.isEmpty() || z.size() == x.size()))) {
            throw new IllegalArgumentException("x has " + x.size() + " microphones, y " + y.size() + " and z "
                    + z.size() + ": they must have the same, but z may be empty");
        }
        if (shape != Shape.POSITIONS && !(x.isEmpty() && y.isEmpty() && z.isEmpty())) {
            throw new IllegalArgumentException("x, y and z stand only beside 'shape: positions'");
        }
        geometry(shape, x, y, z, turnedDegrees);
        Zone.all(zones);
    }

    /** No directions. */
    public static ArraySettings defaults() {
        return of(Shape.UNKNOWN);
    }

    /** A known array, not turned, without zones. */
    public static ArraySettings of(Shape shape) {
        return new ArraySettings(shape, List.of(), List.of(), List.of(), 0, List.of());
    }

    /** The array; none where it is unknown. */
    public Optional<ArrayGeometry> geometry() {
        return geometry(shape, x, y, z, turnedDegrees);
    }

    /** The zones, in the order of the configuration. */
    public List<Zone> areas() {
        return Zone.all(zones);
    }

    private static Optional<ArrayGeometry> geometry(
            Shape shape, List<Double> x, List<Double> y, List<Double> z, double turnedDegrees) {
        Optional<ArrayGeometry> straight = switch (shape) {
            case UNKNOWN -> Optional.empty();
            case RESPEAKER4 -> Optional.of(ArrayGeometry.ring(4, RESPEAKER_RADIUS, 45));
            case UMA8 -> Optional.of(ArrayGeometry.centreAndRing(6, UMA8_RADIUS, 0));
            case LINEAR4 -> Optional.of(ArrayGeometry.line(4, LINEAR_SPACING));
            case POSITIONS -> Optional.of(placed(x, y, z));
        };
        return straight.map(array -> array.turned(turnedDegrees));
    }

    private static ArrayGeometry placed(List<Double> x, List<Double> y, List<Double> z) {
        List<ArrayGeometry.Microphone> all = new ArrayList<>();
        for (int i = 0; i < x.size(); i++) {
            all.add(new ArrayGeometry.Microphone(x.get(i), y.get(i), z.isEmpty() ? 0 : z.get(i)));
        }
        return new ArrayGeometry(all);
    }
}
