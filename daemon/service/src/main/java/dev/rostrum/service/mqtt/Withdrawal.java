package dev.rostrum.service.mqtt;

import dev.rostrum.service.mqtt.homeassistant.FormerDevices;
import dev.rostrum.service.mqtt.homeassistant.HomeAssistantDiscovery;
import dev.rostrum.service.mqtt.link.BrokerLink;
import dev.rostrum.service.mqtt.link.LinkEvent;
import dev.rostrum.service.mqtt.link.MqttSettings;
import dev.rostrum.service.mqtt.link.PahoOpener;
import dev.rostrum.service.mqtt.payload.Message;
import dev.rostrum.service.mqtt.payload.MqttIdentity;
import dev.rostrum.service.mqtt.payload.MqttTopics;
import dev.rostrum.service.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Takes a unit that leaves off its broker: an empty retained message where it was announced to Home Assistant, which removes the
 * device with its entities, and then on each of its own retained topics. Comes under a client id of its own, and touches nothing
 * while a unit of this id is online, for that may be another box. One use, on the caller's thread, which waits.
 */
public final class Withdrawal {
    /** A broker sends what it keeps with its answer to a subscription, or at once after it. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final MqttSettings settings;
    private final MqttIdentity identity;
    private final TimeSource time;
    private final BrokerLink.Opener opener;
    private final BlockingQueue<LinkEvent> events = new LinkedBlockingQueue<>();
    private long endNs;

    /**
     * What came of it.
     *
     * @param done the broker has taken all of it
     * @param detail one line for people: what was done, or what was not and why; nothing of any secret
     */
    public record Outcome(boolean done, String detail) {}

    /** Over the network. */
    public static Withdrawal of(MqttSettings settings, MqttIdentity identity, TimeSource time) {
        return new Withdrawal(settings, identity, time, new PahoOpener(settings, identity));
    }

    /** Over any kind of link. */
    Withdrawal(MqttSettings settings, MqttIdentity identity, TimeSource time, BrokerLink.Opener opener) {
        this.settings = settings;
        this.identity = identity;
        this.time = time;
        this.opener = opener;
    }

    /** Does it, within {@code patience}. */
    public Outcome run(Duration patience) throws InterruptedException {
        endNs = time.nanoTime() + patience.toNanos();
        BrokerLink link = opener.open(Optional.empty(), events::add);
        Optional<LinkEvent> answer = next(endNs);
        if (answer.isEmpty() || answer.get() instanceof LinkEvent.Lost) {
            link.abandon();
            return failed(what(answer));
        }
        Outcome outcome = someoneIsOnline(link)
                ? failed("a unit of this id is online; stop it first, or leave its topics to the other box")
                : clear(link);
        link.close();
        return outcome;
    }

    private boolean someoneIsOnline(BrokerLink link) throws InterruptedException {
        String topic = new MqttTopics(identity.unit()).availability();
        link.subscribe(topic);
        long until = Math.min(endNs, time.nanoTime() + LOOK.toNanos());
        Optional<LinkEvent> event = next(until);
        return event.isPresent()
                && event.get() instanceof LinkEvent.Arrived arrived
                && arrived.message().topic().equals(topic)
                && UnitPresence.saysOnline(arrived.message());
    }

    private Outcome clear(BrokerLink link) throws InterruptedException {
        List<String> refused = new ArrayList<>();
        List<String> topics = topics();
        for (int handle = 0; handle < topics.size(); handle++) {
            link.publish(handle, Message.retained(topics.get(handle), new byte[0]));
            Optional<LinkEvent> answer = answerTo(handle);
            if (answer.isEmpty() || answer.get() instanceof LinkEvent.Lost) {
                return failed(what(answer));
            }
            if (answer.get() instanceof LinkEvent.Refused) {
                refused.add(topics.get(handle));
            }
        }
        String off = identity.unit() + " is off its broker " + settings.broker();
        return refused.isEmpty()
                ? new Outcome(true, off)
                : new Outcome(false, off + " but for what its rules refuse: " + String.join(", ", refused));
    }

    /** Where the unit was announced, then what it says itself; whether it is there comes last. */
    private List<String> topics() {
        MqttTopics own = new MqttTopics(identity.unit());
        Set<String> all =
                new LinkedHashSet<>(new FormerDevices(settings.outbox().directory()).topics());
        if (settings.discovery().mode() != MqttSettings.Discovery.Mode.OFF) {
            all.add(new HomeAssistantDiscovery(identity, settings.discovery()).topic());
        }
        all.addAll(List.of(own.info(), own.state(), own.speakers(), own.lastMeeting(), own.health(), own.zones()));
        Scalars.NAMES.forEach(name -> all.add(own.scalar(name)));
        all.add(own.availability());
        return List.copyOf(all);
    }

    /** What becomes of a message; what else arrives meanwhile does not matter. */
    private Optional<LinkEvent> answerTo(long handle) throws InterruptedException {
        while (true) {
            Optional<LinkEvent> event = next(endNs);
            boolean answers = event.isEmpty()
                    || switch (event.get()) {
                        case LinkEvent.Delivered delivered -> delivered.handle() == handle;
                        case LinkEvent.Refused refused -> refused.handle() == handle;
                        case LinkEvent.Lost lost -> true;
                        case LinkEvent.Connected connected -> false;
                        case LinkEvent.NotSubscribed not -> false;
                        case LinkEvent.Arrived arrived -> false;
                    };
            if (answers) {
                return event;
            }
        }
    }

    /** The next that happens; empty where nothing does in time. */
    private Optional<LinkEvent> next(long untilNs) throws InterruptedException {
        return Optional.ofNullable(events.poll(Math.max(0, untilNs - time.nanoTime()), TimeUnit.NANOSECONDS));
    }

    private static String what(Optional<LinkEvent> answer) {
        return answer.isPresent() && answer.get() instanceof LinkEvent.Lost lost ? lost.what() : "no answer in time";
    }

    private Outcome failed(String why) {
        return new Outcome(false, identity.unit() + " stays at its broker " + settings.broker() + " as it was: " + why);
    }
}
