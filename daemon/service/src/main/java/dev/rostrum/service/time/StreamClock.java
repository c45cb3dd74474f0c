package dev.rostrum.service.time;

/**
 * Tells wall time and stream position apart and turns one into the other. The stream is the master: capture says how
 * far it is, and the clock keeps the smallest delay seen, letting it grow slowly so that a drifting device or a clock
 * that was set is followed. One thread moves it, any thread reads it.
 */
public final class StreamClock {
    /** A delay above the smallest is forgotten at this rate: 1 ms in 2 s follows any quartz. */
    private static final double FORGET = 5e-4;

    private static final long NS_PER_SECOND = 1_000_000_000L;

    private final TimeSource time;
    private final int sampleRate;
    private volatile Anchor anchor;

    /** Sample {@code sample} was spoken at {@code nanoTime}. */
    private record Anchor(long sample, long nanoTime) {}

    /** A clock whose sample 0 is now. */
    public StreamClock(TimeSource time, int sampleRate) {
        if (sampleRate < 1) {
            throw new IllegalArgumentException("sampleRate=" + sampleRate);
        }
        this.time = time;
        this.sampleRate = sampleRate;
        this.anchor = new Anchor(0, time.nanoTime());
    }

    /** Samples a second of stream positions. */
    public int sampleRate() {
        return sampleRate;
    }

    /** The stream begins, or goes on after a pause, with {@code sample} at {@code nowNs}. The capturing thread. */
    public void startAt(long sample, long nowNs) {
        anchor = new Anchor(sample, nowNs);
    }

    /** Everything before {@code sample} had been captured at {@code nowNs}. The capturing thread. */
    public void reached(long sample, long nowNs) {
        Anchor before = anchor;
        long expectedNs = before.nanoTime() + nanoseconds(sample - before.sample(), sampleRate);
        long lateNs = nowNs - expectedNs;
        // early: the delay was overestimated; late: most often a read that waited, so follow slowly
        long stepNs = lateNs <= 0 ? lateNs : Math.min(lateNs, (long) (FORGET * (expectedNs - before.nanoTime())));
        anchor = new Anchor(sample, expectedNs + stepNs);
    }

    /** Stream position at the monotonic time {@code nowNs}, by the newest anchor. */
    public long sampleAt(long nowNs) {
        Anchor now = anchor;
        long sinceNs = nowNs - now.nanoTime();
        return now.sample()
                + sinceNs / NS_PER_SECOND * sampleRate
                + sinceNs % NS_PER_SECOND * sampleRate / NS_PER_SECOND;
    }

    /** Stream position now. */
    public long sampleNow() {
        return sampleAt(time.nanoTime());
    }

    /** Wall time at which {@code sample} was spoken, in milliseconds since 1970 UTC, by the machine's clock as it is set now. */
    public long epochMillisAt(long sample) {
        Anchor now = anchor;
        long spokenNs = now.nanoTime() + nanoseconds(sample - now.sample(), sampleRate);
        return time.epochMillis() - (time.nanoTime() - spokenNs) / 1_000_000L;
    }

    /** How long so many samples last; exact to a nanosecond over days, where a product would overflow. */
    public static long nanoseconds(long samples, int sampleRate) {
        return samples / sampleRate * NS_PER_SECOND + samples % sampleRate * NS_PER_SECOND / sampleRate;
    }
}
