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
     * @param seeds the first guess
     * @param seatsApart voices from seats that have nothing in common must be closer than the rest by so much to be one
     * @param joinCosine voices whose means are closer than this are one
     * @param voiceWeight a voice with less entry weight is none
     * @param strangeAtMost a voice whose entries are stranger in the mean is noise (see {@link VoiceSpace#strangeness})
     * @param ownedShare an entry belongs to somebody where all voices together have this share of it
     * @param talkers how many there may be
     * @param finer factor on the cut distance and on the price of a voice with each further try
     * @param triesAtMost how often it is tried to find the fewest talkers there are
     * @param variational the mixture
     */
    public record Settings(
            VoiceSeeds.Settings seeds,
            double seatsApart,
            double joinCosine,
            double voiceWeight,
            double strangeAtMost,
            double ownedShare,
            Talkers talkers,
            double finer,
            int triesAtMost,
            VariationalVoices.Settings variational) {
        public static Settings defaults() {
            return new Settings(
                    VoiceSeeds.Settings.defaults(),
                    0.1,
                    0.62,
                    1.0,
                    1.85,
                    0.5,
                    new Talkers(1, 20),
                    0.7,
                    5,
                    VariationalVoices.Settings.defaults());
        }

        /** The same with other hints. */
        Settings with(Talkers hints) {
            return new Settings(
                    seeds,
                    seatsApart,
                    joinCosine,
                    voiceWeight,
                    strangeAtMost,
                    ownedShare,
                    hints,
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
     * @param ownedShare from which share of all voices together an entry is nobody's noise
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Outcome(double[][] means, double[][] shares, double ownedShare) {
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
            return Arrays.stream(own).sum() >= ownedShare ? OptionalInt.of(heaviest) : OptionalInt.empty();
        }
    }

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
        for (int t = 1;
                t < settings.triesAtMost()
                        && shares[0].length < settings.talkers().atLeast();
                t++) {
            fineness *= settings.finer();
            shares = voices(entries, fineness);
        }
        return new Outcome(means(entries, shares, VoiceEntry::unit), shares, settings.ownedShare());
    }

    private double[][] voices(List<VoiceEntry> entries, double fineness) {
        VariationalVoices mixture =
                new VariationalVoices(entries, space, settings.variational().cheaper(fineness));
        double[][] shares = mixture.refine(new VoiceSeeds(entries, settings.seeds()).shares(fineness));
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

    /** Joins the two closest voices as long as they are alike, or too many. */
    private double[][] joined(List<VoiceEntry> entries, VariationalVoices mixture, double[][] start) {
        double[][] shares = start;
        while (shares[0].length > settings.talkers().atLeast()) {
            Pair closest = closest(means(entries, shares, VoiceEntry::centred), seats(entries, shares));
            boolean tooMany = shares[0].length > settings.talkers().atMost();
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
}
