package dev.rostrum.daemon.agent;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A lane with a thread of its own. An outcome that is not finished when due is not waited for: it takes effect at the
 * first position at which it is, and the delay is counted.
 */
public final class ThreadLane<R> implements SideLane<R> {
    private final ExecutorService thread;
    private final AtomicLong deferred = new AtomicLong();
    private long dueSample;
    private boolean late;
    private @Nullable CompletableFuture<R> running;

    /** A lane whose thread carries {@code name}. */
    public ThreadLane(String name) {
        this.thread = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name(name).daemon().factory());
    }

    @Override
    public void submit(long newDueSample, Supplier<R> work) {
        if (running != null) {
            throw new IllegalStateException("dueSample=" + dueSample + " is not collected yet");
        }
        dueSample = newDueSample;
        late = false;
        running = CompletableFuture.supplyAsync(work, thread);
    }

    @Override
    public boolean busy() {
        return running != null;
    }

    @Override
    public Optional<R> collect(long atSample) {
        CompletableFuture<R> due = running;
        if (due == null || atSample < dueSample) {
            return Optional.empty();
        }
        if (!due.isDone()) {
            if (!late) {
                late = true;
                deferred.incrementAndGet();
            }
            return Optional.empty();
        }
        running = null;
        try {
            return Optional.of(due.join());
        } catch (CompletionException e) {
            throw new IllegalStateException("work beside the stream failed", e.getCause());
        }
    }

    /** Any thread. */
    @Override
    public long deferred() {
        return deferred.get();
    }

    @Override
    public void close() {
        thread.shutdownNow();
        running = null;
    }
}
