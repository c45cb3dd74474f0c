package dev.rostrum.service.analysis;

import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Whether sound waits longer for analysis than can go unsaid. Said until what waits is down to half, so that the word
 * does not come and go with every window. One thread.
 */
public final class Lateness {
    /** Stands in the degraded state while what is published is late. */
    public static final String WORD = "late";

    private final LongSupplier waitingSamples;
    private final long atMostSamples;
    private boolean late;

    /**
     * @param waitingSamples how much sound waits now; from any thread
     * @param atMostSamples more of it is late
     */
    public Lateness(LongSupplier waitingSamples, long atMostSamples) {
        this.waitingSamples = waitingSamples;
        this.atMostSamples = atMostSamples;
    }

    /** A word for {@code degraded} while what is published is late. */
    public Optional<String> trouble() {
        long waiting = waitingSamples.getAsLong();
        late = waiting > (late ? atMostSamples / 2 : atMostSamples);
        return late ? Optional.of(WORD) : Optional.empty();
    }
}
