package dev.rostrum.service.mqtt;

import dev.rostrum.service.event.CommandResult;
import dev.rostrum.service.event.Commands;
import dev.rostrum.service.event.EventSink;
import dev.rostrum.service.event.RoomEvent;
import dev.rostrum.service.mqtt.command.CommandHandler;
import dev.rostrum.service.mqtt.command.CommandTopics;
import dev.rostrum.service.mqtt.homeassistant.FormerDevices;
import dev.rostrum.service.mqtt.homeassistant.HomeAssistantDiscovery;
import dev.rostrum.service.mqtt.link.BrokerLink;
import dev.rostrum.service.mqtt.link.LinkKeeper;
import dev.rostrum.service.mqtt.link.MqttSettings;
import dev.rostrum.service.mqtt.link.PahoOpener;
import dev.rostrum.service.mqtt.outbox.Outbox;
import dev.rostrum.service.mqtt.outbox.Segment;
import dev.rostrum.service.mqtt.payload.InfoPayload;
import dev.rostrum.service.mqtt.payload.Message;
import dev.rostrum.service.mqtt.payload.MqttIdentity;
import dev.rostrum.service.mqtt.payload.MqttStatus;
import dev.rostrum.service.mqtt.payload.MqttTopics;
import dev.rostrum.service.mqtt.payload.PayloadWriter;
import dev.rostrum.service.mqtt.payload.StampSource;
import dev.rostrum.service.time.StreamClock;
import dev.rostrum.service.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the building over MQTT what happens in the room, and takes its commands, as {@code docs/mqtt.md} says.
 * {@link #onEvent} enqueues and returns; everything else happens on a thread of its own, which {@link #close} ends.
 */
public final class MqttPublisher implements EventSink, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MqttPublisher.class);
    private static final int INBOX_CAPACITY = 65_536;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private final Inbox inbox = new Inbox(INBOX_CAPACITY);
    private final Ports ports;
    private final MqttTopics topics;
    private final PayloadWriter payloads;
    private final StampSource stamps;
    private final UnitPresence presence;
    private final RetainedState board = new RetainedState();
    private final Outbox outbox;
    private final EventTranslator translator;
    private final CommandHandler desk;
    private final HomeAssistantDiscovery discovery;
    private final Optional<Scalars> scalars;
    private final FormerDevices former;
    private final LinkKeeper keeper;
    private final MqttAgent agent;
    private volatile Optional<Thread> thread = Optional.empty();
    private volatile boolean stopping;
    private volatile MqttStatus status;
    /** MQTT thread. */
    private long faults;

    /**
     * What the publisher needs of the daemon.
     *
     * @param epochMillisAt wall time at which a sample was spoken, as {@link StreamClock#epochMillisAt} tells; any thread
     * @param clockSynchronised whether wall time can be trusted; any thread, cheap
     * @param commands who decides about commands
     */
    public record Ports(
            TimeSource time, LongUnaryOperator epochMillisAt, BooleanSupplier clockSynchronised, Commands commands) {}

    /** Builds the publisher and starts its thread; the broker need not be there. */
    public static MqttPublisher start(MqttSettings settings, MqttIdentity identity, Ports ports) {
        MqttPublisher publisher = new MqttPublisher(settings, identity, ports, new PahoOpener(settings, identity));
        publisher.startOn(Thread.ofPlatform().daemon());
        return publisher;
    }

    /** Builds the publisher over any kind of link; its thread is not started. */
    public MqttPublisher(MqttSettings settings, MqttIdentity identity, Ports ports, BrokerLink.Opener opener) {
        this.ports = ports;
        this.topics = new MqttTopics(identity.unit());
        this.payloads = new PayloadWriter(identity);
        this.stamps = new StampSource(ports.time(), ports.clockSynchronised());
        this.presence = new UnitPresence(identity, payloads, stamps, inbox);
        long nowNs = ports.time().nanoTime();
        this.outbox = new Outbox(settings.outbox(), nowNs);
        this.translator = new EventTranslator(identity, settings.pace(), stamps, new Outlet());
        CommandTopics commandTopics = new CommandTopics(topics, settings.groups());
        this.desk = new CommandHandler(settings.commands(), commandTopics, ports.commands(), new Replies());
        this.keeper = new LinkKeeper(settings, opener, presence, nowNs);
        this.discovery = new HomeAssistantDiscovery(identity, settings.discovery());
        this.scalars = settings.scalars()
                ? Optional.of(new Scalars(
                        translator.roster(), settings.occupiedFor(), name -> board.touch(topics.scalar(name))))
                : Optional.empty();
        this.former = new FormerDevices(settings.outbox().directory());
        if (settings.discovery().mode() == MqttSettings.Discovery.Mode.ANNOUNCE) {
            former.announced(discovery.topic());
        }
        byte[] info = InfoPayload.of(identity);
        fillBoard(settings.pace(), settings.discovery(), info);
        MqttAgent.Contents contents =
                new MqttAgent.Contents(board, outbox, translator, desk, discovery, scalars, inbox::dropped);
        this.agent = new MqttAgent(ports.time(), keeper, contents);
        this.status = statusNow();
    }

    @Override
    public void onEvent(RoomEvent event) {
        inbox.offer(new Input.Event(event, ports.epochMillisAt().applyAsLong(event.atSample())));
    }

    /** Starts the thread that does all the work. */
    public void startOn(Thread.Builder builder) {
        thread = Optional.of(builder.name("mqtt").start(this::run));
    }

    /** Does all that is due, in place of the thread. */
    public void step() {
        for (Optional<Input> input = inbox.poll(); input.isPresent(); input = inbox.poll()) {
            agent.doWork(input);
        }
        agent.doWork(Optional.empty());
        status = statusNow();
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
            if (thread.isPresent()) {
                thread.get().join(GOODBYE.multipliedBy(2));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whoever reads that the unit is online reads what is true of it: everything else goes out before. */
    private void fillBoard(MqttSettings.Pace pace, MqttSettings.Discovery settings, byte[] info) {
        UnaryOperator<byte[]> ofSound = body -> payloads.sealed(stamps.next(), body);
        add(topics.info(), Duration.ZERO, () -> info, ofSound);
        add(topics.state(), pace.state(), translator::state, ofSound);
        add(topics.speakers(), pace.speakers(), translator::speakers, ofSound);
        add(topics.health(), pace.health(), () -> translator.health(statusNow().figures()), ofSound);
        add(topics.zones(), pace.state(), translator::zones, ofSound);
        board.add(new RetainedState.Topic(topics.lastMeeting(), 0, translator::lastMeeting, ofSound));
        scalars.ifPresent(words -> Scalars.NAMES.forEach(name -> board.add(new RetainedState.Topic(
                topics.scalar(name), pace.state().toNanos(), () -> words.word(name), body -> body))));
        if (settings.mode() != MqttSettings.Discovery.Mode.OFF) {
            former.topics().forEach(this::takeBack);
        }
        board.add(new RetainedState.Topic(discovery.topic(), 0, discovery::now, body -> body));
        add(topics.availability(), Duration.ZERO, presence::body, body -> payloads.sealed(stamps.now(), body));
    }

    /** The device that the unit was under another id; nothing at all takes it back. */
    private void takeBack(String topic) {
        board.add(new RetainedState.Topic(topic, 0, () -> Optional.of(new byte[0]), nothing -> {
            former.withdrawn(topic);
            return nothing;
        }));
    }

    private void add(String topic, Duration pace, Supplier<byte[]> body, UnaryOperator<byte[]> sealing) {
        board.add(new RetainedState.Topic(topic, pace.toNanos(), () -> Optional.of(body.get()), sealing));
    }

    private MqttStatus statusNow() {
        return new MqttStatus(
                keeper.link().isPresent(),
                keeper.trouble(),
                keeper.rival(),
                outbox.size(),
                translator.events(),
                agent.delivered(),
                outbox.dropped() + inbox.dropped(),
                agent.refused(),
                keeper.connections(),
                keeper.takeovers(),
                agent.unsubscribed(),
                desk.refused() + inbox.flooded(),
                outbox.diskFaults(),
                outbox.diskWell());
    }

    private void run() {
        long waitNs = 0;
        while (!stopping) {
            try {
                Optional<Input> input = inbox.take(Math.min(waitNs, LONGEST_WAIT.toNanos()));
                waitNs = agent.doWork(input);
                status = statusNow();
            } catch (InterruptedException e) {
                stopping = true;
            } catch (RuntimeException e) {
                if (Long.bitCount(++faults) == 1) {
                    LOG.error("event=mqtt-fault count={}", faults, e);
                }
                waitNs = LONGEST_WAIT.toNanos();
            }
        }
        sayGoodbye();
    }

    /** Every retained topic says its last, however lately it spoke; that the unit is gone comes after all else. */
    public void sayGoodbye() {
        long endNs = ports.time().nanoTime() + GOODBYE.toNanos();
        for (Optional<Input> rest = inbox.poll(); rest.isPresent(); rest = inbox.poll()) {
            agent.doWork(rest);
        }
        board.hurry();
        drain(endNs - GOODBYE.toNanos() / 2);
        presence.stop();
        board.touch(topics.availability());
        agent.doWork(Optional.empty());
        drain(endNs);
        agent.close();
        status = statusNow();
    }

    private void drain(long endNs) {
        try {
            while (agent.busy() && ports.time().nanoTime() < endNs) {
                agent.doWork(inbox.take(Duration.ofMillis(10).toNanos()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Where the translator's messages go. MQTT thread. */
    private final class Outlet implements EventTranslator.Outlet {
        @Override
        public void event(Outbox.Lane lane, String topic, byte[] payload) {
            outbox.append(
                    lane, new Segment.Content(topic, payload), ports.time().nanoTime());
        }

        @Override
        public void changed(String topic) {
            board.touch(topic);
        }

        @Override
        public boolean behind() {
            return keeper.link().isEmpty() || agent.owesSnapshot();
        }
    }

    /** Where replies go. MQTT thread, but for {@link #later}. */
    private final class Replies implements CommandHandler.Replies {
        @Override
        public void later(CommandHandler.Ticket ticket, CommandResult result) {
            inbox.offer(new Input.CommandEnded(ticket, result));
        }

        @Override
        public void now(Message reply) {
            agent.reply(reply);
        }

        @Override
        public byte[] payload(String command, CommandResult result) {
            return payloads.reply(stamps.next(), command, result);
        }

        @Override
        public void discovery(boolean announced) {
            discovery.announce(announced);
            board.repeat(discovery.topic());
        }

        @Override
        public List<byte[]> snapshot() {
            return translator.snapshotReplies();
        }
    }
}
