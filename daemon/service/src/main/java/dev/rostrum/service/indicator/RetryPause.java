package dev.rostrum.service.indicator;

/** When to try a failed device again: after 1 s, then twice as long each time, at most 30 s. */
final class RetryPause {
    private static final long FIRST_NS = 1_000_000_000L;
    private static final long LONGEST_NS = 30_000_000_000L;

    private long pauseNs = FIRST_NS;
    private long failedNs;
    private boolean failing;

    /** May the device be tried now? */
    boolean over(long nowNs) {
        return !failing || nowNs - failedNs >= pauseNs;
    }

    /** It failed; true if it had not failed before, so that the first failure is told. */
    boolean failed(long nowNs) {
        boolean first = !failing;
        pauseNs = first ? FIRST_NS : Math.min(2 * pauseNs, LONGEST_NS);
        failing = true;
        failedNs = nowNs;
        return first;
    }

    /** It works; true if it had failed before. */
    boolean worked() {
        boolean wasFailing = failing;
        failing = false;
        return wasFailing;
    }
}
