package dev.rostrum.diarization.frontend.array;

import dev.rostrum.diarization.frontend.Azimuth;
import dev.rostrum.diarization.frontend.DirectionFrame;
import java.util.Arrays;

/**
 * Follows the peaks of the {@link SteeredPower} over time: each track is an azimuth that moves slowly, updated by the
 * nearest peak with a scalar Kalman filter (random walk; Kalman, J. Basic Eng. 82, 1960). A track counts once it was
 * seen often enough, and ends when it was not seen for a while: probation and removal as in ODAS (Grondin and Michaud,
 * Robotics and Autonomous Systems 113, 2019). Allocates nothing once made. One thread.
 */
final class DirectionTracker {
    /**
     * How tracks live.
     *
     * @param peakStrength a weaker peak is none
     * @param peakShare nor is one weaker than this share of the strongest
     * @param gateDegrees a peak this near to a track is the track's
     * @param walkDegrees how far a speaker may have moved from one frame to the next (standard deviation)
     * @param peakDegrees error of a peak (standard deviation)
     * @param born frames in which a track must have been seen to count
     * @param gone frames without a peak after which a track ends
     * @param follow share of the newest peak in a track's strength
     */
    record Settings(
            float peakStrength,
            float peakShare,
            double gateDegrees,
            double walkDegrees,
            double peakDegrees,
            int born,
            int gone,
            float follow) {
        static Settings defaults() {
            return new Settings(0.03f, 0.5f, 18, 0.7, 6, 3, 12, 0.3f);
        }
    }

    private static final int TRACKS = 6;
    private static final float GRID = 360f / SteeredPower.DIRECTIONS;

    private final Settings settings;
    private final DirectionFrame peaks = new DirectionFrame();
    private final double[] azimuth = new double[TRACKS];
    private final double[] variance = new double[TRACKS];
    private final float[] strength = new float[TRACKS];
    private final int[] seen = new int[TRACKS];
    private final int[] unseen = new int[TRACKS];
    private final boolean[] alive = new boolean[TRACKS];

    DirectionTracker(Settings settings) {
        this.settings = settings;
    }

    /**
     * Takes the newest response power and writes the directions of tracks that were seen now.
     *
     * @param power {@code [SteeredPower.DIRECTIONS]}; LENT
     * @param out overwritten
     */
    void follow(float[] power, DirectionFrame out) {
        findPeaks(power);
        for (int t = 0; t < TRACKS; t++) {
            unseen[t]++;
            variance[t] += settings.walkDegrees() * settings.walkDegrees();
        }
        for (int p = 0; p < peaks.count(); p++) {
            int track = nearest(peaks.azimuthDegrees(p));
            if (track < 0) {
                begin(peaks.azimuthDegrees(p), peaks.strength(p));
            } else if (unseen[track] > 0) {
                update(track, peaks.azimuthDegrees(p), peaks.strength(p));
            }
        }
        out.clear();
        for (int t = 0; t < TRACKS; t++) {
            alive[t] &= unseen[t] < settings.gone();
            if (alive[t] && seen[t] >= settings.born() && unseen[t] == 0) {
                out.add(azimuth[t], strength[t]);
            }
        }
    }

    private void findPeaks(float[] power) {
        peaks.clear();
        int n = power.length;
        for (int d = 0; d < n; d++) {
            float left = power[(d + n - 1) % n];
            float right = power[(d + 1) % n];
            if (power[d] > left && power[d] >= right && power[d] >= settings.peakStrength()) {
                float bend = left - 2 * power[d] + right;
                float shift = bend == 0 ? 0 : 0.5f * (left - right) / bend;
                peaks.add((d + shift) * GRID, Math.min(1, power[d]));
            }
        }
        peaks.keepAbove(peaks.count() == 0 ? 0 : settings.peakShare() * peaks.strength(0));
    }

    private int nearest(double degrees) {
        int best = -1;
        for (int t = 0; t < TRACKS; t++) {
            if (alive[t]
                    && Azimuth.between(azimuth[t], degrees) <= settings.gateDegrees()
                    && (best < 0 || Azimuth.between(azimuth[t], degrees) < Azimuth.between(azimuth[best], degrees))) {
                best = t;
            }
        }
        return best;
    }

    private void begin(double degrees, float peak) {
        for (int t = 0; t < TRACKS; t++) {
            if (!alive[t]) {
                alive[t] = true;
                azimuth[t] = degrees;
                variance[t] = settings.peakDegrees() * settings.peakDegrees();
                strength[t] = peak;
                seen[t] = 1;
                unseen[t] = 0;
                return;
            }
        }
    }

    private void update(int track, double degrees, float peak) {
        double gain = variance[track] / (variance[track] + settings.peakDegrees() * settings.peakDegrees());
        azimuth[track] = Azimuth.normal(azimuth[track] + gain * Azimuth.turn(azimuth[track], degrees));
        variance[track] *= 1 - gain;
        strength[track] += settings.follow() * (peak - strength[track]);
        seen[track]++;
        unseen[track] = 0;
    }

    /** Ends all tracks. */
    void restart() {
        Arrays.fill(alive, false);
    }
}
