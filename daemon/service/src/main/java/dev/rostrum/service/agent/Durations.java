package dev.rostrum.service.agent;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long something took, many times over: counts in buckets that grow by an eighth of an octave, so that any
 * percentile is known within 9 %. One writer, any reader; of fixed size.
 */
public final class Durations {
    private static final int PER_OCTAVE = 8;
    private static final long SMALLEST_NS = 1_000;
    private static final int BUCKETS = 32 * PER_OCTAVE;

    private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);
    private volatile long sumNs;
    private volatile long maxNs;
    private volatile long count;

    /** It took {@code ns}. The one writer. */
    @SuppressWarnings({"NonAtomicVolatileUpdate", "NonAtomicOperationOnVolatileField"}) // one writer
    public void add(long ns) {
        counts.incrementAndGet(bucket(ns));
        sumNs += ns;
        maxNs = Math.max(maxNs, ns);
        count++;
    }

    /** How often. */
    public long count() {
        return count;
    }

    /** All together, in nanoseconds. */
    public long sumNs() {
        return sumNs;
    }

    /** The longest, in milliseconds; 0 where there is none. */
    public double maxMillis() {
        return maxNs / 1e6;
    }

    /** The duration that {@code share} (0 to 1) of all do not exceed, in milliseconds; 0 where there is none. */
    public double percentileMillis(double share) {
        long wanted = (long) Math.ceil(share * count);
        long seen = 0;
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            seen += counts.get(bucket);
            if (seen >= wanted && seen > 0) {
                return Math.min(upperNs(bucket), (double) maxNs) / 1e6;
            }
        }
        return maxMillis();
    }

    private static int bucket(long ns) {
        double octaves = Math.log((double) Math.max(ns, SMALLEST_NS) / SMALLEST_NS) / Math.log(2);
        return (int) Math.clamp(Math.ceil(octaves * PER_OCTAVE), 0, BUCKETS - 1);
    }

    private static double upperNs(int bucket) {
        return SMALLEST_NS * Math.pow(2, (double) bucket / PER_OCTAVE);
    }
}
