package dev.rostrum.lab.evaluation;

import dev.rostrum.diarization.frontend.Azimuth;
import dev.rostrum.diarization.frontend.DirectionTrack;
import java.util.ArrayList;
import java.util.List;

/** The directions from which sound came most of the time: the peaks of a histogram, the highest first. */
final class DirectionPeaks {
    private static final double SPREAD_DEGREES = 5;
    private static final double APART_DEGREES = 20;
    /** A peak of less than this share of the highest is none. */
    private static final double LEAST_SHARE = 0.2;

    private DirectionPeaks() {}

    /** Of a whole recording, at most {@code DirectionFrame.MOST}; each counts in a frame by its share of the frame's strength. */
    static List<Double> of(DirectionTrack track) {
        double[] histogram = new double[360];
        for (int i = 0; i < track.frames(); i++) {
            float all = 0;
            for (int p = 0; p < track.count(i); p++) {
                all += track.strength(i, p);
            }
            for (int p = 0; p < track.count(i); p++) {
                add(histogram, track.azimuthDegrees(i, p), track.strength(i, p) / all);
            }
        }
        List<Double> peaks = new ArrayList<>();
        double highest = 0;
        for (int next = best(histogram, peaks); next >= 0; next = best(histogram, peaks)) {
            highest = Math.max(highest, histogram[next]);
            if (histogram[next] < LEAST_SHARE * highest || peaks.size() == 3) {
                break;
            }
            peaks.add((double) next);
        }
        return peaks;
    }

    private static void add(double[] histogram, double azimuth, double weight) {
        for (int degree = 0; degree < histogram.length; degree++) {
            double off = Azimuth.between(degree, azimuth) / SPREAD_DEGREES;
            histogram[degree] += weight * Math.exp(-0.5 * off * off);
        }
    }

    /** The highest local maximum that is far enough from all peaks; -1 where there is none. */
    private static int best(double[] histogram, List<Double> peaks) {
        int best = -1;
        for (int degree = 0; degree < histogram.length; degree++) {
            int at = degree;
            boolean top = histogram[at] > histogram[(at + 359) % 360] && histogram[at] >= histogram[(at + 1) % 360];
            boolean free = peaks.stream().allMatch(peak -> Azimuth.between(peak, at) >= APART_DEGREES);
            if (top && free && (best < 0 || histogram[at] > histogram[best])) {
                best = at;
            }
        }
        return best;
    }
}
