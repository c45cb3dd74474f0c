package dev.rostrum.service.mqtt;

import dev.rostrum.service.mqtt.command.CommandHandler;
import dev.rostrum.service.mqtt.homeassistant.HomeAssistantDiscovery;
import dev.rostrum.service.mqtt.link.BrokerLink;
import dev.rostrum.service.mqtt.link.LinkEvent;
import dev.rostrum.service.mqtt.link.LinkKeeper;
import dev.rostrum.service.mqtt.outbox.Outbox;
import dev.rostrum.service.mqtt.payload.Message;
import dev.rostrum.service.time.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what goes out next: events as they happen, then the retained topics, then replies, then what is late; never
 * more at once than the broker takes. Confined to the MQTT thread, which calls {@link #doWork}; tests call it
 * themselves.
 */
final class MqttAgent {
    private static final Logger LOG = LoggerFactory.getLogger(MqttAgent.class);
    private static final int MAX_REPLIES = 512;
    private static final long NO_EVENT = 0;
    /** Whatever refuses an event may refuse the snapshot too, and then the next one: not for ever at full speed. */
    private static final long REFUSED_AGAIN_NS = Duration.ofMinutes(1).toNanos();

    private final TimeSource time;
    private final LinkKeeper keeper;
    private final Contents contents;
    private final Deque<Message> replies = new ArrayDeque<>();
    private final Map<Long, Long> inFlight = new HashMap<>();
    private long nextHandle = 1;
    private long delivered;
    private long refused;
    private long refusedEvents;
    private boolean unsubscribed;
    private long droppedTold;
    private long refusedTold;
    private long refusalDueNs;

    /**
     * What there is to send, and who takes what comes in.
     *
     * @param scalars where plain words are wanted
     * @param unheard how many room events were lost on their way to this thread
     */
    record Contents(
            RetainedState board,
            Outbox outbox,
            EventTranslator translator,
            CommandHandler desk,
            HomeAssistantDiscovery discovery,
            Optional<Scalars> scalars,
            LongSupplier unheard) {}

    MqttAgent(TimeSource time, LinkKeeper keeper, Contents contents) {
        this.time = time;
        this.keeper = keeper;
        this.contents = contents;
    }

    /** Takes one input and does all that is due; returns the nanoseconds until something else is due. */
    long doWork(Optional<Input> input) {
        input.ifPresent(i -> take(i, time.nanoTime()));
        contents.outbox().keepLastWords(contents.translator().lastWords());
        long nowNs = time.nanoTime();
        contents.scalars().ifPresent(words -> words.tick(nowNs));
        keeper.work(nowNs);
        if (keeper.link().isEmpty()) {
            inFlight.clear();
            replies.clear();
        }
        pump(nowNs);
        contents.outbox().tidy(nowNs);
        tellDrops(nowNs);
        long wait = keeper.waitNs(nowNs);
        boolean room = keeper.link().isPresent() && inFlight.size() < keeper.window();
        return room ? Math.min(wait, contents.board().waitNs(nowNs)) : wait;
    }

    /** Queues a reply; without a connection nobody waits for it any more. */
    void reply(Message message) {
        if (keeper.link().isPresent() && replies.size() < MAX_REPLIES) {
            replies.addLast(message);
        }
    }

    /** Something is on its way to the broker, or could be. */
    boolean busy() {
        boolean waits = contents.outbox().size() > 0
                || !replies.isEmpty()
                || contents.board().waitNs(time.nanoTime()) == 0;
        return keeper.link().isPresent() && (!inFlight.isEmpty() || waits);
    }

    /** Events were dropped, and no snapshot followed yet. */
    boolean owesSnapshot() {
        return dropped() > droppedTold || refusedEvents > refusedTold;
    }

    /** Messages acknowledged since the start. */
    long delivered() {
        return delivered;
    }

    /** Messages that the broker would not have since the start. */
    long refused() {
        return refused;
    }

    /** The broker refused a subscription of the connection that holds. */
    boolean unsubscribed() {
        return unsubscribed;
    }

    /** Ends the connection and closes the outbox. */
    void close() {
        keeper.close();
        contents.outbox().close();
    }

    private void take(Input input, long nowNs) {
        switch (input) {
            case Input.Event e -> {
                contents.translator().accept(e.event(), e.epochMillis());
                contents.scalars().ifPresent(words -> words.apply(e.event(), nowNs));
            }
            case Input.CommandEnded ended -> contents.desk().done(ended.ticket(), ended.result());
            case Input.Stop stop -> {}
            case Input.Link l -> {
                if (keeper.isCurrent(l.attempt())) {
                    linkEvent(l.event(), nowNs);
                }
            }
        }
    }

    private void linkEvent(LinkEvent event, long nowNs) {
        switch (event) {
            case LinkEvent.Connected connected -> {
                if (keeper.connected(connected, nowNs)) {
                    begin();
                }
            }
            case LinkEvent.Lost lost -> keeper.lost(lost, nowNs);
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
                refusedEvents += settle(r.handle()) ? 1 : 0;
            }
            case LinkEvent.NotSubscribed no -> {
                unsubscribed = true;
                LOG.warn(
                        "event=subscription-refused filter={} reason=0x{}",
                        no.filter(),
                        Integer.toHexString(no.reasonCode()));
            }
            case LinkEvent.Arrived arrived -> {
                if (!keeper.looked(arrived.message(), nowNs)) {
                    arrived(arrived.message(), nowNs);
                }
            }
        }
    }

    private void arrived(Message message, long nowNs) {
        if (message.topic().equals(contents.discovery().birthTopic())) {
            contents.board().repeat(contents.discovery().topic());
        } else {
            contents.desk().take(message, nowNs);
        }
    }

    /** A connection begins: nothing of an earlier one counts. */
    private void begin() {
        inFlight.clear();
        replies.clear();
        unsubscribed = false;
        contents.board().restart();
        contents.outbox().restart();
        keeper.link().ifPresent(l -> {
            contents.desk().filters().forEach(l::subscribe);
            contents.discovery().filters().forEach(l::subscribe);
        });
    }

    /** True where it was an event. */
    private boolean settle(long handle) {
        Long ordinal = inFlight.remove(handle);
        if (ordinal == null || ordinal == NO_EVENT) {
            return false;
        }
        contents.outbox().settle(ordinal);
        return true;
    }

    private void pump(long nowNs) {
        if (keeper.link().isEmpty()) {
            return;
        }
        BrokerLink link = keeper.link().get();
        while (inFlight.size() < keeper.window()) {
            boolean live = contents.outbox().hasLive();
            Optional<Message> message = live
                    ? Optional.empty()
                    : contents.board().next(nowNs).or(() -> Optional.ofNullable(replies.pollFirst()));
            if (message.isPresent()) {
                publish(link, message.get(), NO_EVENT);
                continue;
            }
            Optional<Outbox.Next> next = contents.outbox().next();
            if (next.isPresent()) {
                publish(link, next.get().message(), next.get().ordinal());
            } else if (!live) {
                return;
            }
        }
    }

    private void publish(BrokerLink link, Message message, long ordinal) {
        long handle = nextHandle++;
        inFlight.put(handle, ordinal);
        link.publish(handle, message);
    }

    /** Once all that was kept is on its way, a snapshot makes good what was dropped or refused. */
    private void tellDrops(long nowNs) {
        boolean lost = dropped() > droppedTold || (refusedEvents > refusedTold && nowNs >= refusalDueNs);
        if (lost && keeper.link().isPresent() && contents.outbox().waiting() == 0) {
            LOG.warn("event=events-lost dropped={} refused={}", dropped(), refusedEvents);
            droppedTold = dropped();
            refusedTold = refusedEvents;
            refusalDueNs = nowNs + REFUSED_AGAIN_NS;
            contents.translator().snapshotAfterDrop();
        }
    }

    private long dropped() {
        return contents.outbox().dropped() + contents.unheard().getAsLong();
    }
}
