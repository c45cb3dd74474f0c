package dev.rostrum.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for every source file of the project. */
class SourceRulesTest {
    private static final Path ROOT = Path.of(System.getProperty("rostrum.root", ".."));

    private static List<Path> sources(String folder) {
        return Stream.of("drivers", "model", "daemon")
                .map(module -> ROOT.resolve(module).resolve(folder))
                .filter(Files::isDirectory)
                .flatMap(SourceRulesTest::javaFiles)
                .toList();
    }

    private static Stream<Path> javaFiles(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(path -> path.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void shouldFindTheSources() {
        assertThat(sources("src/main/java")).hasSizeGreaterThan(50);
    }

    @Test
    void shouldSayOfEveryPackageWhatItIsAndThatNothingIsNull() {
        Set<Path> packages =
                sources("src/main/java").stream().map(Path::getParent).collect(Collectors.toCollection(TreeSet::new));

        assertThat(packages)
                .allSatisfy(folder -> assertThat(text(folder.resolve("package-info.java")))
                        .as(folder.toString())
                        .startsWith("/**")
                        .contains("@NullMarked"));
    }

    @Test
    void shouldLeaveNothingToDoInComments() {
        assertThat(sources("src"))
                .filteredOn(file -> text(file).matches("(?s).*\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b.*"))
                .isEmpty();
    }
}
