package dev.rostrum.daemon.mqtt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The retained topics: what each says now, sent when it changed and its pace allows. Payloads are made when they are
 * sent, so that a topic never says what is no longer true. Confined to the MQTT thread; one slot a topic.
 */
final class RetainedBoard {
    private final List<Slot> slots = new ArrayList<>();

    /** One topic. */
    private static final class Slot {
        private final String topic;
        private final long paceNs;
        private final Supplier<Optional<byte[]>> payload;
        private boolean changed;
        private boolean sentBefore;
        private long lastSentNs;

        Slot(String topic, long paceNs, Supplier<Optional<byte[]>> payload) {
            this.topic = topic;
            this.paceNs = paceNs;
            this.payload = payload;
        }

        long waitNs(long nowNs) {
            return sentBefore ? Math.max(0, lastSentNs + paceNs - nowNs) : 0;
        }
    }

    /**
     * Adds a topic; topics are sent in the order in which they were added.
     *
     * @param paceNs shortest time between two messages
     * @param payload the truth now; empty while there is nothing to say
     */
    void add(String topic, long paceNs, Supplier<Optional<byte[]>> payload) {
        slots.add(new Slot(topic, paceNs, payload));
    }

    /** The topic's truth changed. */
    void touch(String topic) {
        slots.stream().filter(s -> s.topic.equals(topic)).forEach(s -> s.changed = true);
    }

    /** A connection begins: every topic is sent at once, whatever its pace. */
    void restart() {
        for (Slot slot : slots) {
            slot.changed = true;
            slot.sentBefore = false;
        }
    }

    /** The next message that is due. */
    Optional<Message> next(long nowNs) {
        for (Slot slot : slots) {
            if (slot.changed && slot.waitNs(nowNs) == 0) {
                slot.changed = false;
                Optional<byte[]> payload = slot.payload.get();
                if (payload.isPresent()) {
                    slot.sentBefore = true;
                    slot.lastSentNs = nowNs;
                    return Optional.of(Message.retained(slot.topic, payload.get()));
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
