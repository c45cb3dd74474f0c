package dev.rostrum.service.mqtt.outbox;

import dev.rostrum.service.json.Json;
import dev.rostrum.service.mqtt.link.MqttSettings;
import dev.rostrum.service.mqtt.payload.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Events that the broker does not have yet, in the order in which they happened. Confined to the MQTT thread.
 * Bound: bytes, age and, where there is no disk, number. When it is full the oldest turns go first; corrections and
 * meetings go only when no turn is left. Every drop is counted. Age is counted by the monotonic clock, for events of
 * an earlier start from this start: a wall clock that jumps ages nothing.
 */
public final class Outbox implements AutoCloseable {
    /** What one event costs beside topic and payload, on disk. */
    private static final int OVERHEAD_BYTES = 48;

    private final MqttSettings.Store settings;
    private final OutboxDisk disk;
    private final Map<Lane, Deque<Entry>> waiting = new EnumMap<>(Lane.class);
    private final TreeMap<Long, Entry> handedOver = new TreeMap<>();
    private long bytes;
    private long inMemory;
    private long lastOrdinal;
    private long dropped;

    /** Which events outlive which. */
    public enum Lane {
        /** Turns: dropped first. */
        TURN,
        /** Corrections, meetings and snapshots: dropped last. */
        RECORD
    }

    /** An event lies in memory, or only on disk. */
    private sealed interface Body {
        record InMemory(Segment.Content content) implements Body {}

        record OnDisk(SegmentLog.Location location) implements Body {}
    }

    /** One event that waits. */
    private record Entry(long ordinal, Lane lane, Body body, int bytes, long storedNs, boolean late) {
        Entry asLate() {
            return new Entry(ordinal, lane, body, bytes, storedNs, true);
        }
    }

    /**
     * An event to hand over now.
     *
     * @param ordinal names it in {@link #settle}
     */
    public record Next(long ordinal, Message message) {}

    /** Opens the outbox; what an earlier start left on disk waits to be sent. */
    public Outbox(MqttSettings.Store settings, long nowNs) {
        this.settings = settings;
        for (Lane lane : Lane.values()) {
            waiting.put(lane, new ArrayDeque<>());
        }
        this.disk = new OutboxDisk(settings.directory(), (lane, location) -> {
            int cost = location.bytes() + OVERHEAD_BYTES;
            Entry entry = new Entry(location.ordinal(), lane, new Body.OnDisk(location), cost, nowNs, true);
            queue(lane).addLast(entry);
            bytes += cost;
            lastOrdinal = Math.max(lastOrdinal, location.ordinal());
        });
        disk.lastWords(newest()).ifPresent(words -> append(Lane.RECORD, words, nowNs));
    }

    /** What the next start is to say after all events so far, if this one has no time to; empty: nothing. */
    public void keepLastWords(Optional<Segment.Content> words) {
        disk.keepLastWords(words);
    }

    private Optional<Segment.Content> newest() {
        return waiting.values().stream()
                .map(Deque::peekLast)
                .filter(Objects::nonNull)
                .max(Comparator.comparingLong(Entry::ordinal))
                .flatMap(entry -> content(entry.body()));
    }

    /** Takes one event; makes room for it where there is none. */
    public void append(Lane lane, Segment.Content content, long nowNs) {
        long ordinal = ++lastOrdinal;
        Optional<SegmentLog.Location> location = disk.append(lane, ordinal, content);
        boolean keep = location.isEmpty() || inMemory < settings.maxMessages();
        Body body = keep ? new Body.InMemory(content) : new Body.OnDisk(location.get());
        int cost =
                location.map(SegmentLog.Location::bytes).orElse(content.topic().length() + content.payload().length)
                        + OVERHEAD_BYTES;
        // what stands behind late ones is passed by retained topics as they are
        queue(lane)
                .addLast(new Entry(
                        ordinal,
                        lane,
                        body,
                        cost,
                        nowNs,
                        oldest().filter(Entry::late).isPresent()));
        bytes += cost;
        inMemory += keep ? 1 : 0;
        while ((inMemory > settings.maxMessages() || bytes > settings.maxBytes()) && dropOldest()) {
            // what is handed over already cannot be dropped: it is bounded by the window
        }
    }

    /** An event waits that nothing made after it has passed. */
    public boolean hasLive() {
        return oldest().filter(entry -> !entry.late()).isPresent();
    }

    /** The oldest event that was not handed over yet. */
    public Optional<Next> next() {
        for (Optional<Entry> entry = oldest(); entry.isPresent(); entry = oldest()) {
            Entry taken = queue(entry.get().lane()).removeFirst();
            Optional<Segment.Content> content = content(taken.body());
            if (content.isPresent()) {
                handedOver.put(taken.ordinal(), taken);
                return Optional.of(new Next(taken.ordinal(), message(content.get(), taken.late())));
            }
            drop(taken);
        }
        return Optional.empty();
    }

    /** The broker has the event, or will never have it. */
    public void settle(long ordinal) {
        Entry entry = handedOver.remove(ordinal);
        if (entry != null) {
            forget(entry);
        }
    }

    /** A connection begins: all that is kept is sent, again or for the first time, marked as late. */
    public void restart() {
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

    /** Drops what is too old, and lets the disk forget what is settled. To be called after each round of work. */
    public void tidy(long nowNs) {
        for (Lane lane : Lane.values()) {
            Deque<Entry> queue = queue(lane);
            for (Entry first = queue.peekFirst();
                    first != null
                            && nowNs - first.storedNs() > settings.maxAge().toNanos();
                    first = queue.peekFirst()) {
                drop(queue.removeFirst());
            }
            disk.settle(lane, lowest(lane) - 1);
        }
        disk.sync(nowNs);
    }

    /** Events kept, handed over or not. */
    public int size() {
        return handedOver.size() + waiting();
    }

    /** Events that were not handed over yet. */
    public int waiting() {
        return queue(Lane.TURN).size() + queue(Lane.RECORD).size();
    }

    /** Events dropped since the start. */
    public long dropped() {
        return dropped;
    }

    /** Writes and reads that the disk refused since the start. */
    public long diskFaults() {
        return disk.faults();
    }

    /** The disk took the newest event, or none is wanted. */
    public boolean diskWell() {
        return disk.well();
    }

    @Override
    public void close() {
        disk.close();
    }

    private Optional<Entry> oldest() {
        Entry turn = queue(Lane.TURN).peekFirst();
        Entry record = queue(Lane.RECORD).peekFirst();
        boolean takeTurn = record == null || (turn != null && turn.ordinal() < record.ordinal());
        return Optional.ofNullable(takeTurn ? turn : record);
    }

    private Optional<Segment.Content> content(Body body) {
        return switch (body) {
            case Body.InMemory memory -> Optional.of(memory.content());
            case Body.OnDisk onDisk -> disk.read(onDisk.location());
        };
    }

    /** Lowest ordinal that the lane still needs; one past the last where it needs none. */
    private long lowest(Lane lane) {
        Entry first = queue(lane).peekFirst();
        long lowest = first == null ? lastOrdinal + 1 : first.ordinal();
        for (Entry entry : handedOver.values()) {
            if (entry.lane() == lane) {
                return Math.min(lowest, entry.ordinal());
            }
        }
        return lowest;
    }

    private boolean dropOldest() {
        Deque<Entry> lane = queue(Lane.TURN).isEmpty() ? queue(Lane.RECORD) : queue(Lane.TURN);
        Entry oldest = lane.pollFirst();
        if (oldest != null) {
            drop(oldest);
        }
        return oldest != null;
    }

    private void drop(Entry entry) {
        forget(entry);
        dropped++;
    }

    private void forget(Entry entry) {
        bytes -= entry.bytes();
        inMemory -= entry.body() instanceof Body.InMemory ? 1 : 0;
    }

    private Deque<Entry> queue(Lane lane) {
        return Objects.requireNonNull(waiting.get(lane));
    }

    /** Payloads are JSON objects: the mark of a late one becomes its first field. */
    private Message message(Segment.Content content, boolean late) {
        byte[] payload = content.payload();
        if (late) {
            payload = Json.joined("{\"late\":true}".getBytes(StandardCharsets.US_ASCII), payload);
        }
        return Message.event(content.topic(), payload, settings.maxAge().toSeconds());
    }
}
