package dev.rostrum.service.status;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One open page: messages on their way to it. The feed's thread offers, the client's own virtual thread writes. Bound:
 * {@link #WAITING} messages, about half a minute of a lively meeting; beyond it the page is too slow and is dropped.
 */
final class FeedClient {
    static final int WAITING = 256;

    /** A line that browsers ignore; shows in time that the other side is gone. */
    private static final byte[] ALIVE = {':', '\n', '\n'};

    private static final long ALIVE_EVERY_SECONDS = 15;

    private final Origin from;
    private final ArrayBlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(WAITING);
    private boolean begun;
    private boolean dropped;
    private @Nullable Thread writer;

    /** A page of {@code from}. */
    FeedClient(Origin from) {
        this.from = from;
    }

    /** Whose page it is. */
    Origin from() {
        return from;
    }

    /** The first message; what was sent before it is in it. Feed's thread. */
    void begin(byte[] beginning) {
        begun = true;
        waiting.offer(beginning);
    }

    /** Hands a message over; false where too many wait. Feed's thread. */
    boolean offer(byte[] message) {
        return !begun || waiting.offer(message);
    }

    /** Ends the client, even in the middle of a write that does not end: an interrupt closes its channel. Any thread. */
    synchronized void drop() {
        dropped = true;
        if (writer != null) {
            writer.interrupt();
        }
    }

    /** Writes until the page is gone or dropped. The client's thread. */
    void serve(OutputStream out) throws IOException {
        if (!take(Thread.currentThread())) {
            return;
        }
        try {
            while (true) {
                byte[] message = waiting.poll(ALIVE_EVERY_SECONDS, TimeUnit.SECONDS);
                out.write(message == null ? ALIVE : message);
                if (waiting.isEmpty()) {
                    out.flush();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            release();
        }
    }

    private synchronized boolean take(Thread thread) {
        writer = thread;
        return !dropped;
    }

    private synchronized void release() {
        writer = null;
    }
}
