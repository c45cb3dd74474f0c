package dev.rostrum.daemon.tracking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The voices of a meeting from all its entries: seeds by average linkage over the cleanest entries, refined by
 * {@link VariationalVoices}, and voices that are still alike joined. Plain: no state, deterministic.
 */
final class VoiceClustering {
    /**
     * What is a voice of its own.
     *
     * @param seedCutDistance cosine distance at which average linkage stops; low, for joining comes later
     * @param seedCleanSeconds an entry with less clean speech seeds no voice, unless none has more
     * @param seedsAtMost entries that seed; of more, an even choice
     * @param seedShare start share of a voice in the entries that did not seed it
     * @param seatShare how much of the distance between seeds is that between their directions, where both are known
     * @param seatsApart voices from seats that have nothing in common must be closer than the rest by so much to be one
     * @param joinCosine voices whose means are closer than this are one
     * @param voiceWeight a voice with less entry weight is none
     * @param strangeAtMost a voice whose entries are stranger in the mean is noise (see {@link VoiceSpace#strangeness})
     * @param talkersAtLeast fewest talkers, a hint: with fewer the clustering is tried again, finer
     * @param talkersAtMost most talkers; the closest are one until no more are left
     * @param finer factor on the cut distance and on the price of a voice with each further try
     * @param triesAtMost how often it is tried
     * @param variational the mixture
     */
    public record Settings(
            double seedCutDistance,
            double seedCleanSeconds,
            int seedsAtMost,
            double seedShare,
            double seatShare,
            double seatsApart,
            double joinCosine,
            double voiceWeight,
            double strangeAtMost,
            int talkersAtLeast,
            int talkersAtMost,
            double finer,
            int triesAtMost,
            VariationalVoices.Settings variational) {
        public static Settings defaults() {
            return new Settings(
                    0.45,
                    1.0,
                    600,
                    1e-3,
                    0.3,
                    0.1,
                    0.62,
                    1.0,
                    1.85,
                    1,
                    20,
                    0.7,
                    5,
                    VariationalVoices.Settings.defaults());
        }

        /**
         * The same with hints about the number of talkers.
         *
         * @throws IllegalArgumentException unless {@code 1 <= atLeast <= atMost}
         */
        Settings withTalkers(int atLeast, int atMost) {
            if (atLeast < 1 || atLeast > atMost) {
                throw new IllegalArgumentException("talkers atLeast=" + atLeast + " atMost=" + atMost);
            }
            return new Settings(
                    seedCutDistance,
                    seedCleanSeconds,
                    seedsAtMost,
                    seedShare,
                    seatShare,
                    seatsApart,
                    joinCosine,
                    voiceWeight,
                    strangeAtMost,
                    atLeast,
                    atMost,
                    finer,
                    triesAtMost,
                    variational);
        }
    }

    /**
     * What came of it.
     *
     * @param means unit mean of each voice's entries, {@code [voices][size]}
     * @param shares how much of each entry is whose, {@code [entries][voices]}; what is missing to 1 is noise
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Outcome(double[][] means, double[][] shares) {
        int voices() {
            return means.length;
        }

        /** The voice that entry {@code entry} belongs to most, or none if it is noise. */
        OptionalInt owner(int entry) {
            double[] own = shares[entry];
            int heaviest = 0;
            for (int k = 1; k < own.length; k++) {
                heaviest = own[k] > own[heaviest] ? k : heaviest;
            }
            return Arrays.stream(own).sum() >= MAJORITY ? OptionalInt.of(heaviest) : OptionalInt.empty();
        }
    }

    private static final double MAJORITY = 0.5;

    private final VoiceSpace space;
    private final Settings settings;

    VoiceClustering(VoiceSpace space, Settings settings) {
        this.space = space;
        this.settings = settings;
    }

    /** Clusters {@code entries}, at least one. */
    Outcome cluster(List<VoiceEntry> entries) {
        double fineness = 1;
        double[][] shares = voices(entries, fineness);
        for (int t = 1; t < settings.triesAtMost() && shares[0].length < settings.talkersAtLeast(); t++) {
            fineness *= settings.finer();
            shares = voices(entries, fineness);
        }
        return new Outcome(means(entries, shares, VoiceEntry::unit), shares);
    }

    private double[][] voices(List<VoiceEntry> entries, double fineness) {
        VariationalVoices mixture =
                new VariationalVoices(entries, space, settings.variational().cheaper(fineness));
        double[][] shares = mixture.refine(seeded(entries, settings.seedCutDistance() * fineness));
        shares = joined(entries, mixture, shares);
        shares = mixture.withAtLeast(shares, settings.voiceWeight());
        return withoutNoise(entries, shares);
    }

    private double[][] withoutNoise(List<VoiceEntry> entries, double[][] shares) {
        double[] weight = new double[shares[0].length];
        double[] strangeness = new double[shares[0].length];
        for (int t = 0; t < shares.length; t++) {
            VoiceEntry entry = entries.get(t);
            Vectors.add(weight, entry.weight(), shares[t]);
            Vectors.add(strangeness, entry.weight() * entry.strangeness(), shares[t]);
        }
        int[] voices = IntStream.range(0, weight.length)
                .filter(k -> strangeness[k] <= settings.strangeAtMost() * weight[k])
                .toArray();
        return Arrays.stream(shares)
                .map(row -> Arrays.stream(voices).mapToDouble(k -> row[k]).toArray())
                .toArray(double[][]::new);
    }

    private double[][] seeded(List<VoiceEntry> entries, double cutDistance) {
        List<Integer> seeds = seeds(entries);
        double[][] units = seeds.stream()
                .map(i -> DirectionHabits.besides(
                        entries.get(i).unit(), entries.get(i).directions(), settings.seatShare()))
                .toArray(double[][]::new);
        int[] cluster = Agglomeration.cluster(units, cutDistance);
        int voices = 1 + Arrays.stream(cluster).max().orElse(0);
        double[][] means = new double[voices][space.size()];
        int[] label = new int[entries.size()];
        Arrays.fill(label, -1);
        for (int i = 0; i < cluster.length; i++) {
            VoiceEntry entry = entries.get(seeds.get(i));
            label[seeds.get(i)] = cluster[i];
            Vectors.add(means[cluster[i]], entry.weight(), entry.centred());
        }
        for (double[] mean : means) {
            Vectors.normalise(mean);
        }
        double[][] shares = new double[entries.size()][voices];
        for (int t = 0; t < shares.length; t++) {
            Arrays.fill(shares[t], settings.seedShare());
            int own = label[t] >= 0 ? label[t] : nearest(means, entries.get(t).centred());
            shares[t][own] = 1;
            double sum = 1 + (voices - 1) * settings.seedShare();
            for (int k = 0; k < voices; k++) {
                shares[t][k] /= sum;
            }
        }
        return shares;
    }

    /** Entries of local speakers with enough clean speech; of too many, an even choice in time. */
    private List<Integer> seeds(List<VoiceEntry> entries) {
        List<Integer> all = new ArrayList<>();
        for (int t = 0; t < entries.size(); t++) {
            VoiceEntry entry = entries.get(t);
            if (entry.kind() == VoiceEntry.Kind.LOCAL && entry.cleanSeconds() >= settings.seedCleanSeconds()) {
                all.add(t);
            }
        }
        if (all.isEmpty()) {
            IntStream.range(0, entries.size()).forEach(all::add);
        }
        if (all.size() <= settings.seedsAtMost()) {
            return all;
        }
        List<Integer> some = new ArrayList<>();
        for (int i = 0; i < settings.seedsAtMost(); i++) {
            some.add(all.get((int) ((long) i * all.size() / settings.seedsAtMost())));
        }
        return some;
    }

    /** Joins the two closest voices as long as they are alike, or too many. */
    private double[][] joined(List<VoiceEntry> entries, VariationalVoices mixture, double[][] start) {
        double[][] shares = start;
        while (shares[0].length > settings.talkersAtLeast()) {
            Pair closest = closest(means(entries, shares, VoiceEntry::centred), seats(entries, shares));
            boolean tooMany = shares[0].length > settings.talkersAtMost();
            if (closest == null || (closest.cosine() < settings.joinCosine() && !tooMany)) {
                break;
            }
            shares = mixture.refine(join(shares, closest));
        }
        return shares;
    }

    private record Pair(int keep, int gone, double cosine) {}

    /** From where each voice speaks: weight of each direction, {@code [voices][DirectionHabits.BINS]}. */
    private static double[][] seats(List<VoiceEntry> entries, double[][] shares) {
        double[][] seats = new double[shares[0].length][DirectionHabits.BINS];
        for (int t = 0; t < shares.length; t++) {
            float[] from = entries.get(t).directions();
            for (int k = 0; k < seats.length; k++) {
                for (int bin = 0; bin < from.length; bin++) {
                    seats[k][bin] += shares[t][k] * entries.get(t).weight() * from[bin];
                }
            }
        }
        return seats;
    }

    /** The two voices that are most alike; voices from different seats are taken to be less so. */
    private @Nullable Pair closest(double[][] means, double[][] seats) {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < means.length; i++) {
            for (int j = i + 1; j < means.length; j++) {
                double apart = 1 - DirectionHabits.shared(seats[i], seats[j]);
                pairs.add(new Pair(i, j, Vectors.dot(means[i], means[j]) - settings.seatsApart() * apart));
            }
        }
        return pairs.stream().max(Comparator.comparingDouble(Pair::cosine)).orElse(null);
    }

    private static double[][] join(double[][] shares, Pair pair) {
        double[][] out = new double[shares.length][shares[0].length - 1];
        for (int t = 0; t < out.length; t++) {
            for (int k = 0, to = 0; k < shares[t].length; k++) {
                if (k != pair.gone()) {
                    out[t][to++] = shares[t][k] + (k == pair.keep() ? shares[t][pair.gone()] : 0);
                }
            }
        }
        return out;
    }

    private double[][] means(List<VoiceEntry> entries, double[][] shares, Function<VoiceEntry, double[]> vector) {
        double[][] means = new double[shares[0].length][space.size()];
        for (int t = 0; t < shares.length; t++) {
            for (int k = 0; k < means.length; k++) {
                Vectors.add(means[k], shares[t][k] * entries.get(t).weight(), vector.apply(entries.get(t)));
            }
        }
        for (double[] mean : means) {
            Vectors.normalise(mean);
        }
        return means;
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
