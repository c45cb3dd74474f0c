package dev.rostrum.drivers.audio;

/**
 * Finds samples that a sound system lost without a word, by comparing frames received with a clock. Delivery is
 * bursty and may be late but never early, so the smallest shortfall within half a second tells the true one; it moves
 * slowly with the drift between the two clocks, which is followed up to a limit, and steps up when frames are lost. A
 * step counts when it is still there in the next half second, so a loss is reported within about a second and a half.
 * Plain and deterministic; one thread.
 */
public final class ProgressCheck {
    private static final long WINDOW_NS = 500_000_000L;
    private static final double NANOS = 1e9;
    private static final double FOLLOW = 0.3;

    private final double framesPerNano;
    private final double stepFrames;
    private final double driftFrames;
    private boolean started;
    private long firstNs;
    private long firstFrames;
    private long lostFrames;
    private long windowEndNs;
    private double windowLeast;
    private double base = Double.NaN;
    private double suspected;
    private double driftPpm;
    private long gaps;

    /**
     * When a shortfall counts.
     *
     * @param stepMillis the least loss that is reported; above what delivery jitters by
     * @param driftLimitPpm the most by which two healthy clocks differ
     */
    public record Settings(double stepMillis, double driftLimitPpm) {
        /** Half a period of 20 ms; two crystals of 100 ppm each. */
        public static Settings defaults() {
            return new Settings(10, 200);
        }
    }

    public ProgressCheck(int sampleRate, Settings settings) {
        this.framesPerNano = sampleRate / NANOS;
        this.stepFrames = settings.stepMillis() * sampleRate / 1000;
        this.driftFrames = settings.driftLimitPpm() * 1e-6 * WINDOW_NS * framesPerNano;
    }

    /**
     * Takes note of how far the device has come.
     *
     * @param nowNs monotonic nanoseconds
     * @param received frames delivered or waiting, since the line was opened
     * @return frames found lost by this call, 0 nearly always
     */
    public long observe(long nowNs, long received) {
        if (!started) {
            started = true;
            firstNs = nowNs;
            firstFrames = received;
            openWindow(nowNs);
        }
        windowLeast = Math.min(windowLeast, shortfall(nowNs, received));
        if (nowNs < windowEndNs) {
            return 0;
        }
        long lost = judge();
        openWindow(nowNs);
        return lost;
    }

    /** Losses reported so far. */
    public long gaps() {
        return gaps;
    }

    /** Frames reported lost so far. */
    public long lostFrames() {
        return lostFrames;
    }

    /** How much faster than the device the clock runs, in parts per million, smoothed over about half a minute. */
    public double driftPpm() {
        return driftPpm;
    }

    private double shortfall(long nowNs, long received) {
        return (nowNs - firstNs) * framesPerNano - (received - firstFrames) - lostFrames;
    }

    private void openWindow(long nowNs) {
        windowEndNs = nowNs + WINDOW_NS;
        windowLeast = Double.POSITIVE_INFINITY;
    }

    private long judge() {
        if (Double.isNaN(base)) {
            base = windowLeast;
            return 0;
        }
        double excess = windowLeast - base;
        if (excess < -stepFrames) {
            /* a backlog from before the start was delivered: from now on less is outstanding */
            base = windowLeast;
            suspected = 0;
            return 0;
        }
        if (excess <= stepFrames) {
            suspected = 0;
            follow(excess);
            return 0;
        }
        if (suspected == 0) {
            suspected = excess;
            return 0;
        }
        long lost = Math.round(Math.min(suspected, excess));
        suspected = 0;
        gaps++;
        lostFrames += lost;
        return lost;
    }

    private void follow(double excess) {
        double move = Math.clamp(FOLLOW * excess, -driftFrames, driftFrames);
        base += move;
        double ppm = move / (WINDOW_NS * framesPerNano) * 1e6;
        driftPpm += (ppm - driftPpm) / 64;
    }
}
