package dev.rostrum.daemon.agent;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A lane that works on the stream's own thread, and so never late: replay, evaluation, tests. */
public final class InlineLane<R> implements SideLane<R> {
    private long dueSample;
    private @Nullable Supplier<R> work;

    @Override
    public void submit(long newDueSample, Supplier<R> newWork) {
        if (work != null) {
            throw new IllegalStateException("dueSample=" + dueSample + " is not collected yet");
        }
        dueSample = newDueSample;
        work = newWork;
    }

    @Override
    public boolean busy() {
        return work != null;
    }

    @Override
    public Optional<R> collect(long atSample) {
        if (work == null || atSample < dueSample) {
            return Optional.empty();
        }
        Supplier<R> due = work;
        work = null;
        return Optional.of(due.get());
    }

    @Override
    public long deferred() {
        return 0;
    }

    @Override
    public void close() {
        work = null;
    }
}
