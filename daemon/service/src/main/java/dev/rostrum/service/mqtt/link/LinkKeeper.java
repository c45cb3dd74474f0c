package dev.rostrum.service.mqtt.link;

import dev.rostrum.service.mqtt.payload.Message;
import dev.rostrum.service.mqtt.payload.MqttStatus.Rival;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one connection to the broker: opens it, gives an attempt up that takes too long, tries again later; one that does
 * not hold counts as a failure too. Where another box turns up with this unit's id, the newcomer has the connection and
 * we stand back. Not every broker says so, so after every lost connection we first look, under another client id, whether
 * somebody else is online as this unit; the two never throw each other out in turns. A client that is no unit and comes
 * with our client id gives no such sign: we take the connection back, each time after twice the wait. MQTT thread.
 */
public final class LinkKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(LinkKeeper.class);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final MqttSettings settings;
    private final BrokerLink.Opener opener;
    private final Surroundings surroundings;
    private final RandomGenerator random = RandomGenerator.getDefault();
    private final ReconnectPolicy policy;

    private Phase phase = Phase.IDLE;
    private Optional<BrokerLink> link = Optional.empty();
    private long attempt;
    private int failures;
    private long dueNs;
    private int window;
    private long connections;
    private String trouble = "";
    private Rival rival = Rival.NONE;
    private boolean lookFirst;
    private long connectedNs;
    private long takeovers;
    private int takeoversInRow;

    private enum Phase {
        /** Waits for the next attempt. */
        IDLE,
        /** Waits for the broker's answer. */
        OPENING,
        /** Looks whether the other box is online. */
        LOOKING,
        CONNECTED
    }

    /** What the keeper needs to know of the unit. */
    public interface Surroundings {
        /** Last will of the next connection. */
        Message will();

        /** Topic on which a unit with this id says that it is online. */
        String availabilityTopic();

        /** The message says that another box with this unit's id is online. */
        boolean saysOtherIsOnline(Message message);

        /** Takes an event of the given attempt; any thread. */
        void onLinkEvent(long attempt, LinkEvent event);
    }

    public LinkKeeper(MqttSettings settings, BrokerLink.Opener opener, Surroundings surroundings, long nowNs) {
        this.settings = settings;
        this.opener = opener;
        this.surroundings = surroundings;
        this.policy = new ReconnectPolicy(settings.retry());
        this.dueNs = nowNs;
    }

    /** Opens a connection, or gives one up, where that is due. */
    public void work(long nowNs) {
        if (phase != Phase.CONNECTED && nowNs < dueNs) {
            return;
        }
        switch (phase) {
            case IDLE -> open(nowNs);
            case OPENING ->
                lost(
                        new LinkEvent.Lost(
                                0, "no answer within " + settings.connection().connectTimeout()),
                        nowNs);
            case LOOKING -> goAhead(nowNs);
            case CONNECTED -> forgiveIfHeld(nowNs);
        }
    }

    /** The event belongs to what is going on now. */
    public boolean isCurrent(long eventAttempt) {
        return eventAttempt == attempt && phase != Phase.IDLE;
    }

    /** The broker answered; returns whether the connection begins. */
    public boolean connected(LinkEvent.Connected event, long nowNs) {
        if (lookFirst) {
            phase = Phase.LOOKING;
            dueNs = nowNs + LOOK.toNanos();
            link.ifPresent(l -> l.subscribe(surroundings.availabilityTopic()));
            return false;
        }
        phase = Phase.CONNECTED;
        connections++;
        connectedNs = nowNs;
        trouble = "";
        window = Math.min(settings.connection().inFlight(), event.receiveMaximum());
        LOG.info("event=broker-connected broker={} window={}", settings.broker(), window);
        return true;
    }

    /** The attempt failed or the connection ended. */
    public void lost(LinkEvent.Lost event, long nowNs) {
        if (phase == Phase.CONNECTED) {
            forgiveIfHeld(nowNs);
            lookFirst = true;
        }
        drop();
        trouble = event.what();
        if (event.reasonCode() == LinkEvent.Lost.SESSION_TAKEN_OVER) {
            takenOver(nowNs);
            return;
        }
        dueNs = nowNs + (rival == Rival.NONE ? retryNs() : standBackNs());
        failures++;
        if (Integer.bitCount(failures) == 1) {
            LOG.warn("event=broker-lost broker={} attempt={} cause=\"{}\"", settings.broker(), failures, trouble);
        }
    }

    /** A message came in while we look; returns whether it was meant for us. */
    public boolean looked(Message message, long nowNs) {
        if (phase != Phase.LOOKING) {
            return false;
        }
        if (surroundings.saysOtherIsOnline(message)) {
            drop();
            takeoversInRow = 0; // it is there all the time, and we only look
            standBack(Rival.UNIT, nowNs);
        } else {
            goAhead(nowNs);
        }
        return true;
    }

    /** The connection, where there is one. */
    public Optional<BrokerLink> link() {
        return phase == Phase.CONNECTED ? link : Optional.empty();
    }

    /** Messages that may be unacknowledged on it. */
    public int window() {
        return window;
    }

    /** Nanoseconds until {@link #work} is due. */
    public long waitNs(long nowNs) {
        return phase == Phase.CONNECTED ? Long.MAX_VALUE : Math.max(0, dueNs - nowNs);
    }

    /** Connections that began since the start. */
    public long connections() {
        return connections;
    }

    /** Why there is no connection, one line; empty where there is one or none was tried. */
    public String trouble() {
        return trouble;
    }

    /** Who else claims to be us. */
    public Rival rival() {
        return rival;
    }

    /** How often another client was given our connection since the start. */
    public long takeovers() {
        return takeovers;
    }

    /** Says goodbye where there is a connection, gives up an attempt. */
    public void close() {
        link.ifPresent(phase == Phase.CONNECTED ? BrokerLink::close : BrokerLink::abandon);
        link = Optional.empty();
        phase = Phase.IDLE;
    }

    private void open(long nowNs) {
        long current = ++attempt;
        phase = Phase.OPENING;
        dueNs = nowNs
                + settings.connection()
                        .connectTimeout()
                        .plus(Duration.ofSeconds(1))
                        .toNanos();
        Optional<Message> will = lookFirst ? Optional.empty() : Optional.of(surroundings.will());
        link = Optional.of(opener.open(will, event -> surroundings.onLinkEvent(current, event)));
    }

    /** Nobody else is online as this unit. */
    private void goAhead(long nowNs) {
        rival = takeoversInRow > 0 ? Rival.CLIENT : Rival.NONE;
        lookFirst = false;
        drop();
        open(nowNs);
    }

    private void takenOver(long nowNs) {
        takeovers++;
        takeoversInRow++;
        standBack(rival == Rival.NONE ? Rival.UNIT : rival, nowNs); // the look will tell
    }

    private void standBack(Rival whom, long nowNs) {
        rival = whom;
        lookFirst = true;
        trouble = rival == Rival.UNIT
                ? "another box uses this unit's id: give each its own unit id"
                : "another client uses this unit's client id, rostrum- and the unit's id: give it its own";
        dueNs = nowNs + standBackNs();
        LOG.error("event=rival kind={} broker={} cause=\"{}\"", rival, settings.broker(), trouble);
    }

    /**
     * A connection that has held as long as the longest wait makes up for the failures before it; one that has held for
     * {@code duplicateUnit}, for the takeovers.
     */
    private void forgiveIfHeld(long nowNs) {
        long heldNs = nowNs - connectedNs;
        if (heldNs >= settings.retry().longest().toNanos()) {
            failures = 0;
        }
        if (heldNs >= settings.retry().duplicateUnit().toNanos()) {
            takeoversInRow = 0;
            rival = Rival.NONE;
        }
    }

    private long standBackNs() {
        return policy.standBackNs(takeoversInRow, random.nextDouble());
    }

    private long retryNs() {
        return policy.delayNs(failures, random.nextDouble());
    }

    private void drop() {
        link.ifPresent(BrokerLink::abandon);
        link = Optional.empty();
        phase = Phase.IDLE;
    }
}
