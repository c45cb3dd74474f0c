package dev.rostrum.diarization.tracking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Guesses at the voices of a meeting from which the mixture sets out. Plain. */
final class InitialClusters {
    /**
     * What seeds a voice.
     *
     * @param cutDistance cosine distance at which average linkage stops; low, for joining comes later
     * @param cleanSeconds an entry with less clean speech seeds no voice, unless none has more
     * @param atMost entries that seed; of more, an even choice
     * @param otherShare start share of each voice in the entries of the others
     * @param seatShare how much of the distance between seeds is that between their directions, where both are known
     */
    public record Settings(double cutDistance, double cleanSeconds, int atMost, double otherShare, double seatShare) {
        static Settings of(TrackerParameters.Clustering figures) {
            return new Settings(figures.cutDistance(), 1.0, 600, 1e-3, 0.3);
        }
    }

    private static final int NO_SEED = -1;

    private final Settings settings;
    private final List<WeightedEmbedding> entries;

    InitialClusters(List<WeightedEmbedding> entries, Settings settings) {
        this.entries = entries;
        this.settings = settings;
    }

    /**
     * How much of each entry is whose by average linkage over the cleanest entries.
     *
     * @param fineness factor on the cut distance
     * @return {@code [entries][voices]}, rows add to 1
     */
    double[][] fresh(double fineness) {
        List<Integer> seeds = seeds();
        double[][] units = seeds.stream()
                .map(i -> DirectionHistogram.besides(
                        entries.get(i).unit(), entries.get(i).directions(), settings.seatShare()))
                .toArray(double[][]::new);
        int[] cluster = AgglomerativeClustering.cluster(units, settings.cutDistance() * fineness);
        int[] voice = new int[entries.size()];
        Arrays.fill(voice, NO_SEED);
        for (int i = 0; i < cluster.length; i++) {
            voice[seeds.get(i)] = cluster[i];
        }
        return shares(voice, 1 + Arrays.stream(cluster).max().orElse(0));
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

    /** Each entry is nearly all its voice's, or where it has none that of the nearest. */
    private double[][] shares(int[] voice, int voices) {
        double[][] means = new double[voices][entries.getFirst().centred().length];
        for (int t = 0; t < voice.length; t++) {
            if (voice[t] != NO_SEED) {
                Vectors.add(
                        means[voice[t]], entries.get(t).weight(), entries.get(t).centred());
            }
        }
        for (double[] mean : means) {
            Vectors.normalise(mean);
        }
        double[][] shares = new double[entries.size()][voices];
        double sum = 1 + (voices - 1) * settings.otherShare();
        for (int t = 0; t < shares.length; t++) {
            Arrays.fill(shares[t], settings.otherShare() / sum);
            int own = voice[t] == NO_SEED ? nearest(means, entries.get(t).centred()) : voice[t];
            shares[t][own] = 1 / sum;
        }
        return shares;
    }

    /** Entries of local speakers with enough clean speech; of too many, an even choice in time. */
    private List<Integer> seeds() {
        List<Integer> all = new ArrayList<>();
        for (int t = 0; t < entries.size(); t++) {
            WeightedEmbedding entry = entries.get(t);
            if (entry.kind() == WeightedEmbedding.Kind.LOCAL && entry.cleanSeconds() >= settings.cleanSeconds()) {
                all.add(t);
            }
        }
        if (all.isEmpty()) {
            IntStream.range(0, entries.size()).forEach(all::add);
        }
        if (all.size() <= settings.atMost()) {
            return all;
        }
        List<Integer> some = new ArrayList<>();
        for (int i = 0; i < settings.atMost(); i++) {
            some.add(all.get((int) ((long) i * all.size() / settings.atMost())));
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
