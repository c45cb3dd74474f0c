package dev.rostrum.lab.study;

import dev.rostrum.diarization.evidence.EmbeddingEvidence;
import dev.rostrum.diarization.evidence.WindowEvidence;
import dev.rostrum.diarization.tracking.LinearAssignment;
import dev.rostrum.diarization.tracking.clustering.AgglomerativeClustering;
import dev.rostrum.model.segmentation.SpeakerPosteriors;
import dev.rostrum.service.annotation.Annotation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The usual recipe for a whole file with the same networks, as a yardstick (H. Bredin, pyannote.audio 2.1 speaker
 * diarization pipeline, 2023): windows of 10 s every second, a vector for each local speaker's clean speech, those with
 * 1.5 s and more clustered by average linkage at a cosine distance of 0.6, every local speaker given to the cluster
 * whose mean is nearest, one to one within a window, and in each frame as many speakers as the windows say in the mean.
 * A vector stands for the newest 3 s of a local speaker's clean speech, as everywhere here.
 */
final class WholeFileRecipe {
    private static final double CLEAN_SECONDS = 1.5;
    private static final double CUT = 0.6;

    private WholeFileRecipe() {}

    private record Found(WindowEvidence window, int local, EmbeddingEvidence voice) {
        double[] unit() {
            double[] unit = new double[voice.vector().length];
            double length = 0;
            for (float value : voice.vector()) {
                length += (double) value * value;
            }
            for (int i = 0; i < unit.length; i++) {
                unit[i] = voice.vector()[i] / Math.sqrt(length);
            }
            return unit;
        }
    }

    /** Labels of a whole recording without gaps; vectors come with every second window, the first included. */
    static Annotation labels(List<WindowEvidence> windows) {
        if (windows.isEmpty()) {
            return Annotation.empty();
        }
        int longest = windows.getLast().posteriors().frames();
        List<WindowEvidence> used = IntStream.range(0, windows.size())
                .filter(i -> i % 2 == 0)
                .mapToObj(windows::get)
                .filter(window -> window.posteriors().frames() == longest)
                .toList();
        double[][] means = means(used);
        if (used.isEmpty() || means.length == 0) {
            return Annotation.empty();
        }
        List<String> names =
                IntStream.range(0, means.length).mapToObj(k -> "V" + k).toList();
        FrameVotes votes = new FrameVotes(used, names);
        for (WindowEvidence window : used) {
            int[] cluster = clusters(window, means);
            votes.add(window.posteriors(), local -> cluster[local]);
        }
        return votes.byMeanNumber();
    }

    /** Mean direction of each cluster, entries weighted by their clean speech. */
    private static double[][] means(List<WindowEvidence> windows) {
        List<Found> all = new ArrayList<>();
        windows.forEach(window -> window.locals().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> all.add(new Found(window, entry.getKey(), entry.getValue()))));
        List<Found> clean = all.stream()
                .filter(found -> found.voice().cleanSeconds() >= CLEAN_SECONDS)
                .toList();
        List<Found> clustered = clean.isEmpty() ? all : clean;
        double[][] units = clustered.stream().map(Found::unit).toArray(double[][]::new);
        int[] cluster = AgglomerativeClustering.cluster(units, CUT);
        double[][] means = new double[Arrays.stream(cluster).max().orElse(-1) + 1][];
        for (int i = 0; i < cluster.length; i++) {
            double[] unit = units[i];
            if (means[cluster[i]] == null) {
                means[cluster[i]] = new double[unit.length];
            }
            for (int d = 0; d < unit.length; d++) {
                means[cluster[i]][d] += unit[d] * clustered.get(i).voice().cleanSeconds();
            }
        }
        return means;
    }

    /** The cluster of each local speaker; negative for one who is silent, or too many. */
    private static int[] clusters(WindowEvidence window, double[][] means) {
        SpeakerPosteriors posteriors = window.posteriors();
        int[] active = IntStream.range(0, posteriors.localSpeakers())
                .filter(local -> IntStream.range(0, posteriors.frames())
                        .anyMatch(frame -> (posteriors.hardMask(frame) >> local & 1) == 1))
                .toArray();
        double[][] cosine = new double[active.length][means.length];
        for (int row = 0; row < active.length; row++) {
            EmbeddingEvidence voice = window.locals().get(active[row]);
            for (int k = 0; voice != null && k < means.length; k++) {
                cosine[row][k] = cosine(new Found(window, active[row], voice).unit(), means[k]);
            }
        }
        int[] cluster = new int[posteriors.localSpeakers()];
        Arrays.fill(cluster, -1);
        int[] matched = active.length == 0 ? new int[0] : LinearAssignment.maximise(cosine);
        for (int row = 0; row < active.length; row++) {
            cluster[active[row]] = matched[row];
        }
        return cluster;
    }

    private static double cosine(double[] unit, double[] mean) {
        double dot = 0;
        double length = 0;
        for (int d = 0; d < unit.length; d++) {
            dot += unit[d] * mean[d];
            length += mean[d] * mean[d];
        }
        return dot / Math.sqrt(length);
    }
}
