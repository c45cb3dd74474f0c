package dev.rostrum.daemon.mqtt;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Events that the broker does not have yet, in the order in which they happened. Confined to the MQTT thread.
 * Bound: bytes and age. When it is full the oldest turns go first; corrections and meetings go only when no turn is
 * left. Every drop is counted.
 */
final class Outbox {
    private final Settings settings;
    private final Map<Lane, Deque<Entry>> waiting = new EnumMap<>(Lane.class);
    private final TreeMap<Long, Entry> handedOver = new TreeMap<>();
    private long bytes;
    private long lastOrdinal;
    private long dropped;

    /** Which events outlive which. */
    enum Lane {
        /** Turns: dropped first. */
        TURN,
        /** Corrections, meetings and snapshots: dropped last. */
        RECORD
    }

    /**
     * Bounds.
     *
     * @param directory where events lie while the broker is away; none: in memory, lost with the process
     * @param maxMessages kept in memory
     * @param maxBytes payload bytes kept in all
     * @param maxAge older events are dropped; also their expiry at the broker
     */
    public record Settings(Optional<Path> directory, int maxMessages, long maxBytes, Duration maxAge) {
        public Settings {
            if (maxMessages < 1 || maxBytes < 1 || maxAge.toSeconds() < 1) {
                throw new IllegalArgumentException(
                        "maxMessages=" + maxMessages + " maxBytes=" + maxBytes + " maxAge=" + maxAge);
            }
        }

        /** Memory only, 4,000 messages, 24 hours. */
        public static Settings defaults() {
            return new Settings(Optional.empty(), 4000, 60_000_000, Duration.ofHours(24));
        }
    }

    /** One event that waits. */
    private record Entry(long ordinal, Lane lane, Message message, long storedNs, boolean late) {
        Entry asLate() {
            return new Entry(ordinal, lane, message, storedNs, true);
        }
    }

    /**
     * An event to hand over now.
     *
     * @param ordinal names it in {@link #settle}
     */
    record Next(long ordinal, Message message) {}

    Outbox(Settings settings) {
        this.settings = settings;
        for (Lane lane : Lane.values()) {
            waiting.put(lane, new ArrayDeque<>());
        }
    }

    /** Takes one event; makes room for it where there is none. */
    void append(Lane lane, String topic, byte[] payload, long nowNs) {
        Message message = Message.event(topic, payload, settings.maxAge().toSeconds());
        queue(lane).addLast(new Entry(++lastOrdinal, lane, message, nowNs, false));
        bytes += payload.length;
        while (size() > settings.maxMessages() || bytes > settings.maxBytes()) {
            dropOldest();
        }
    }

    /** The oldest event that was not handed over yet. */
    Optional<Next> next() {
        Entry turn = queue(Lane.TURN).peekFirst();
        Entry record = queue(Lane.RECORD).peekFirst();
        if (turn == null && record == null) {
            return Optional.empty();
        }
        boolean takeTurn = record == null || (turn != null && turn.ordinal() < record.ordinal());
        Entry entry = queue(takeTurn ? Lane.TURN : Lane.RECORD).removeFirst();
        handedOver.put(entry.ordinal(), entry);
        return Optional.of(new Next(entry.ordinal(), entry.late() ? late(entry.message()) : entry.message()));
    }

    /** The broker has the event, or will never have it. */
    void settle(long ordinal) {
        Entry entry = handedOver.remove(ordinal);
        if (entry != null) {
            bytes -= entry.message().payload().length;
        }
    }

    /** A connection begins: all that is kept is sent, again or for the first time, marked as late. */
    void restart() {
        for (Entry entry : handedOver.descendingMap().values()) {
            queue(entry.lane()).addFirst(entry);
        }
        handedOver.clear();
        for (Deque<Entry> lane : waiting.values()) {
            List<Entry> late = new ArrayList<>(lane.size());
            lane.forEach(e -> late.add(e.asLate()));
            lane.clear();
            lane.addAll(late);
        }
    }

    /** Drops what is older than the age limit. */
    void expire(long nowNs) {
        for (Deque<Entry> lane : waiting.values()) {
            for (Entry first = lane.peekFirst();
                    first != null
                            && nowNs - first.storedNs() > settings.maxAge().toNanos();
                    first = lane.peekFirst()) {
                drop(lane.removeFirst());
            }
        }
    }

    /** Events kept, handed over or not. */
    int size() {
        return handedOver.size() + queue(Lane.TURN).size() + queue(Lane.RECORD).size();
    }

    /** Events dropped since the start. */
    long dropped() {
        return dropped;
    }

    private void dropOldest() {
        Deque<Entry> lane = queue(Lane.TURN).isEmpty() ? queue(Lane.RECORD) : queue(Lane.TURN);
        Entry oldest = lane.pollFirst();
        if (oldest == null) {
            throw new IllegalStateException("more in flight than the outbox may hold: " + handedOver.size());
        }
        drop(oldest);
    }

    private void drop(Entry entry) {
        bytes -= entry.message().payload().length;
        dropped++;
    }

    private Deque<Entry> queue(Lane lane) {
        Deque<Entry> queue = waiting.get(lane);
        if (queue == null) {
            throw new IllegalStateException("lane=" + lane);
        }
        return queue;
    }

    /** Payloads are JSON objects: the mark becomes their first field. */
    private static Message late(Message message) {
        byte[] mark = "{\"late\":true,".getBytes(StandardCharsets.US_ASCII);
        byte[] payload = new byte[mark.length + message.payload().length - 1];
        System.arraycopy(mark, 0, payload, 0, mark.length);
        System.arraycopy(message.payload(), 1, payload, mark.length, message.payload().length - 1);
        return Message.event(message.topic(), payload, message.expirySeconds());
    }
}
