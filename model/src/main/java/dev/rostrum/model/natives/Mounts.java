package dev.rostrum.model.natives;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the file systems of this machine were mounted with, as {@code /proc/self/mountinfo} says. Linux only. */
public final class Mounts {
    private static final Path HERE = Path.of("/proc/self/mountinfo");
    private static final int MOUNT_POINT = 4;
    private static final int OPTIONS = 5;

    private final List<String> lines;

    Mounts(List<String> lines) {
        this.lines = List.copyOf(lines);
    }

    /** As they are now. */
    public static Mounts here() {
        try {
            return new Mounts(Files.readAllLines(HERE));
        } catch (IOException e) {
            return new Mounts(List.of()); // not Linux
        }
    }

    /** Whether no program or library may run from there, which the loader would call "failed to map segment". */
    public boolean forbidPrograms(Path folder) {
        Path longest = Path.of("/");
        boolean forbidden = false;
        for (String line : lines) {
            String[] words = line.split(" ", -1);
            Path point = Path.of(unescaped(words[MOUNT_POINT]));
            // of two at the same place, the later one lies on top
            if (folder.startsWith(point) && point.startsWith(longest)) {
                longest = point;
                forbidden = List.of(words[OPTIONS].split(",", -1)).contains("noexec");
            }
        }
        return forbidden;
    }

    private static String unescaped(String word) {
        return word.replace("\\040", " ")
                .replace("\\011", "\t")
                .replace("\\012", "\n")
                .replace("\\134", "\\");
    }
}
