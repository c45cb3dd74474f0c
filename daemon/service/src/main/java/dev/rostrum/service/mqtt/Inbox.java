package dev.rostrum.service.mqtt;

import dev.rostrum.service.mqtt.link.LinkEvent;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The one way to the MQTT thread; any thread may offer. Bounded: what does not fit is dropped and counted. The bound of
 * room events is never met unless the MQTT thread hangs, since it never waits for the broker. Messages that come
 * in have a small bound of their own, so that a flood of them cannot push room events out.
 */
final class Inbox {
    private static final int MAX_ARRIVED = 256;

    private final LinkedBlockingQueue<Input> queue;
    private final AtomicInteger arrived = new AtomicInteger();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong flooded = new AtomicLong();

    Inbox(int capacity) {
        queue = new LinkedBlockingQueue<>(capacity);
    }

    /** Takes it, or counts it as dropped. */
    void offer(Input input) {
        if (isArrived(input) && arrived.incrementAndGet() > MAX_ARRIVED) {
            arrived.decrementAndGet();
            flooded.incrementAndGet();
        } else if (!queue.offer(input)) {
            dropped.incrementAndGet();
        }
    }

    /** The next one, waiting for it at most this long. */
    Optional<Input> take(long waitNs) throws InterruptedException {
        return taken(Optional.ofNullable(queue.poll(waitNs, TimeUnit.NANOSECONDS)));
    }

    /** The next one, if there is one. */
    Optional<Input> poll() {
        return taken(Optional.ofNullable(queue.poll()));
    }

    /** Room events and link events that did not fit since the start. */
    long dropped() {
        return dropped.get();
    }

    /** Messages that came in too fast since the start. */
    long flooded() {
        return flooded.get();
    }

    private Optional<Input> taken(Optional<Input> input) {
        input.filter(Inbox::isArrived).ifPresent(i -> arrived.decrementAndGet());
        return input;
    }

    private static boolean isArrived(Input input) {
        return input instanceof Input.Link link && link.event() instanceof LinkEvent.Arrived;
    }
}
