package dev.rostrum.diarization.tracking;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where passes of the revision run, one at a time. With {@link #waiting()} a pass is done at once, on the caller's
 * thread: what comes out depends on the sound alone. With {@link #on} it runs elsewhere, and one that is not done when
 * its result falls due is taken later; that is counted. Used by one thread.
 */
public final class RevisionWorker {
    private final @Nullable Executor executor;
    private @Nullable CompletableFuture<?> running;
    private final AtomicLong deferred = new AtomicLong();

    private RevisionWorker(@Nullable Executor executor) {
        this.executor = executor;
    }

    /** For replay, evaluation and tests. */
    public static RevisionWorker waiting() {
        return new RevisionWorker(null);
    }

    /** For a running daemon: the executor's one thread does the passes. */
    public static RevisionWorker on(Executor executor) {
        return new RevisionWorker(executor);
    }

    /** How often a result was not there when it fell due, or asked for again since. Any thread. */
    public long deferred() {
        return deferred.get();
    }

    <T> Pass<T> begin(Supplier<T> pass) {
        CompletableFuture<T> future = executor == null
                ? CompletableFuture.completedFuture(pass.get())
                : CompletableFuture.supplyAsync(pass, executor);
        running = future;
        return new Pass<>(future);
    }

    boolean idle() {
        return running == null || running.isDone();
    }

    /** The result of {@code pass}, if it is there; a miss is counted. */
    <T> Optional<T> take(Pass<T> pass) {
        if (!pass.future.isDone()) {
            deferred.incrementAndGet();
            return Optional.empty();
        }
        try {
            return Optional.of(pass.future.join());
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** A pass under way. */
    static final class Pass<T> {
        private final CompletableFuture<T> future;

        private Pass(CompletableFuture<T> future) {
            this.future = future;
        }
    }
}
