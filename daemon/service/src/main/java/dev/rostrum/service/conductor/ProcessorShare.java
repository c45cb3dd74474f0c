package dev.rostrum.service.conductor;

import java.time.Duration;
import java.util.OptionalDouble;

/** How much of a processor core this process used since it was asked last. Confined to the thread that asks. */
public final class ProcessorShare {
    private static final double PERCENT = 100;

    private Duration usedBefore = Duration.ZERO;
    private long askedNs;
    private boolean asked;

    /**
     * Percent of one core, so that two busy ones are 200; empty the first time.
     *
     * @param used processor time of the process since its start
     */
    public OptionalDouble since(Duration used, long nowNs) {
        double share = (double) used.minus(usedBefore).toNanos() / Math.max(1, nowNs - askedNs) * PERCENT;
        OptionalDouble answer = asked ? OptionalDouble.of(share) : OptionalDouble.empty();
        usedBefore = used;
        askedNs = nowNs;
        asked = true;
        return answer;
    }
}
