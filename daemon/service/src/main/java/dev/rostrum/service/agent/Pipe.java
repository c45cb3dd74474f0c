package dev.rostrum.service.agent;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A bounded hand-off from exactly one thread to exactly one other, first in, first out, without a lock. What does not
 * fit is refused and counted; the giver decides what that means.
 */
public final class Pipe<T> {
    private final AtomicReferenceArray<T> slots;
    private final AtomicLong given = new AtomicLong();
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    /** A pipe that holds at most {@code capacity} things. */
    public Pipe(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity=" + capacity);
        }
        this.slots = new AtomicReferenceArray<>(capacity);
    }

    /** Gives {@code item}; false, and counted, where the pipe is full. Giver's thread. */
    public boolean offer(T item) {
        long position = given.get();
        if (position - taken.get() >= slots.length()) {
            refused.incrementAndGet();
            return false;
        }
        slots.setPlain((int) (position % slots.length()), item);
        given.setRelease(position + 1);
        return true;
    }

    /** Takes the oldest, or nothing. Taker's thread. */
    public Optional<T> poll() {
        long position = taken.get();
        if (position == given.getAcquire()) {
            return Optional.empty();
        }
        T item = slots.getPlain((int) (position % slots.length()));
        taken.setRelease(position + 1);
        return Optional.of(item);
    }

    /** How many wait. Any thread; a guess unless both sides rest. */
    public int size() {
        return (int) (given.get() - taken.get());
    }

    /** How many things were refused so far. Any thread. */
    public long refused() {
        return refused.get();
    }
}
