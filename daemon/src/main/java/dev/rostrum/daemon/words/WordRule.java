package dev.rostrum.daemon.words;

import dev.rostrum.daemon.evaluation.Span;
import dev.rostrum.daemon.words.TalkerTimes.Stretch;
import dev.rostrum.daemon.words.TalkerTimes.Talker;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whose word it is: the talker with the most weight under the word.
 *
 * <p>A talker's weight at an instant is how sure his turn there is; outside his turns it falls from the nearest one's
 * to nothing over {@code looseSeconds}, for marks are that loose. The weight under a word is its mean over the word's
 * time, blurred by a triangle of {@code blurSeconds} each way, for a recogniser's times are that loose. Between equal
 * weights the one whose turn began first has the word; where nobody has weight, the nearest turn has it.
 */
public final class WordRule {
    private static final int POINTS = 48;

    private final TalkerTimes times;
    private final long looseNs;
    private final double blurNs;

    /**
     * How loose times are.
     *
     * @param looseSeconds beyond the end of a turn up to which it still counts
     * @param blurSeconds how far beside its place a word may be
     */
    public record Settings(double looseSeconds, double blurSeconds) {
        public Settings {
            if (!(looseSeconds > 0 && blurSeconds > 0)) {
                throw new IllegalArgumentException("looseSeconds=" + looseSeconds + " blurSeconds=" + blurSeconds);
            }
        }

        /** A quarter of a second each: what references of meetings are loose by. */
        public static Settings defaults() {
            return new Settings(0.25, 0.25);
        }
    }

    /**
     * The outcome for one word.
     *
     * @param talker whose it is
     * @param probability that it is his; 0 where the word lies in nobody's time and the nearest turn has it
     * @param others probability of everybody else who has any
     */
    public record Owner(String talker, double probability, SortedMap<String, Double> others) {}

    /** A talker who may have the word. */
    private record Claim(String talker, double weight, long turnFrom) {}

    /** @param times of at least one talker */
    public WordRule(TalkerTimes times, Settings settings) {
        if (times.talkers().isEmpty()) {
            throw new IllegalArgumentException("there are no turns to give words to");
        }
        this.times = times;
        this.looseNs = Math.round(settings.looseSeconds() * 1e9);
        this.blurNs = settings.blurSeconds() * 1e9;
    }

    /** Whose word it is. */
    public Owner ownerOf(Word word) {
        List<Claim> claims = new ArrayList<>();
        for (Talker talker : times.talkers()) {
            Claim claim = claim(talker, word);
            if (claim.weight() > 0) {
                claims.add(claim);
            }
        }
        if (claims.isEmpty()) {
            return new Owner(nearest(word), 0, new TreeMap<>());
        }
        Claim best = claims.getFirst();
        double sum = 0;
        for (Claim claim : claims) {
            sum += claim.weight();
            boolean tie = Math.abs(claim.weight() - best.weight()) < 1e-9;
            if (tie ? claim.turnFrom() < best.turnFrom() : claim.weight() > best.weight()) {
                best = claim;
            }
        }
        SortedMap<String, Double> others = new TreeMap<>();
        double scale = Math.max(1, sum);
        for (Claim claim : claims) {
            if (!claim.equals(best)) {
                others.put(claim.talker(), claim.weight() / scale);
            }
        }
        return new Owner(best.talker(), best.weight() / scale, others);
    }

    private Claim claim(Talker talker, Word word) {
        long reach = looseNs + (long) blurNs + 1;
        int first = talker.firstEndingAfter(word.span().from() - reach);
        int last = first;
        while (last < talker.stretches().size()
                && talker.stretches().get(last).span().from() < word.span().to() + reach) {
            last++;
        }
        if (first == last) {
            return new Claim(talker.name(), 0, 0);
        }
        List<Stretch> near = talker.stretches().subList(first, last);
        return new Claim(
                talker.name(), mean(near, word.span()), near.getFirst().span().from());
    }

    /** The mean weight over the word's blurred time: a box of its length on which the triangle has run. */
    private double mean(List<Stretch> near, Span word) {
        double from = word.from() - blurNs;
        Span first = near.getFirst().span();
        if (near.size() == 1 && first.from() <= from && first.to() >= word.to() + blurNs) {
            return near.getFirst().sureness(); // in the midst of a turn, as most words are: nothing to weigh
        }
        double step = (word.length() + 2 * blurNs) / POINTS;
        double weighed = 0;
        double all = 0;
        for (int i = 0; i < POINTS; i++) {
            double at = from + (i + 0.5) * step;
            double share = word.length() == 0
                    ? 1 - Math.abs(at - word.from()) / blurNs
                    : below((at - word.from()) / blurNs) - below((at - word.to()) / blurNs);
            all += share;
            weighed += share * weight(near, (long) at);
        }
        return weighed / all;
    }

    /** How much of a triangle from -1 to 1 lies below x. */
    private static double below(double x) {
        if (x <= -1) {
            return 0;
        }
        if (x >= 1) {
            return 1;
        }
        return x < 0 ? (1 + x) * (1 + x) / 2 : 1 - (1 - x) * (1 - x) / 2;
    }

    private double weight(List<Stretch> near, long at) {
        double most = 0;
        for (Stretch stretch : near) {
            long away = distance(stretch.span(), at);
            if (away < looseNs) {
                most = Math.max(most, stretch.sureness() * (1 - (double) away / looseNs));
            }
        }
        return most;
    }

    private static long distance(Span span, long at) {
        return Math.max(0, Math.max(span.from() - at, at - span.to()));
    }

    private String nearest(Word word) {
        String nearest = "";
        long least = Long.MAX_VALUE;
        for (Talker talker : times.talkers()) {
            int after = talker.firstEndingAfter(word.middle());
            for (int i = Math.max(0, after - 1);
                    i <= Math.min(after, talker.stretches().size() - 1);
                    i++) {
                long away = distance(talker.stretches().get(i).span(), word.middle());
                if (away < least) {
                    least = away;
                    nearest = talker.name();
                }
            }
        }
        return nearest;
    }
}
