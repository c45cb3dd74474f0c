package dev.rostrum.daemon.tracking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** First guess at the voices of a meeting: average linkage over its cleanest entries. Plain. */
final class VoiceSeeds {
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
        public static Settings defaults() {
            return new Settings(0.45, 1.0, 600, 1e-3, 0.3);
        }
    }

    private static final int NO_SEED = -1;

    private final Settings settings;
    private final List<VoiceEntry> entries;

    VoiceSeeds(List<VoiceEntry> entries, Settings settings) {
        this.entries = entries;
        this.settings = settings;
    }

    /**
     * How much of each entry is whose, to begin with: nearly all its own voice's, or that of the nearest.
     *
     * @param fineness factor on the cut distance
     * @return {@code [entries][voices]}, rows add to 1
     */
    double[][] shares(double fineness) {
        List<Integer> seeds = seeds();
        double[][] units = seeds.stream()
                .map(i -> DirectionHabits.besides(
                        entries.get(i).unit(), entries.get(i).directions(), settings.seatShare()))
                .toArray(double[][]::new);
        int[] cluster = Agglomeration.cluster(units, settings.cutDistance() * fineness);
        int voices = 1 + Arrays.stream(cluster).max().orElse(0);
        int[] voice = new int[entries.size()];
        Arrays.fill(voice, NO_SEED);
        double[][] means = new double[voices][entries.getFirst().centred().length];
        for (int i = 0; i < cluster.length; i++) {
            VoiceEntry entry = entries.get(seeds.get(i));
            voice[seeds.get(i)] = cluster[i];
            Vectors.add(means[cluster[i]], entry.weight(), entry.centred());
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
            VoiceEntry entry = entries.get(t);
            if (entry.kind() == VoiceEntry.Kind.LOCAL && entry.cleanSeconds() >= settings.cleanSeconds()) {
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
