package dev.rostrum.service.status;

import dev.rostrum.service.time.TimeSource;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * How fast tokens may be tried: after a wrong one its address waits a second, in which nothing it shows is looked at.
 * Any thread. Bound: {@value #MOST_ADDRESSES} addresses.
 */
final class TokenThrottle {
    static final Duration WRONG_COSTS = Duration.ofSeconds(1);

    private static final int MOST_ADDRESSES = 10_000;

    private final TimeSource time;
    private final Map<String, Long> wrongAtNs = new LinkedHashMap<>();

    /** What came of a try. */
    enum Verdict {
        RIGHT,
        WRONG,
        /** It was not looked at. */
        TOO_SOON
    }

    TokenThrottle(TimeSource time) {
        this.time = time;
    }

    /** Looks at what {@code from} shows, unless it was wrong just now. */
    synchronized Verdict attempt(Origin from, BooleanSupplier right) {
        long nowNs = time.nanoTime();
        Long wrong = wrongAtNs.get(from.network());
        if (wrong != null && nowNs - wrong < WRONG_COSTS.toNanos()) {
            return Verdict.TOO_SOON;
        }
        wrongAtNs.remove(from.network());
        if (right.getAsBoolean()) {
            return Verdict.RIGHT;
        }
        wrongAtNs.put(from.network(), nowNs);
        if (wrongAtNs.size() > MOST_ADDRESSES) {
            wrongAtNs.remove(wrongAtNs.keySet().iterator().next());
        }
        return Verdict.WRONG;
    }
}
