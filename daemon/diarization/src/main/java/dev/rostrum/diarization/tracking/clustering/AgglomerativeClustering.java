package dev.rostrum.diarization.tracking.clustering;

import dev.rostrum.diarization.tracking.embedding.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Bottom-up clustering by average linkage (UPGMA) on cosine distance, cut at a distance. Deterministic; ties go to the
 * lowest index.
 *
 * <p>Nearest-neighbour chains (Murtagh, The Computer Journal 26, 1983) with the update of Lance and Williams, O(n^2)
 * time and memory. Average linkage is reducible, so merging reciprocal neighbours in any order gives the same tree.
 */
public final class AgglomerativeClustering {
    private final float[][] distance;
    private final int[] size;
    private final List<Merge> merges = new ArrayList<>();

    /** Two clusters, each named by a member, that became one at this distance. */
    private record Merge(int keep, int gone, float height) {}

    private AgglomerativeClustering(double[][] units) {
        int n = units.length;
        distance = new float[n][n];
        size = new int[n];
        Arrays.fill(size, 1);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                float d = (float) (1 - Vectors.dot(units[i], units[j]));
                distance[i][j] = d;
                distance[j][i] = d;
            }
        }
    }

    /**
     * Clusters vectors of length 1.
     *
     * @param units {@code [n][size]}
     * @param cutDistance clusters farther apart than this stay apart
     * @return cluster of each vector, numbered from 0 by first member
     */
    public static int[] cluster(double[][] units, double cutDistance) {
        AgglomerativeClustering tree = new AgglomerativeClustering(units);
        tree.grow(cutDistance);
        return tree.labels(units.length);
    }

    /**
     * The same tree cut where {@code count} clusters are left, however far apart; one cluster a vector where there are
     * fewer vectors.
     */
    public static int[] parted(double[][] units, int count) {
        AgglomerativeClustering tree = new AgglomerativeClustering(units);
        tree.grow(Double.POSITIVE_INFINITY);
        // the chain finds the merges out of order, and average linkage is monotone
        tree.merges.sort(Comparator.comparingDouble(Merge::height));
        return tree.labels(Math.max(0, units.length - count));
    }

    private void grow(double cut) {
        int n = size.length;
        int[] chain = new int[n + 1];
        int length = 0;
        int start = 0;
        while (true) {
            if (length == 0) {
                while (start < n && size[start] == 0) {
                    start++;
                }
                if (start == n) {
                    break;
                }
                chain[length++] = start;
            }
            int tip = chain[length - 1];
            int nearest = nearest(tip, length > 1 ? chain[length - 2] : -1);
            if (nearest < 0 || distance[tip][nearest] > cut) {
                // nothing within reach of the tip can ever come closer: average linkage is monotone
                retire(tip);
                length--;
            } else if (length > 1 && nearest == chain[length - 2]) {
                length -= 2;
                merge(Math.min(tip, nearest), Math.max(tip, nearest));
            } else {
                chain[length++] = nearest;
            }
        }
    }

    private int nearest(int tip, int preferred) {
        int best = preferred;
        for (int j = 0; j < size.length; j++) {
            if (j != tip && size[j] > 0 && (best < 0 || distance[tip][j] < distance[tip][best])) {
                best = j;
            }
        }
        return best;
    }

    private void retire(int cluster) {
        size[cluster] = 0;
    }

    private void merge(int keep, int gone) {
        for (int j = 0; j < size.length; j++) {
            if (j != keep && j != gone && size[j] > 0) {
                float d = (size[keep] * distance[keep][j] + size[gone] * distance[gone][j]) / (size[keep] + size[gone]);
                distance[keep][j] = d;
                distance[j][keep] = d;
            }
        }
        merges.add(new Merge(keep, gone, distance[keep][gone]));
        size[keep] += size[gone];
        size[gone] = 0;
    }

    /** After the first {@code count} merges, or all there are. */
    private int[] labels(int count) {
        int[] into = IntStream.range(0, size.length).toArray();
        for (Merge merge : merges.subList(0, Math.min(count, merges.size()))) {
            into[root(into, merge.gone())] = root(into, merge.keep());
        }
        int[] label = new int[size.length];
        Map<Integer, Integer> numbers = new HashMap<>();
        for (int i = 0; i < label.length; i++) {
            int next = numbers.size();
            label[i] = numbers.computeIfAbsent(root(into, i), root -> next);
        }
        return label;
    }

    private static int root(int[] into, int item) {
        int root = item;
        while (into[root] != root) {
            root = into[root];
        }
        return root;
    }
}
