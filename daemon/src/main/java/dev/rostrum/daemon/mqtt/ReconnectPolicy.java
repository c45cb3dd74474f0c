package dev.rostrum.daemon.mqtt;

import java.time.Duration;

/**
 * How long to wait before the next attempt: doubling from {@code first} to {@code longest}, each time spread over the
 * upper half so that a building's units do not come back in step after a power cut.
 */
final class ReconnectPolicy {
    private static final int MAX_DOUBLINGS = 20;

    private final Settings settings;

    /** Waiting times, {@code first} at least 1 ms. */
    public record Settings(Duration first, Duration longest) {
        public Settings {
            if (first.toMillis() < 1 || longest.compareTo(first) < 0) {
                throw new IllegalArgumentException("first=" + first + " longest=" + longest);
            }
        }

        /** One second to one minute. */
        public static Settings defaults() {
            return new Settings(Duration.ofSeconds(1), Duration.ofMinutes(1));
        }
    }

    ReconnectPolicy(Settings settings) {
        this.settings = settings;
    }

    /**
     * Nanoseconds to wait.
     *
     * @param attempt failed attempts since the last connection, 0 or more
     * @param random 0 to 1
     */
    long delayNs(int attempt, double random) {
        long doubled = settings.first().toNanos() << Math.min(attempt, MAX_DOUBLINGS);
        long capped = doubled < 0
                ? settings.longest().toNanos()
                : Math.min(doubled, settings.longest().toNanos());
        return (long) (capped * (1 + random) / 2);
    }
}
