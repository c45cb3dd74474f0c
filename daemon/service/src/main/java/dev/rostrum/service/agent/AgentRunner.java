package dev.rostrum.service.agent;

import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs an agent on a thread of its own: works, idles where there is nothing to do, and stops when told or when the
 * agent fails. An agent that fails is not run again: who started it decides what then.
 */
public final class AgentRunner implements AutoCloseable {
    /**
     * The longer there is nothing to do, the longer the naps: by this at first, then by a share of the last. A block of sound
     * lasts 20 ms and the bell ends a nap where work is handed on: looking more often cost more than hearing silence.
     */
    private static final long NAP_STEP_NS = 4_000_000;

    private static final int NAP_SHARE = 4;
    private static final long MAX_NAP_NS = 1_000_000_000;

    private final Agent agent;
    private final Bell bell;
    private final Runnable onCycle;
    private final BiConsumer<String, Throwable> onFailure;
    private final Thread thread;
    private volatile boolean stopping;

    /**
     * A runner of one agent, not yet started.
     *
     * @param bell ends the nap, if the agent takes one
     * @param onCycle called on the agent's thread whenever it comes back from its work: a sign of life
     * @param onFailure told the agent's name and what it threw, on the agent's thread; the agent is closed already
     */
    public AgentRunner(Agent agent, Bell bell, Runnable onCycle, BiConsumer<String, Throwable> onFailure) {
        this.agent = agent;
        this.bell = bell;
        this.onCycle = onCycle;
        this.onFailure = onFailure;
        this.thread = Thread.ofPlatform().name(agent.name()).unstarted(this::run);
    }

    /** Starts the thread. Once only. */
    public AgentRunner start() {
        thread.start();
        return this;
    }

    /** Whether the thread is at its end. Any thread. */
    public boolean ended() {
        return !thread.isAlive();
    }

    /** Tells the agent to stop after its present work, and does not wait. */
    public void stop() {
        stopping = true;
        bell.ring();
    }

    /** Stops and waits for the end, {@code limit} at most. True if the thread ended in time. */
    public boolean stopWithin(Duration limit) {
        stop();
        try {
            return thread.join(limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Stops and waits up to two seconds. */
    @Override
    public void close() {
        stopWithin(Duration.ofSeconds(2));
    }

    private void run() {
        Throwable failure = null;
        long napNs = 0;
        try {
            agent.onStart();
            while (!stopping) {
                int done = agent.doWork();
                onCycle.run();
                long longestNs = agent.napAtMost().toNanos();
                // one short nap, such as until the light is due, does not make those after it short
                napNs = done > 0 ? 0 : Math.min(napNs + Math.max(NAP_STEP_NS, napNs / NAP_SHARE), MAX_NAP_NS);
                if (napNs > 0) {
                    bell.sleep(Math.min(napNs, longestNs));
                }
            }
        } catch (Throwable e) { // the boundary: whatever it is, somebody must hear of it
            failure = e;
        }
        failure = close(failure);
        if (failure != null) {
            onFailure.accept(agent.name(), failure);
        }
    }

    private @Nullable Throwable close(@Nullable Throwable failure) {
        try {
            agent.onClose();
            return failure;
        } catch (RuntimeException e) {
            if (failure == null) {
                return e;
            }
            failure.addSuppressed(e);
            return failure;
        }
    }
}
