package dev.rostrum.daemon.mqtt;

import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The one way to the MQTT thread; any thread may offer. Bounded: what does not fit is dropped and counted. The bound is
 * never met unless the MQTT thread hangs, since it never waits for the broker.
 */
final class Inbox {
    private final LinkedBlockingQueue<Input> queue;
    private final AtomicLong dropped = new AtomicLong();

    Inbox(int capacity) {
        queue = new LinkedBlockingQueue<>(capacity);
    }

    /** Takes it, or counts it as dropped. */
    void offer(Input input) {
        if (!queue.offer(input)) {
            dropped.incrementAndGet();
        }
    }

    /** The next one, waiting for it at most this long. */
    Optional<Input> take(long waitNs) throws InterruptedException {
        return Optional.ofNullable(queue.poll(waitNs, TimeUnit.NANOSECONDS));
    }

    /** The next one, if there is one. */
    Optional<Input> poll() {
        return Optional.ofNullable(queue.poll());
    }

    /** What did not fit since the start. */
    long dropped() {
        return dropped.get();
    }
}
