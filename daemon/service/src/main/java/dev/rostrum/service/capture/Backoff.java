package dev.rostrum.service.capture;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Pauses that double up to a limit, each shortened by up to half so that many units do not knock in step. */
final class Backoff {
    private final long firstNs;
    private final long mostNs;
    private final RandomGenerator random;
    private long pauseNs;

    Backoff(Duration first, Duration most, RandomGenerator random) {
        this.firstNs = first.toNanos();
        this.mostNs = most.toNanos();
        this.random = random;
    }

    /** It worked: the next failure starts small again. */
    void reset() {
        pauseNs = 0;
    }

    long nextPauseNs() {
        pauseNs = Math.clamp(2 * pauseNs, firstNs, mostNs);
        return (long) (pauseNs * (0.5 + 0.5 * random.nextDouble()));
    }
}
