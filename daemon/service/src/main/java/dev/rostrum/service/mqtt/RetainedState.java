package dev.rostrum.service.mqtt;

import dev.rostrum.service.mqtt.payload.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The retained topics: what each says now, sent when that is something else than before and its pace allows. Payloads are
 * made when they are sent, so that a topic never says what is no longer true. Confined to the MQTT thread; one slot a topic.
 */
final class RetainedState {
    private final List<Slot> slots = new ArrayList<>();

    /** One topic. */
    private static final class Slot {
        private final Topic topic;
        private boolean changed;
        private Optional<byte[]> said = Optional.empty();
        private boolean paced;
        private long lastSentNs;

        Slot(Topic topic) {
            this.topic = topic;
        }

        long waitNs(long nowNs) {
            return paced ? Math.max(0, lastSentNs + topic.paceNs() - nowNs) : 0;
        }

        boolean saysAnew(byte[] body) {
            return said.isEmpty() || !Arrays.equals(said.get(), body);
        }
    }

    /**
     * One retained topic.
     *
     * @param paceNs shortest time between two messages
     * @param body what it says now; empty while there is nothing to say
     * @param sealing makes the payload of it: adds what differs from message to message
     */
    record Topic(String name, long paceNs, Supplier<Optional<byte[]>> body, UnaryOperator<byte[]> sealing) {}

    /** Adds a topic; topics are sent in the order in which they were added. */
    void add(Topic topic) {
        slots.add(new Slot(topic));
    }

    /** The topic may say something else now. */
    void touch(String topic) {
        slots.stream().filter(s -> s.topic.name().equals(topic)).forEach(s -> s.changed = true);
    }

    /** The topic is to be sent again, whatever it says. */
    void repeat(String topic) {
        slots.stream().filter(s -> s.topic.name().equals(topic)).forEach(s -> s.said = Optional.empty());
        touch(topic);
    }

    /** A connection begins: every topic is sent at once, whatever its pace. */
    void restart() {
        for (Slot slot : slots) {
            slot.changed = true;
            slot.said = Optional.empty();
        }
        hurry();
    }

    /** What changed goes out at once, whatever its pace. */
    void hurry() {
        slots.forEach(slot -> slot.paced = false);
    }

    /** The next message that is due. */
    Optional<Message> next(long nowNs) {
        for (Slot slot : slots) {
            if (slot.changed && slot.waitNs(nowNs) == 0) {
                slot.changed = false;
                Optional<byte[]> body = slot.topic.body().get().filter(slot::saysAnew);
                if (body.isPresent()) {
                    slot.said = body;
                    slot.paced = true;
                    slot.lastSentNs = nowNs;
                    byte[] payload = slot.topic.sealing().apply(body.get());
                    return Optional.of(Message.retained(slot.topic.name(), payload));
                }
            }
        }
        return Optional.empty();
    }

    /** Nanoseconds until a topic is due; {@code Long.MAX_VALUE} when none changed. */
    long waitNs(long nowNs) {
        long wait = Long.MAX_VALUE;
        for (Slot slot : slots) {
            wait = slot.changed ? Math.min(wait, slot.waitNs(nowNs)) : wait;
        }
        return wait;
    }
}
