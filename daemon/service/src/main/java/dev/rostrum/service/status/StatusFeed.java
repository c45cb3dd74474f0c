package dev.rostrum.service.status;

import dev.rostrum.service.event.EventSink;
import dev.rostrum.service.event.RoomEvent;
import dev.rostrum.service.time.TimeSource;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes events from the conductor and hands messages to the open pages. The conductor only puts an event into a bounded
 * queue; a thread of the feed's own does the rest. A page that does not keep up is dropped, never waited for.
 */
final class StatusFeed implements EventSink, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StatusFeed.class);

    /** Minutes of events at the busiest meeting: reached only if the feed's thread hangs. */
    private static final int WAITING_EVENTS = 10_000;

    /** Whoever holds so many pages more than a newcomer gives way; with one more the two would take turns. */
    private static final int LEAD = 2;

    private static final long TICK_EVERY_NS = 1_000_000_000L;

    private final ArrayBlockingQueue<Asked> waiting = new ArrayBlockingQueue<>(WAITING_EVENTS);
    private final Set<FeedClient> clients = new CopyOnWriteArraySet<>(); // oldest first
    private final AtomicLong lost = new AtomicLong();
    private final PageState board;
    private final TimeSource time;
    private final int mostClients;
    private final Thread thread;
    private volatile boolean closed;

    /** What the feed's thread has to do: an event to apply, or a client to begin with. */
    private record Asked(
            @Nullable RoomEvent event, @Nullable FeedClient client) {}

    /** Begins at once. */
    StatusFeed(StatusSources sources, int mostClients) {
        this.board = new PageState(sources);
        this.time = sources.time();
        this.mostClients = mostClients;
        this.thread = Thread.ofPlatform().name("status").daemon().start(this::run);
    }

    @Override
    public void onEvent(RoomEvent event) {
        if (!waiting.offer(new Asked(event, null))) {
            lost.incrementAndGet();
        }
    }

    /** A new page's place; none where all are taken and nobody holds many more than {@code from}. Any thread. */
    Optional<FeedClient> join(Origin from) {
        FeedClient client = new FeedClient(from);
        synchronized (clients) {
            Optional<FeedClient> leaving = clients.size() < mostClients
                    ? Optional.empty()
                    : Origin.givesWay(clients, FeedClient::from, from, LEAD);
            if (closed || (clients.size() >= mostClients && leaving.isEmpty())) {
                return Optional.empty();
            }
            leaving.ifPresent(this::drop);
            clients.add(client);
        }
        if (!waiting.offer(new Asked(null, client))) {
            leave(client);
            return Optional.empty();
        }
        return Optional.of(client);
    }

    /** Gives the place back. Any thread; twice does no harm. */
    void leave(FeedClient client) {
        clients.remove(client);
    }

    /** Pages open now. */
    int clients() {
        return clients.size();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        clients.forEach(FeedClient::drop);
    }

    private void run() {
        long tickAtNs = time.nanoTime() + TICK_EVERY_NS;
        while (!closed) {
            try {
                long waitNs = tickAtNs - time.nanoTime();
                Asked asked = waiting.poll(Math.max(0, waitNs), TimeUnit.NANOSECONDS);
                if (asked != null) {
                    serve(asked);
                }
                if (time.nanoTime() - tickAtNs >= 0) {
                    tickAtNs = time.nanoTime() + TICK_EVERY_NS;
                    if (!clients.isEmpty()) {
                        send(board.tick(clients.size(), lost.get()));
                    }
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.error("event=status-page-fault", e);
            }
        }
    }

    private void serve(Asked asked) {
        if (asked.event() != null) {
            String message = board.apply(asked.event());
            if (!clients.isEmpty()) {
                send(message);
            }
        }
        if (asked.client() != null) {
            asked.client().begin(board.beginning().getBytes(StandardCharsets.UTF_8));
        }
    }

    private void send(String message) {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        for (FeedClient client : clients) {
            if (!client.offer(bytes)) {
                drop(client);
                LOG.info("event=status-client-dropped reason=slow");
            }
        }
    }

    private void drop(FeedClient client) {
        leave(client);
        client.drop();
    }
}
