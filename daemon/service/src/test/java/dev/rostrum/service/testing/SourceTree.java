package dev.rostrum.service.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The repository that the tests run in. */
public final class SourceTree {
    /** Its first folder. */
    public static final Path ROOT = Path.of(System.getProperty("rostrum.root", ".."));

    private SourceTree() {}

    /** The files at most {@code depth} folders below {@code folder} whose names end in {@code ending}. */
    public static List<Path> files(Path folder, int depth, String ending) {
        try (Stream<Path> files = Files.walk(folder, depth)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
