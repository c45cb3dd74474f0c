package dev.rostrum.service.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rostrum.service.mqtt.link.BrokerLink;
import dev.rostrum.service.mqtt.link.LinkEvent;
import dev.rostrum.service.mqtt.payload.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A broker that a test switches on and off, and that acknowledges at once or when told to. */
public final class SimulatedBroker implements BrokerLink.Opener {
    private final List<String> topics = new ArrayList<>();
    private final List<String> payloads = new ArrayList<>();
    private final List<Long> unacknowledged = new ArrayList<>();
    private boolean up = true;
    private boolean acknowledging = true;
    private List<String> refusing = List.of();
    private int attempts;
    private int mostInFlight;
    private Optional<Message> will = Optional.empty();
    private BrokerLink.Listener current = event -> {};

    @Override
    public BrokerLink open(Optional<Message> will, BrokerLink.Listener events) {
        attempts++;
        current = events;
        unacknowledged.clear();
        if (up) {
            this.will = will;
        }
        events.onLinkEvent(up ? new LinkEvent.Connected(20) : new LinkEvent.Lost(0, "refused"));
        return new Link(events);
    }

    /** The connection is gone, and whoever listens gets the last will of it. */
    public void down() {
        up = false;
        sayTheWill();
        current.onLinkEvent(new LinkEvent.Lost(0, "gone"));
    }

    public void up() {
        up = true;
    }

    /** Another box says something on a retained topic. */
    void retain(String topic, String payload) {
        topics.add(topic);
        payloads.add(payload);
    }

    private void sayTheWill() {
        will.ifPresent(last -> retain(last.topic(), new String(last.payload(), UTF_8)));
        will = Optional.empty();
    }

    void takeOver() {
        sayTheWill();
        current.onLinkEvent(new LinkEvent.Lost(LinkEvent.Lost.SESSION_TAKEN_OVER, "taken over"));
    }

    void acknowledge(boolean atOnce) {
        acknowledging = atOnce;
        if (atOnce) {
            List.copyOf(unacknowledged).forEach(h -> current.onLinkEvent(new LinkEvent.Delivered(h)));
            unacknowledged.clear();
        }
    }

    /** Will not have messages whose topic ends so; nothing is refused where none is given. */
    void refuse(String... topicEnds) {
        refusing = List.of(topicEnds);
    }

    public void send(Message message) {
        current.onLinkEvent(new LinkEvent.Arrived(message));
    }

    int attempts() {
        return attempts;
    }

    int mostInFlight() {
        return mostInFlight;
    }

    public List<String> topics() {
        return topics;
    }

    public List<String> payloads() {
        return payloads;
    }

    List<String> payloadsOn(String topicEnd) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < topics.size(); i++) {
            if (topics.get(i).endsWith(topicEnd)) {
                found.add(payloads.get(i));
            }
        }
        return found;
    }

    private final class Link implements BrokerLink {
        private final Listener events;

        Link(Listener events) {
            this.events = events;
        }

        @Override
        public void publish(long handle, Message message) {
            topics.add(message.topic());
            payloads.add(new String(message.payload(), UTF_8));
            if (refusing.stream().anyMatch(message.topic()::endsWith)) {
                events.onLinkEvent(new LinkEvent.Refused(handle, 0x97));
            } else if (acknowledging) {
                events.onLinkEvent(new LinkEvent.Delivered(handle));
            } else {
                unacknowledged.add(handle);
                mostInFlight = Math.max(mostInFlight, unacknowledged.size());
            }
        }

        @Override
        public void subscribe(String filter) {
            int retained = topics.lastIndexOf(filter);
            if (retained >= 0) {
                byte[] payload = payloads.get(retained).getBytes(UTF_8);
                events.onLinkEvent(new LinkEvent.Arrived(Message.retained(filter, payload)));
            }
        }

        @Override
        public void close() {}

        @Override
        public void abandon() {}
    }
}
