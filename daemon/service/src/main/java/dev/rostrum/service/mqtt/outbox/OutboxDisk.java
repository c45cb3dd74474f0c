package dev.rostrum.service.mqtt.outbox;

import dev.rostrum.service.json.Word;
import dev.rostrum.service.storage.OwnFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The outbox's two logs on disk. Whatever the disk refuses is counted and told once in a while, and the outbox goes on in
 * memory. One process holds the folder; a second one works in memory. MQTT thread.
 */
final class OutboxDisk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxDisk.class);
    private static final long SYNC_NS = 5_000_000_000L;

    private final Map<Outbox.Lane, SegmentLog> logs = new EnumMap<>(Outbox.Lane.class);
    private final Optional<FileChannel> lock;
    private final PayloadCompression packing = new PayloadCompression();
    private Optional<LastWords> lastWords = Optional.empty();
    private final boolean wanted;
    private boolean failing;
    private long faults;
    private long lastSyncNs;

    /**
     * Opens the folder, made where it is missing.
     *
     * @param directory none: nothing is ever kept
     * @param found told of every event that an earlier start left, oldest first in each lane
     */
    OutboxDisk(Optional<Path> directory, BiConsumer<Outbox.Lane, SegmentLog.Location> found) {
        this.wanted = directory.isPresent();
        this.lock = directory.flatMap(this::lock);
        if (lock.isEmpty()) {
            return;
        }
        for (Outbox.Lane lane : Outbox.Lane.values()) {
            try {
                SegmentLog.Opened opened = SegmentLog.open(directory.get(), Word.of(lane));
                logs.put(lane, opened.log());
                opened.events().forEach(e -> found.accept(lane, e));
            } catch (IOException e) {
                fault("open", e);
            }
        }
        try {
            lastWords = Optional.of(new LastWords(directory.get().resolve("last-words")));
        } catch (IOException e) {
            fault("open", e);
        }
    }

    /**
     * What an earlier start left to be said of its meeting.
     *
     * @param newest the newest event that it stored, where one is left
     */
    Optional<Segment.Content> lastWords(Optional<Segment.Content> newest) {
        return lastWords.flatMap(words -> words.left(newest));
    }

    /** What the next start is to say if this one has no time to; empty: nothing. */
    void keepLastWords(Optional<Segment.Content> words) {
        if (lastWords.isPresent()) {
            try {
                lastWords.get().keep(words);
            } catch (IOException e) {
                fault("last-words", e);
            }
        }
    }

    /** Where the event lies now; empty where the disk would not have it. */
    Optional<SegmentLog.Location> append(Outbox.Lane lane, long ordinal, Segment.Content content) {
        SegmentLog log = logs.get(lane);
        if (log == null) {
            return Optional.empty();
        }
        try {
            byte[] packed = packing.pack(content.payload());
            SegmentLog.Location location = log.append(ordinal, new Segment.Content(content.topic(), packed));
            failing = false;
            return Optional.of(location);
        } catch (IOException e) {
            failing = true;
            fault("append", e);
            return Optional.empty();
        }
    }

    /** The event; empty where the disk has lost it. */
    Optional<Segment.Content> read(SegmentLog.Location location) {
        try {
            Segment.Content packed = location.segment().read(location.offset());
            return Optional.of(new Segment.Content(packed.topic(), packing.unpack(packed.payload())));
        } catch (IOException e) {
            fault("read", e);
            return Optional.empty();
        }
    }

    /** Events of the lane up to this ordinal are no longer needed. */
    void settle(Outbox.Lane lane, long ordinal) {
        SegmentLog log = logs.get(lane);
        if (log != null) {
            try {
                log.settle(ordinal);
            } catch (IOException e) {
                fault("settle", e);
            }
        }
    }

    /** Now and then makes what is kept survive a power cut. */
    void sync(long nowNs) {
        if (nowNs - lastSyncNs < SYNC_NS) {
            return;
        }
        lastSyncNs = nowNs;
        for (SegmentLog log : logs.values()) {
            try {
                log.sync();
            } catch (IOException e) {
                fault("sync", e);
            }
        }
        if (lastWords.isPresent()) {
            try {
                lastWords.get().sync();
            } catch (IOException e) {
                fault("sync", e);
            }
        }
    }

    /** No disk is wanted, or it was opened and took the newest event. */
    boolean well() {
        return !wanted || (logs.size() == Outbox.Lane.values().length && !failing);
    }

    /** What the disk refused since the start. */
    long faults() {
        return faults;
    }

    @Override
    public void close() {
        logs.values().forEach(this::close);
        logs.clear();
        packing.close();
        lastWords.ifPresent(this::close);
        lastWords = Optional.empty();
        lock.ifPresent(this::close);
    }

    private void close(AutoCloseable file) {
        try {
            file.close();
        } catch (Exception e) { // the others still have to be closed
            fault("close", e);
        }
    }

    private Optional<FileChannel> lock(Path directory) {
        try {
            OwnFolder above = OwnFolder.of(directory);
            above.make("rwxr-x---");
            FileChannel channel = above.inner(directory.getFileName().toString())
                    .open("lock", StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() != null) {
                return Optional.of(channel);
            }
            channel.close();
            fault("lock", new IOException("another process uses " + directory));
        } catch (IOException | java.nio.channels.OverlappingFileLockException e) {
            fault("lock", e);
        }
        return Optional.empty();
    }

    private void fault(String step, Exception cause) {
        faults++;
        if (Long.bitCount(faults) == 1) {
            LOG.warn("event=outbox-disk step={} count={} cause=\"{}\"", step, faults, cause.toString());
        }
    }
}
