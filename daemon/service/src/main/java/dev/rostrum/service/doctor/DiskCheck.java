package dev.rostrum.service.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** The folders that the daemon writes to: there, writable, with room. */
final class DiskCheck implements Check {
    private static final long LEAST_FREE_BYTES = 100_000_000L;

    private final Map<String, Path> folders;
    private final ToLongFunction<Path> freeBytes;

    /** @param folders by what the configuration calls them */
    DiskCheck(Map<String, Path> folders) {
        this(folders, DiskCheck::freeBytes);
    }

    DiskCheck(Map<String, Path> folders, ToLongFunction<Path> freeBytes) {
        this.folders = Map.copyOf(folders);
        this.freeBytes = freeBytes;
    }

    @Override
    public String part() {
        return "disk";
    }

    @Override
    public List<Finding> look() {
        List<Finding> findings = new ArrayList<>();
        folders.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> look(entry.getKey(), entry.getValue()))
                .forEach(findings::add);
        return findings;
    }

    private Finding look(String key, Path folder) {
        String name = key + " " + folder;
        return switch (Folder.trial(folder)) {
            case MISSING ->
                Finding.doubtful(
                        part(), "folder-missing", name + " is not there", "start the daemon once, which makes it");
            case DENIED ->
                Finding.failed(
                        part(),
                        "not-writable",
                        name + " cannot be written by " + System.getProperty("user.name"),
                        "run this as the daemon's user, or give the folder to it");
            case FULL -> full(name, 0);
            case TAKES_FILES -> {
                long free = freeBytes.applyAsLong(folder);
                yield free < LEAST_FREE_BYTES
                        ? full(name, free)
                        : Finding.fine(part(), name + ": " + free / 1_000_000 + " MB free");
            }
        };
    }

    private Finding full(String name, long free) {
        return Finding.failed(
                part(),
                "disk-full",
                name + ": " + free / 1_000_000 + " MB free",
                "make room: journalctl --vacuum-size=100M, or remove old releases");
    }

    private static long freeBytes(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            return 0;
        }
    }
}
