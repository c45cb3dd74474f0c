package dev.rostrum.service.testing;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What another process needs to run the classes of this one. */
public final class OwnJava {
    private OwnJava() {}

    /** Java's program. */
    public static String program() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The class path, in absolute names: the process may run in another folder. */
    public static List<Path> entries() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath())
                .toList();
    }

    /** The same as Java's option takes it. */
    public static String classPath() {
        return join(entries());
    }

    /** Entries as Java's option takes them. */
    public static String join(List<Path> entries) {
        return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
