package dev.rostrum.service.doctor;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** Whether a folder takes a file, by trying: root's rights and read-only mounts fool any other way to ask. */
final class Folder {
    private static final int TRIAL_BYTES = 64 * 1024;

    private Folder() {}

    /** What came of the trial. */
    enum Trial {
        TAKES_FILES,
        MISSING,
        FULL,
        DENIED
    }

    static boolean canWrite(Path folder) {
        return trial(folder) == Trial.TAKES_FILES;
    }

    /** Writes a file and removes it. */
    static Trial trial(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Trial.MISSING;
        }
        try {
            Path file = Files.createTempFile(folder, ".doctor", ".tmp");
            try {
                Files.write(file, new byte[TRIAL_BYTES], StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            } finally {
                Files.deleteIfExists(file);
            }
            return Trial.TAKES_FILES;
        } catch (AccessDeniedException e) {
            return Trial.DENIED;
        } catch (IOException e) {
            return full(e) ? Trial.FULL : Trial.DENIED;
        }
    }

    private static boolean full(IOException failure) {
        String words = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return words.contains("no space left") || words.contains("quota");
    }
}
