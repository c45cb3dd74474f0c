package dev.rostrum.daemon.mqtt;

import dev.rostrum.daemon.event.EventSink;
import dev.rostrum.daemon.event.RoomEvent;
import dev.rostrum.daemon.time.TimeSource;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the building over MQTT what happens in the room, as {@code docs/mqtt.md} says. {@link #onEvent} enqueues and
 * returns; everything else happens on a thread of its own, which {@link #close} ends.
 */
public final class MqttPublisher implements EventSink, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MqttPublisher.class);
    private static final int INBOX_CAPACITY = 65_536;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private final Inbox inbox = new Inbox(INBOX_CAPACITY);
    private final TimeSource time;
    private final MqttTopics topics;
    private final PayloadWriter payloads;
    private final StampSource stamps;
    private final RetainedBoard board = new RetainedBoard();
    private final MqttAgent agent;
    private final Thread thread;
    private volatile boolean stopping;
    private volatile MqttStatus status;
    private PayloadWriter.Availability availability = PayloadWriter.Availability.ONLINE;

    /**
     * Builds the publisher and starts its thread; the broker need not be there.
     *
     * @param clockSynchronised whether wall time can be trusted; any thread, cheap
     */
    public static MqttPublisher start(
            MqttSettings settings, MqttIdentity identity, TimeSource time, BooleanSupplier clockSynchronised) {
        MqttPublisher publisher = new MqttPublisher(settings, identity, time, clockSynchronised);
        publisher.thread.start();
        return publisher;
    }

    private MqttPublisher(
            MqttSettings settings, MqttIdentity identity, TimeSource time, BooleanSupplier clockSynchronised) {
        this.time = time;
        this.topics = new MqttTopics(identity.unit());
        this.payloads = new PayloadWriter(identity);
        this.stamps = new StampSource(time, clockSynchronised);
        Outbox outbox = new Outbox(settings.outbox(), time.nanoTime());
        EventTranslator translator = new EventTranslator(identity, settings.pace(), stamps, new Outlet(outbox));
        fillBoard(settings, translator);
        MqttAgent.Contents contents = new MqttAgent.Contents(board, outbox, translator, new Surroundings());
        this.agent = new MqttAgent(settings, time, new PahoOpener(settings, identity.unit()), contents, inbox);
        this.status = agent.status();
        this.thread = Thread.ofPlatform().name("mqtt").daemon().unstarted(this::run);
    }

    @Override
    public void onEvent(RoomEvent event) {
        inbox.offer(new Input.Event(event, time.epochMillis()));
    }

    /** How it stands; any thread. */
    public MqttStatus status() {
        return status;
    }

    /** Sends what it can within two seconds, says offline and ends the thread. */
    @Override
    public void close() {
        stopping = true;
        inbox.offer(new Input.Stop());
        try {
            thread.join(GOODBYE.multipliedBy(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void fillBoard(MqttSettings settings, EventTranslator translator) {
        board.add(topics.availability(), 0, () -> Optional.of(availabilityPayload()));
        board.add(topics.state(), settings.pace().state().toNanos(), translator::statePayload);
        board.add(topics.speakers(), settings.pace().speakers().toNanos(), translator::speakersPayload);
        board.add(topics.health(), 0, () -> translator.healthPayload(figures()));
    }

    private byte[] availabilityPayload() {
        boolean online = availability == PayloadWriter.Availability.ONLINE;
        return payloads.availability(stamps.next(), availability, online ? "connected" : "stopped");
    }

    private Map<String, Double> figures() {
        MqttStatus now = agent.status();
        return Map.of(
                "mqtt.waiting", (double) now.waiting(),
                "mqtt.delivered", (double) now.delivered(),
                "mqtt.dropped", (double) now.dropped(),
                "mqtt.refused", (double) now.refused(),
                "mqtt.connections", (double) now.connections(),
                "mqtt.commands-refused", (double) now.commandsRefused());
    }

    private void run() {
        long waitNs = 0;
        while (!stopping) {
            try {
                Optional<Input> input = inbox.take(Math.min(waitNs, LONGEST_WAIT.toNanos()));
                waitNs = agent.doWork(input);
                status = agent.status();
            } catch (InterruptedException e) {
                stopping = true;
            } catch (RuntimeException e) {
                LOG.error("event=mqtt-fault", e);
                waitNs = LONGEST_WAIT.toNanos();
            }
        }
        sayGoodbye();
    }

    private void sayGoodbye() {
        long endNs = time.nanoTime() + GOODBYE.toNanos();
        for (Optional<Input> rest = inbox.poll(); rest.isPresent(); rest = inbox.poll()) {
            agent.doWork(rest);
        }
        drain(endNs);
        availability = PayloadWriter.Availability.OFFLINE;
        board.touch(topics.availability());
        agent.doWork(Optional.empty());
        drain(endNs);
        agent.close();
        status = agent.status();
    }

    private void drain(long endNs) {
        try {
            while (agent.busy() && time.nanoTime() < endNs) {
                agent.doWork(inbox.take(Duration.ofMillis(10).toNanos()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Where the translator's messages go. MQTT thread. */
    private final class Outlet implements EventTranslator.Outlet {
        private final Outbox outbox;

        Outlet(Outbox outbox) {
            this.outbox = outbox;
        }

        @Override
        public void event(Outbox.Lane lane, String topic, byte[] payload) {
            outbox.append(lane, new Segment.Content(topic, payload), time.nanoTime());
        }

        @Override
        public void changed(String topic) {
            board.touch(topic);
        }
    }

    /** What the agent asks of us. MQTT thread. */
    private final class Surroundings implements MqttAgent.Surroundings {
        @Override
        public Message will() {
            byte[] payload = payloads.availability(stamps.next(), PayloadWriter.Availability.OFFLINE, "lost");
            return Message.retained(topics.availability(), payload);
        }

        @Override
        public String filter() {
            return topics.commandPrefix() + "#";
        }

        @Override
        public void arrived(Message message) {
            agent.countRefusedCommand();
        }
    }
}
