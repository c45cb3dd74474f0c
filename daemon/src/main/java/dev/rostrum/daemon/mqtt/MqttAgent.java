package dev.rostrum.daemon.mqtt;

import dev.rostrum.daemon.time.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the connection and decides what goes out next: availability and the other retained topics first, then replies,
 * then events in order, never more at once than the broker takes. Confined to the MQTT thread, which calls
 * {@link #doWork}; tests call it themselves.
 */
final class MqttAgent {
    private static final Logger LOG = LoggerFactory.getLogger(MqttAgent.class);
    private static final int MAX_REPLIES = 256;
    private static final long NO_EVENT = 0;

    private final BrokerLink.Opener opener;
    private final MqttSettings settings;
    private final TimeSource time;
    private final RandomGenerator random;
    private final ReconnectPolicy reconnect;
    private final Contents contents;
    private final Inbox inbox;
    private final Deque<Message> replies = new ArrayDeque<>();

    // for as long as one attempt or connection lasts
    private Optional<BrokerLink> link = Optional.empty();
    private final Map<Long, Long> inFlight = new HashMap<>();
    private boolean connected;
    private int window;
    private long deadlineNs;

    private long attempt;
    private int failures;
    private long nextAttemptNs;
    private long nextHandle = 1;
    private String trouble = "";
    private boolean duplicateUnit;
    private long delivered;
    private long refused;
    private long connections;
    private long commandsRefused;

    /** What there is to send, and who takes what comes in. */
    record Contents(RetainedBoard board, Outbox outbox, EventTranslator translator, Surroundings surroundings) {}

    /** What the agent needs of its publisher. */
    interface Surroundings {
        /** Last will of the next connection. */
        Message will();

        /** Filter of the topics to listen to. */
        String filter();

        /** A message came in. */
        void arrived(Message message);
    }

    MqttAgent(MqttSettings settings, TimeSource time, BrokerLink.Opener opener, Contents contents, Inbox inbox) {
        this.settings = settings;
        this.time = time;
        this.opener = opener;
        this.contents = contents;
        this.inbox = inbox;
        this.random = RandomGenerator.getDefault();
        this.reconnect = new ReconnectPolicy(settings.reconnect());
        this.nextAttemptNs = time.nanoTime();
    }

    /** Takes one input and does all that is due; returns the nanoseconds until something else is due. */
    long doWork(Optional<Input> input) {
        input.ifPresent(this::take);
        long nowNs = time.nanoTime();
        if (link.isEmpty() && nowNs >= nextAttemptNs) {
            open(nowNs);
        } else if (link.isPresent() && !connected && nowNs >= deadlineNs) {
            lost(new LinkEvent.Lost(
                    0, "no answer within " + settings.connection().connectTimeout()));
        }
        pump(nowNs);
        contents.outbox().tidy(nowNs);
        return waitNs(nowNs);
    }

    /** Something is on its way to the broker, or waits to be. */
    boolean busy() {
        return connected && (!inFlight.isEmpty() || contents.outbox().size() > 0 || !replies.isEmpty());
    }

    /** Says goodbye where there is a connection, gives up an attempt. */
    void close() {
        link.ifPresent(connected ? BrokerLink::close : BrokerLink::abandon);
        link = Optional.empty();
        connected = false;
        contents.outbox().close();
    }

    MqttStatus status() {
        long dropped = contents.outbox().dropped() + inbox.dropped();
        return new MqttStatus(
                connected,
                trouble,
                duplicateUnit,
                contents.outbox().size(),
                delivered,
                dropped,
                refused,
                connections,
                commandsRefused);
    }

    /** A command was not obeyed. */
    void countRefusedCommand() {
        commandsRefused++;
    }

    private void take(Input input) {
        switch (input) {
            case Input.Event e -> contents.translator().accept(e.event(), e.epochMillis());
            case Input.Reply reply -> reply(reply.message());
            case Input.Stop stop -> {}
            case Input.Link l -> {
                if (l.attempt() == attempt && link.isPresent()) {
                    linkEvent(l.event());
                }
            }
        }
    }

    private void linkEvent(LinkEvent event) {
        switch (event) {
            case LinkEvent.Connected c -> connected(c);
            case LinkEvent.Lost lost -> lost(lost);
            case LinkEvent.Delivered d -> {
                delivered++;
                settle(d.handle());
            }
            case LinkEvent.Refused r -> {
                refused++;
                if (Long.bitCount(refused) == 1) {
                    LOG.warn(
                            "event=publish-refused reason=0x{} count={}", Integer.toHexString(r.reasonCode()), refused);
                }
                settle(r.handle());
            }
            case LinkEvent.Arrived arrived -> contents.surroundings().arrived(arrived.message());
        }
    }

    private void reply(Message message) {
        if (connected && replies.size() < MAX_REPLIES) {
            replies.addLast(message);
        }
    }

    private void settle(long handle) {
        Long ordinal = inFlight.remove(handle);
        if (ordinal != null && ordinal != NO_EVENT) {
            contents.outbox().settle(ordinal);
        }
    }

    private void open(long nowNs) {
        long current = ++attempt;
        deadlineNs = nowNs
                + settings.connection()
                        .connectTimeout()
                        .plus(Duration.ofSeconds(1))
                        .toNanos();
        link = Optional.of(
                opener.open(contents.surroundings().will(), event -> inbox.offer(new Input.Link(current, event))));
    }

    private void connected(LinkEvent.Connected event) {
        connected = true;
        connections++;
        failures = 0;
        trouble = "";
        duplicateUnit = false;
        window = Math.min(settings.connection().inFlight(), event.receiveMaximum());
        inFlight.clear();
        contents.board().restart();
        contents.outbox().restart();
        link.ifPresent(l -> l.subscribe(contents.surroundings().filter()));
        LOG.info(
                "event=broker-connected broker={} window={} waiting={}",
                settings.broker(),
                window,
                contents.outbox().size());
    }

    private void lost(LinkEvent.Lost event) {
        link.ifPresent(BrokerLink::abandon);
        link = Optional.empty();
        connected = false;
        inFlight.clear();
        replies.clear();
        duplicateUnit = event.reasonCode() == LinkEvent.Lost.SESSION_TAKEN_OVER;
        trouble = event.what();
        long delayNs = reconnect.delayNs(failures, random.nextDouble());
        nextAttemptNs = time.nanoTime() + delayNs;
        failures++;
        if (Integer.bitCount(failures) == 1) {
            LOG.warn("event=broker-lost broker={} attempt={} cause=\"{}\"", settings.broker(), failures, trouble);
        }
    }

    private void pump(long nowNs) {
        while (connected && inFlight.size() < window) {
            Optional<Message> message = contents.board().next(nowNs);
            long ordinal = NO_EVENT;
            if (message.isEmpty()) {
                message = Optional.ofNullable(replies.pollFirst());
            }
            if (message.isEmpty()) {
                Optional<Outbox.Next> next = contents.outbox().next();
                message = next.map(Outbox.Next::message);
                ordinal = next.map(Outbox.Next::ordinal).orElse(NO_EVENT);
            }
            if (message.isEmpty()) {
                return;
            }
            send(message.get(), ordinal);
        }
    }

    private void send(Message message, long ordinal) {
        long handle = nextHandle++;
        inFlight.put(handle, ordinal);
        link.ifPresent(l -> l.publish(handle, message));
    }

    private long waitNs(long nowNs) {
        if (link.isEmpty()) {
            return Math.max(0, nextAttemptNs - nowNs);
        }
        if (!connected) {
            return Math.max(0, deadlineNs - nowNs);
        }
        return inFlight.size() < window ? contents.board().waitNs(nowNs) : Long.MAX_VALUE;
    }
}
