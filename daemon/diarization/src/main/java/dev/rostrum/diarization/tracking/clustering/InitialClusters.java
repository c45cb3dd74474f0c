package dev.rostrum.diarization.tracking.clustering;

import dev.rostrum.diarization.speakers.SpeakerClustering;
import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.diarization.speakers.SpeakerModel;
import dev.rostrum.diarization.speakers.SpeakerStatistics;
import dev.rostrum.diarization.tracking.embedding.Vectors;
import dev.rostrum.diarization.tracking.embedding.WeightedEmbedding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Guesses at the speakers of a meeting from which the mixture sets out. Plain. */
public final class InitialClusters {
    /** Bounds what a guess costs; of more, an even choice. */
    private static final int SEEDS_AT_MOST = 600;

    /** Start share of each speaker in the entries of the others: enough for the mixture to move an entry. */
    private static final double OTHER_SHARE = 1e-3;

    private static final int NO_SEED = -1;

    private final SpeakerModel model;
    private final List<WeightedEmbedding> entries;

    InitialClusters(SpeakerModel model, List<WeightedEmbedding> entries) {
        this.model = model;
        this.entries = entries;
    }

    /**
     * How much of each entry is whose by the ratio of one speaker against two, over the pieces in which nobody else is
     * heard. Each counts as if no other held any of its sound: that makes the ratio too sure, so speakers come out whole or
     * in parts, which are joined later, and hardly ever two in one, which nothing parts again.
     *
     * @param atMost speakers, whatever the ratio says
     * @return {@code [entries][speakers]}, rows add to 1
     */
    double[][] fresh(int atMost) {
        List<Integer> seeds = seeds();
        List<SpeakerStatistics> speakers = seeds.stream()
                .map(entries::get)
                .map(entry -> new SpeakerStatistics(entry.weight(), 0, entry.speaker()))
                .toList();
        int[] cluster = new SpeakerClustering(model, speakers).joined(1, atMost);
        return shares(seeds, cluster);
    }

    /**
     * How much of each entry is whose if there are {@code speakers}, whatever the ratio says: for whom somebody counted
     * more speakers than sound different. By average linkage, for the ratio grows with what is behind each side, and
     * would part a single piece from all the others.
     *
     * @return {@code [entries][speakers]}, rows add to 1; fewer speakers where there are fewer entries
     */
    double[][] parted(int speakers) {
        List<Integer> seeds = seeds();
        double[][] units = seeds.stream().map(i -> entries.get(i).centred()).toArray(double[][]::new);
        return shares(seeds, AgglomerativeClustering.parted(units, speakers));
    }

    private double[][] shares(List<Integer> seeds, int[] cluster) {
        int[] speaker = new int[entries.size()];
        Arrays.fill(speaker, NO_SEED);
        for (int i = 0; i < cluster.length; i++) {
            speaker[seeds.get(i)] = cluster[i];
        }
        return shares(speaker, 1 + Arrays.stream(cluster).max().orElse(0));
    }

    /**
     * How much of each entry is whose as published so far.
     *
     * @param speakers of each entry; at least one is somebody
     * @return {@code [entries][speakers]}, rows add to 1
     */
    double[][] published(List<@Nullable SpeakerId> speakers) {
        List<SpeakerId> ids = SpeakerId.distinct(speakers);
        return shares(
                speakers.stream()
                        .mapToInt(speaker -> speaker == null ? NO_SEED : ids.indexOf(speaker))
                        .toArray(),
                ids.size());
    }

    /** Each entry is nearly all its speaker's, or where it has none that of the nearest. */
    private double[][] shares(int[] speaker, int speakers) {
        double[][] means = new double[speakers][entries.getFirst().centred().length];
        for (int t = 0; t < speaker.length; t++) {
            if (speaker[t] != NO_SEED) {
                Vectors.add(
                        means[speaker[t]],
                        entries.get(t).weight(),
                        entries.get(t).centred());
            }
        }
        for (double[] mean : means) {
            Vectors.normalise(mean);
        }
        double[][] shares = new double[entries.size()][speakers];
        double sum = 1 + (speakers - 1) * OTHER_SHARE;
        for (int t = 0; t < shares.length; t++) {
            Arrays.fill(shares[t], OTHER_SHARE / sum);
            int own = speaker[t] == NO_SEED ? nearest(means, entries.get(t).centred()) : speaker[t];
            shares[t][own] = 1 / sum;
        }
        return shares;
    }

    /** Pieces in which nobody else is heard, or all entries where there are none; of too many, an even choice in time. */
    private List<Integer> seeds() {
        List<Integer> all = new ArrayList<>();
        for (int t = 0; t < entries.size(); t++) {
            if (entries.get(t).alone()) {
                all.add(t);
            }
        }
        if (all.isEmpty()) {
            IntStream.range(0, entries.size()).forEach(all::add);
        }
        if (all.size() <= SEEDS_AT_MOST) {
            return all;
        }
        List<Integer> some = new ArrayList<>();
        for (int i = 0; i < SEEDS_AT_MOST; i++) {
            some.add(all.get((int) ((long) i * all.size() / SEEDS_AT_MOST)));
        }
        return some;
    }

    private static int nearest(double[][] means, double[] vector) {
        int best = 0;
        for (int k = 1; k < means.length; k++) {
            if (Vectors.dot(means[k], vector) > Vectors.dot(means[best], vector)) {
                best = k;
            }
        }
        return best;
    }
}
