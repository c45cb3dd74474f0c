package dev.rostrum.service.agent;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Rung by whoever has something for an agent that may be napping. Made before both, so that neither has to be told of the
 * other later. One sleeper, any number of ringers; a ring while nobody sleeps ends the next sleep at once.
 */
public final class Bell {
    private volatile @Nullable Thread sleeper;
    private volatile boolean rung;

    /** There is something to do: put it where the agent looks before. Any thread. */
    public void ring() {
        rung = true;
        LockSupport.unpark(sleeper);
    }

    /** Sleeps until the bell is rung, or for this long; whoever wakes looks for work. The sleeper's thread. */
    void sleep(long nanos) {
        sleeper = Thread.currentThread();
        if (!rung) {
            LockSupport.parkNanos(this, nanos);
        }
        rung = false;
    }
}
