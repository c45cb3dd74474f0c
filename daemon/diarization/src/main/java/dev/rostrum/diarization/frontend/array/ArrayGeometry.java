package dev.rostrum.diarization.frontend.array;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Where the microphones of an array are, in channel order. Azimuth counts counter-clockwise from +x, seen from above.
 *
 * @param microphones metres from a point of reference on the array, at least two
 */
public record ArrayGeometry(List<Microphone> microphones) {
    /** Speed of sound at room temperature, in metres per second. */
    public static final double SPEED_OF_SOUND = 343;

    /** Speech has most of what tells directions below this. */
    private static final double WIDE_BELOW_HZ = 2000;

    private static final double CLOSEST_METRES = 0.005;
    private static final double WIDEST_METRES = 0.5;
    private static final double STRAIGHT = 1e-3;

    /** One microphone, in metres from the point of reference. */
    public record Microphone(double x, double y, double z) {
        double distanceTo(Microphone other) {
            return Math.hypot(Math.hypot(x - other.x, y - other.y), z - other.z);
        }
    }

    public ArrayGeometry {
        microphones = List.copyOf(microphones);
        if (microphones.size() < 2) {
            throw new IllegalArgumentException(
                    "an array has at least two microphones, this one has " + microphones.size());
        }
        for (int i = 0; i < microphones.size(); i++) {
            for (int j = i + 1; j < microphones.size(); j++) {
                double metres = microphones.get(i).distanceTo(microphones.get(j));
                if (!(metres >= CLOSEST_METRES && metres <= WIDEST_METRES)) {
                    throw new IllegalArgumentException(String.format(
                            Locale.ROOT,
                            "microphones %d and %d are %.1f mm apart, it must be %.0f to %.0f mm;"
                                    + " positions are in metres unless they carry a unit",
                            i,
                            j,
                            1000 * metres,
                            1000 * CLOSEST_METRES,
                            1000 * WIDEST_METRES));
                }
            }
        }
    }

    /** Microphones on a horizontal circle, counter-clockwise. */
    public static ArrayGeometry ring(int count, double radiusMetres, double firstAzimuthDegrees) {
        return new ArrayGeometry(onRing(count, radiusMetres, firstAzimuthDegrees));
    }

    /** One microphone in the middle, the others on a horizontal circle around it, counter-clockwise. */
    public static ArrayGeometry centreAndRing(int count, double radiusMetres, double firstAzimuthDegrees) {
        List<Microphone> all = new ArrayList<>(List.of(new Microphone(0, 0, 0)));
        all.addAll(onRing(count, radiusMetres, firstAzimuthDegrees));
        return new ArrayGeometry(all);
    }

    /** Microphones along x, evenly spaced around the middle. */
    public static ArrayGeometry line(int count, double spacingMetres) {
        return new ArrayGeometry(IntStream.range(0, count)
                .mapToObj(i -> new Microphone((i - (count - 1) / 2.0) * spacingMetres, 0, 0))
                .toList());
    }

    private static List<Microphone> onRing(int count, double radiusMetres, double firstAzimuthDegrees) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    double angle = Math.toRadians(firstAzimuthDegrees + 360.0 * i / count);
                    return new Microphone(radiusMetres * Math.cos(angle), radiusMetres * Math.sin(angle), 0);
                })
                .toList();
    }

    /** The same array, turned counter-clockwise about its point of reference. */
    public ArrayGeometry turned(double degrees) {
        double cos = Math.cos(Math.toRadians(degrees));
        double sin = Math.sin(Math.toRadians(degrees));
        return new ArrayGeometry(microphones.stream()
                .map(m -> new Microphone(m.x * cos - m.y * sin, m.x * sin + m.y * cos, m.z))
                .toList());
    }

    /** Number of microphones. */
    public int size() {
        return microphones.size();
    }

    /** Largest distance between two microphones, in metres. */
    public double apertureMetres() {
        return pairDistances().stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }

    /**
     * Above this frequency even the closest two microphones are more than half a wave apart, in Hz: single frequencies
     * then fit several directions, and only the rest of the band tells which one it is.
     */
    public double aliasFreeHz() {
        double closest =
                pairDistances().stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        return SPEED_OF_SOUND / (2 * closest);
    }

    /** What a spacing costs that is wide for the band of speech, for the installer; empty where it costs little. */
    public Optional<String> spacingCost() {
        double hertz = aliasFreeHz();
        return hertz >= WIDE_BELOW_HZ
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "Above %.0f Hz even the closest microphones are more than half a wave apart: one frequency fits several"
                                + " directions there, so directions take longer to find and two speakers may show a third."
                                + " Two microphones at most %.0f mm apart avoid it.",
                        hertz,
                        500 * SPEED_OF_SOUND / WIDE_BELOW_HZ));
    }

    /** Whether all microphones stand in one line seen from above: then a direction and its mirror image sound alike. */
    public boolean straight() {
        Microphone a = microphones.getFirst();
        Microphone b = microphones.stream()
                .max(Comparator.comparingDouble(m -> Math.hypot(m.x - a.x, m.y - a.y)))
                .orElseThrow();
        double length = Math.hypot(b.x - a.x, b.y - a.y);
        return length == 0
                || microphones.stream()
                        .allMatch(m ->
                                Math.abs((b.x - a.x) * (m.y - a.y) - (b.y - a.y) * (m.x - a.x)) <= STRAIGHT * length);
    }

    private List<Double> pairDistances() {
        List<Double> all = new ArrayList<>();
        for (int i = 0; i < size(); i++) {
            for (int j = i + 1; j < size(); j++) {
                all.add(microphones.get(i).distanceTo(microphones.get(j)));
            }
        }
        return all;
    }
}
