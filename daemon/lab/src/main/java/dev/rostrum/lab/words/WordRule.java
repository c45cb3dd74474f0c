package dev.rostrum.lab.words;

import dev.rostrum.lab.words.SpeakerTimes.LabelSegment;
import dev.rostrum.lab.words.SpeakerTimes.Speaker;
import dev.rostrum.service.annotation.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whose word it is: the speaker who covers most of the word, and of those who cover about as much the surest.
 *
 * <p>A speaker's cover of an instant is 1 in his turns; outside it falls to nothing over {@code looseSeconds}, for marks
 * are that loose. The cover of a word is the mean over the word's time, blurred by a triangle of {@code blurSeconds}
 * each way, for a recogniser's times are that loose. Weight is cover times how sure the turn is. The word goes to the
 * greatest weight among those whose cover is at least {@code rivalCover} of the greatest; between equal weights to the
 * one whose turn began first; where nobody covers anything, to the nearest turn.
 */
public final class WordRule {
    private static final int POINTS = 48;
    private static final double SAME = 1e-9;

    private final SpeakerTimes times;
    private final long looseNs;
    private final double blurNs;
    private final double rivalCover;

    /**
     * How loose times are.
     *
     * @param looseSeconds beyond the end of a turn up to which it still counts
     * @param blurSeconds how far beside its place a word may be
     * @param rivalCover share of the greatest cover from which on sureness decides; above 0, at most 1
     */
    public record Settings(double looseSeconds, double blurSeconds, double rivalCover) {
        public Settings {
            if (!(looseSeconds > 0 && blurSeconds > 0 && rivalCover > 0 && rivalCover <= 1)) {
                throw new IllegalArgumentException(
                        "looseSeconds=" + looseSeconds + " blurSeconds=" + blurSeconds + " rivalCover=" + rivalCover);
            }
        }

        /** A quarter of a second each: what references of meetings are loose by. */
        public static Settings defaults() {
            return new Settings(0.25, 0.25, 0.95);
        }
    }

    /**
     * The outcome for one word.
     *
     * @param speaker whose it is
     * @param probability that it is his; 0 where the word lies in nobody's time and the nearest turn has it
     * @param others probability of everybody else who has any
     */
    public record Owner(String speaker, double probability, SortedMap<String, Double> others) {}

    /** A speaker who may have the word. */
    private record Claim(String speaker, double cover, double weight, long turnFrom) {}

    /** @param times of at least one speaker */
    public WordRule(SpeakerTimes times, Settings settings) {
        if (times.speakers().isEmpty()) {
            throw new IllegalArgumentException("there are no turns to give words to");
        }
        this.times = times;
        this.looseNs = Math.round(settings.looseSeconds() * 1e9);
        this.blurNs = settings.blurSeconds() * 1e9;
        this.rivalCover = settings.rivalCover();
    }

    /** Whose word it is. */
    public Owner ownerOf(Word word) {
        List<Claim> claims = new ArrayList<>();
        for (Speaker speaker : times.speakers()) {
            Claim claim = claim(speaker, word);
            if (claim.cover() > 0) {
                claims.add(claim);
            }
        }
        if (claims.isEmpty()) {
            return new Owner(nearest(word), 0, new TreeMap<>());
        }
        Claim best = best(claims);
        double sum = claims.stream().mapToDouble(Claim::weight).sum();
        SortedMap<String, Double> others = new TreeMap<>();
        double scale = Math.max(1, sum);
        for (Claim claim : claims) {
            if (!claim.equals(best)) {
                others.put(claim.speaker(), claim.weight() / scale);
            }
        }
        return new Owner(best.speaker(), best.weight() / scale, others);
    }

    private Claim claim(Speaker speaker, Word word) {
        long reach = looseNs + (long) blurNs + 1;
        int first = speaker.firstEndingAfter(word.span().from() - reach);
        int last = first;
        while (last < speaker.stretches().size()
                && speaker.stretches().get(last).span().from() < word.span().to() + reach) {
            last++;
        }
        if (first == last) {
            return new Claim(speaker.name(), 0, 0, 0);
        }
        List<LabelSegment> near = speaker.stretches().subList(first, last);
        return claim(speaker.name(), near, word.span());
    }

    private Claim best(List<Claim> claims) {
        double most = claims.stream().mapToDouble(Claim::cover).max().orElseThrow();
        return claims.stream()
                .filter(claim -> claim.cover() >= rivalCover * most)
                .min(Comparator.comparingLong((Claim claim) -> -Math.round(claim.weight() / SAME))
                        .thenComparingLong(Claim::turnFrom))
                .orElseThrow();
    }

    /** Means over the word's blurred time: a box of its length on which the triangle has run. */
    private Claim claim(String name, List<LabelSegment> near, Span word) {
        LabelSegment first = near.getFirst();
        double from = word.from() - blurNs;
        if (near.size() == 1 && first.span().from() <= from && first.span().to() >= word.to() + blurNs) {
            // in the midst of a turn, as most words are: nothing to weigh
            return new Claim(name, 1, first.sureness(), first.span().from());
        }
        double step = (word.length() + 2 * blurNs) / POINTS;
        double cover = 0;
        double weight = 0;
        double all = 0;
        for (int i = 0; i < POINTS; i++) {
            double at = from + (i + 0.5) * step;
            double share = word.length() == 0
                    ? 1 - Math.abs(at - word.from()) / blurNs
                    : below((at - word.from()) / blurNs) - below((at - word.to()) / blurNs);
            all += share;
            LabelSegment stretch = nearest(near, (long) at);
            double here = share * Math.max(0, 1 - (double) distance(stretch.span(), (long) at) / looseNs);
            cover += here;
            weight += here * stretch.sureness();
        }
        return new Claim(name, cover / all, weight / all, first.span().from());
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

    private static LabelSegment nearest(List<LabelSegment> near, long at) {
        LabelSegment nearest = near.getFirst();
        for (LabelSegment stretch : near) {
            if (distance(stretch.span(), at) < distance(nearest.span(), at)) {
                nearest = stretch;
            }
        }
        return nearest;
    }

    private static long distance(Span span, long at) {
        return Math.max(0, Math.max(span.from() - at, at - span.to()));
    }

    private String nearest(Word word) {
        String nearest = "";
        long least = Long.MAX_VALUE;
        for (Speaker speaker : times.speakers()) {
            int after = speaker.firstEndingAfter(word.middle());
            for (int i = Math.max(0, after - 1);
                    i <= Math.min(after, speaker.stretches().size() - 1);
                    i++) {
                long away = distance(speaker.stretches().get(i).span(), word.middle());
                if (away < least) {
                    least = away;
                    nearest = speaker.name();
                }
            }
        }
        return nearest;
    }
}
