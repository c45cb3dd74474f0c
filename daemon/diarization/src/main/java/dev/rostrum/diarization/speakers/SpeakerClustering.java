package dev.rostrum.diarization.speakers;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Bottom-up clustering by the log-likelihood ratio of "one speaker" against "two": the two clusters of the largest ratio
 * become one until no ratio speaks for one. The number of speakers is an outcome; nothing is tuned to the sound.
 * Deterministic; ties go to the lowest index. O(n^2) memory. Use once, on one thread.
 */
public final class SpeakerClustering {
    /** Counts of pieces on this grid share their terms, which cost most; a count is off by 2.5 % at most. */
    private static final double COUNT_STEP = Math.log(1.05);

    private static final int COUNTS = 1 << 12;

    private final SpeakerModel model;
    private final SpeakerStatistics[] clusters;
    private final int[] into;
    private final float[][] ratio;
    private final int[] partner;
    private final Map<Integer, RatioTerms> terms = new HashMap<>();
    private int count;

    /** One cluster an item. */
    public SpeakerClustering(SpeakerModel model, List<SpeakerStatistics> items) {
        this.model = model;
        count = items.size();
        clusters = items.toArray(SpeakerStatistics[]::new);
        into = new int[count];
        Arrays.setAll(into, i -> i);
        ratio = new float[count][];
        partner = new int[count];
        for (int i = 0; i < count; i++) {
            ratio[i] = new float[i];
            for (int j = 0; j < i; j++) {
                ratio[i][j] = (float) between(i, j);
            }
            partner[i] = best(i);
        }
    }

    /**
     * Joins clusters as long as their ratio is above zero, but never below {@code atLeast} clusters, and further down to
     * {@code atMost} whatever the ratio.
     *
     * @return cluster of each item, numbered from 0 by first item
     */
    public int[] joined(int atLeast, int atMost) {
        while (count > atLeast) {
            int i = -1;
            for (int row = 1; row < clusters.length; row++) {
                if (!isGone(row) && partner[row] >= 0 && (i < 0 || ratio[row][partner[row]] > ratio[i][partner[i]])) {
                    i = row;
                }
            }
            if (i < 0 || (ratio[i][partner[i]] <= 0 && count <= atMost)) {
                break;
            }
            join(partner[i], i);
        }
        int[] label = new int[into.length];
        int next = 0;
        for (int i = 0; i < label.length; i++) {
            label[i] = into[i] == i ? next++ : label[into[i]];
        }
        return label;
    }

    private void join(int kept, int lost) {
        clusters[kept] = clusters[kept].plus(clusters[lost]);
        into[lost] = kept;
        count--;
        for (int j = 0; j < clusters.length; j++) {
            if (j != kept && !isGone(j)) {
                ratio[Math.max(kept, j)][Math.min(kept, j)] = (float) between(Math.max(kept, j), Math.min(kept, j));
            }
        }
        for (int row = 1; row < clusters.length; row++) {
            if (!isGone(row)) {
                int had = partner[row];
                boolean lostPartner = row == kept || had == kept || had == lost;
                if (lostPartner) {
                    partner[row] = best(row);
                } else if (row > kept && ratio[row][kept] > ratio[row][had]) {
                    partner[row] = kept;
                }
            }
        }
    }

    private boolean isGone(int cluster) {
        return into[cluster] != cluster;
    }

    /** The cluster before {@code row} that is most likely the same speaker, -1 for none. */
    private int best(int row) {
        int best = -1;
        for (int j = 0; j < row; j++) {
            if (!isGone(j) && (best < 0 || ratio[row][j] > ratio[row][best])) {
                best = j;
            }
        }
        return best;
    }

    private double between(int i, int j) {
        int a = step(clusters[i].pieces());
        int b = step(clusters[j].pieces());
        RatioTerms both = terms.computeIfAbsent(
                a * COUNTS + b, key -> new RatioTerms(model, Math.exp(a * COUNT_STEP), Math.exp(b * COUNT_STEP)));
        return both.of(clusters[i].mean(), clusters[j].mean());
    }

    private static int step(double pieces) {
        return (int) Math.round(Math.log(pieces) / COUNT_STEP);
    }
}
