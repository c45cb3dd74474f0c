package dev.rostrum.service.mqtt.link;

/**
 * How long to wait before the next attempt: doubling from the first wait to the longest, each time spread over the
 * upper half so that a building's units do not come back in step after a power cut.
 */
final class ReconnectPolicy {
    private static final int MAX_DOUBLINGS = 20;
    private static final int MAX_STAND_BACK_DOUBLINGS = 5;

    private final MqttSettings.Retry settings;

    ReconnectPolicy(MqttSettings.Retry settings) {
        this.settings = settings;
    }

    /**
     * Nanoseconds to wait.
     *
     * @param attempt failures since a connection last held, 0 or more
     * @param random 0 to 1
     */
    long delayNs(int attempt, double random) {
        long longest = settings.longest().toNanos();
        long doubled = settings.first().toNanos() << Math.min(attempt, MAX_DOUBLINGS);
        long capped = doubled <= 0 ? longest : Math.min(doubled, longest);
        return spread(capped, random);
    }

    /**
     * Nanoseconds to wait while somebody else claims to be us.
     *
     * @param takeovers how often the connection was lost to it in a row, 0 or more
     * @param random 0 to 1
     */
    long standBackNs(int takeovers, double random) {
        int doublings = Math.clamp(takeovers - 1, 0, MAX_STAND_BACK_DOUBLINGS);
        return spread(settings.duplicateUnit().toNanos() << doublings, random);
    }

    private static long spread(long ns, double random) {
        return (long) (ns * (1 + random) / 2);
    }
}
