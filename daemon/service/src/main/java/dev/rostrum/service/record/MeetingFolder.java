package dev.rostrum.service.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rostrum.service.storage.OwnFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of meetings: two for each, named by when it began. A file is there whole or not at all, and that of the final
 * labels comes last. Only files that are called so are ever deleted. Confined to the thread that writes.
 */
final class MeetingFolder {
    private static final String EVENTS = ".events.jsonl";
    private static final String FINAL = ".final.rttm";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    /** A name, with what a write that was broken off leaves beside it. */
    private static final Pattern OURS =
            Pattern.compile("((\\d{8}T\\d{6}Z)-m\\d+)\\.(?:events\\.jsonl|final\\.rttm)(?:\\.\\d+\\.new)?");

    private final OwnFolder folder;
    private final RecordSettings settings;

    /** What a meeting leaves: the lines of its events, and of its final labels. */
    record Pages(String events, String labels) {}

    private record Found(String name, String meeting, Instant began) {}

    MeetingFolder(Path folder, RecordSettings settings) {
        this.folder = new OwnFolder(folder);
        this.settings = settings;
    }

    /** What the files of a meeting are called; their order is that of their beginnings. */
    static String name(Instant began, long meeting) {
        return TIME.format(began) + "-m" + meeting;
    }

    /** Writes both files, on the disk when this returns. */
    void write(String name, Pages pages) throws IOException {
        folder.make("rwxr-x---");
        folder.replace(name + EVENTS, pages.events().getBytes(UTF_8), "rw-r-----");
        folder.replace(name + FINAL, pages.labels().getBytes(UTF_8), "rw-r-----");
    }

    /** Deletes the meetings that are too many or too old, and what broken writes left. */
    void tidy(Instant now) throws IOException {
        if (!Files.isDirectory(folder.path())) {
            return;
        }
        List<Found> found;
        try (Stream<Path> files = Files.list(folder.path())) {
            found = files.map(file -> OURS.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .flatMap(MeetingFolder::found)
                    .toList();
        }
        List<String> kept = found.stream()
                .filter(file -> Duration.between(file.began(), now).compareTo(settings.maxAge()) <= 0)
                .map(Found::meeting)
                .distinct()
                .sorted(Comparator.reverseOrder())
                .limit(settings.meetings())
                .toList();
        for (Found file : found) {
            if (!kept.contains(file.meeting()) || file.name().endsWith(".new")) {
                Files.deleteIfExists(folder.path().resolve(file.name()));
            }
        }
    }

    /** Nothing for a name that looks like ours and has no time in it. */
    private static Stream<Found> found(Matcher name) {
        try {
            return Stream.of(new Found(name.group(), name.group(1), Instant.from(TIME.parse(name.group(2)))));
        } catch (DateTimeException e) {
            return Stream.empty();
        }
    }
}
