package dev.rostrum.service.mqtt.outbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Events of one lane on disk, first in first out, in files of about a megabyte: the front goes away file by file. Written
 * before an event is sent, so that a kill at any moment loses only what was not appended yet. MQTT thread.
 */
final class SegmentLog implements AutoCloseable {
    private static final long SEGMENT_BYTES = 1_000_000;

    private final Path directory;
    private final String name;
    private final Deque<Segment> segments = new ArrayDeque<>();
    private long settled;
    private boolean unsynced;

    /**
     * Where an event lies.
     *
     * @param bytes of topic and payload together
     */
    record Location(Segment segment, long offset, long ordinal, int bytes) {}

    private SegmentLog(Path directory, String name) {
        this.directory = directory;
        this.name = name;
    }

    /** A log and what it held: the events that were not settled, oldest first. */
    record Opened(SegmentLog log, List<Location> events) {}

    /** Opens the files {@code <name>-*.log} of a folder, which must exist. */
    static Opened open(Path directory, String name) throws IOException {
        SegmentLog log = new SegmentLog(directory, name);
        List<Location> found = new ArrayList<>();
        for (Path file : log.files()) {
            List<long[]> frames = new ArrayList<>();
            Segment segment = Segment.open(file, (kind, ordinal, offset, length) -> {
                if (kind == Segment.SETTLED) {
                    log.settled = Math.max(log.settled, ordinal);
                } else {
                    frames.add(new long[] {ordinal, offset, length});
                }
            });
            if (segment.size() == 0) {
                segment.delete();
                continue;
            }
            log.segments.addLast(segment);
            frames.forEach(f -> found.add(new Location(segment, f[1], f[0], (int) f[2])));
        }
        found.removeIf(l -> l.ordinal() <= log.settled);
        return new Opened(log, found);
    }

    /** Appends one event; ordinals rise. */
    Location append(long ordinal, Segment.Content content) throws IOException {
        Segment last = segments.peekLast();
        if (last == null || last.size() > SEGMENT_BYTES) {
            last = Segment.open(directory.resolve(fileName(ordinal)), (kind, o, offset, length) -> {});
            segments.addLast(last);
        }
        long offset = last.append(Segment.EVENT, ordinal, content);
        unsynced = true;
        return new Location(last, offset, ordinal, content.topic().length() + content.payload().length);
    }

    /** Every event up to this ordinal is settled: delivered, refused or dropped. */
    void settle(long ordinal) throws IOException {
        if (ordinal <= settled || segments.isEmpty()) {
            return;
        }
        settled = ordinal;
        while (segments.size() > 1 && segments.getFirst().lastOrdinal() <= ordinal) {
            segments.removeFirst().delete();
        }
        Segment first = segments.getFirst();
        if (first.lastOrdinal() <= ordinal) {
            first.clear();
        } else {
            segments.getLast().append(Segment.SETTLED, ordinal, new Segment.Content("", new byte[0]));
        }
    }

    /** Makes what was appended survive a power cut. */
    void sync() throws IOException {
        if (unsynced && !segments.isEmpty()) {
            segments.getLast().sync();
            unsynced = false;
        }
    }

    /** Bytes on disk. */
    long bytes() {
        return segments.stream().mapToLong(Segment::size).sum();
    }

    @Override
    public void close() throws IOException {
        for (Segment segment : segments) {
            segment.close();
        }
    }

    private String fileName(long firstOrdinal) {
        return String.format(Locale.ROOT, "%s-%019d.log", name, firstOrdinal);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(f -> f.getFileName().toString().matches(name + "-\\d{19}\\.log"))
                    .sorted()
                    .toList();
        }
    }
}
