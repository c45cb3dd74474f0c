package dev.rostrum.diarization.frontend.array;

import dev.rostrum.diarization.frontend.array.ArrayGeometry.Microphone;
import java.util.List;

/** Where in the correlation of each pair of microphones the sound of each view is found. Immutable. */
final class SteeringTable {
    private final int[][] lagAt;
    private final float[][] lagShare;

    /**
     * Views are the {@link SteeredPower#DIRECTIONS} of the first elevation, then those of the next.
     *
     * @param lagsPerSecond resolution of the correlations
     * @param middle lag of sound that reaches both at once
     */
    SteeringTable(ArrayGeometry geometry, double lagsPerSecond, int middle, List<Double> elevationsDegrees) {
        int channels = geometry.size();
        int views = elevationsDegrees.size() * SteeredPower.DIRECTIONS;
        this.lagAt = new int[channels * (channels - 1) / 2][views];
        this.lagShare = new float[lagAt.length][views];
        int pair = 0;
        for (int i = 0; i < channels; i++) {
            for (int j = i + 1; j < channels; j++, pair++) {
                Microphone a = geometry.microphones().get(i);
                Microphone b = geometry.microphones().get(j);
                for (int view = 0; view < views; view++) {
                    double elevation = elevationsDegrees.get(view / SteeredPower.DIRECTIONS);
                    double seconds = metres(a, b, view, elevation) / ArrayGeometry.SPEED_OF_SOUND;
                    double lag = seconds * lagsPerSecond + middle;
                    lagAt[pair][view] = (int) Math.floor(lag);
                    lagShare[pair][view] = (float) (lag - Math.floor(lag));
                }
            }
        }
    }

    /** How much farther sound of a view has to go to {@code b} than to {@code a}. */
    private static double metres(Microphone a, Microphone b, int view, double elevationDegrees) {
        double azimuth = Math.toRadians(view % SteeredPower.DIRECTIONS * 360.0 / SteeredPower.DIRECTIONS);
        double level = Math.cos(Math.toRadians(elevationDegrees));
        double rise = Math.sin(Math.toRadians(elevationDegrees));
        return (a.x() - b.x()) * Math.cos(azimuth) * level
                + (a.y() - b.y()) * Math.sin(azimuth) * level
                + (a.z() - b.z()) * rise;
    }

    /** Adds what a pair's correlation says of each view, between its lags in a straight line. */
    void add(int pair, float[] correlation, float[] views) {
        int[] at = lagAt[pair];
        float[] share = lagShare[pair];
        for (int v = 0; v < at.length; v++) {
            int l = at[v];
            views[v] += correlation[l] + share[v] * (correlation[l + 1] - correlation[l]);
        }
    }
}
