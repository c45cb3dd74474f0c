package dev.rostrum.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documents of the repository: that their links lead somewhere, and that {@code docs} stays small enough to be read. */
class DocumentsTest {
    private static final Path ROOT =
            Path.of(Objects.requireNonNull(System.getProperty("rostrum.root"), "rostrum.root"));
    /** A link to a file of the repository, without the place in it. */
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:|mailto:|#)([^)#\\s]+)(?:#[^)]*)?\\)");

    private static final int PAGES_AT_MOST = 14;

    @Test
    void shouldLinkToFilesThatAreThere() throws IOException {
        List<String> broken = documents().stream()
                .flatMap(document -> LINK.matcher(read(document))
                        .results()
                        .map(link -> link.group(1))
                        .filter(to -> !Files.exists(document.resolveSibling(to)))
                        .map(to -> ROOT.relativize(document) + " to " + to))
                .toList();

        assertThat(broken).isEmpty();
    }

    @Test
    void shouldKeepDatedStudiesOutOfTheFirstFolder() throws IOException {
        try (Stream<Path> pages = Files.list(ROOT.resolve("docs"))) {
            assertThat(pages.filter(page -> page.toString().endsWith(".md"))).hasSizeLessThanOrEqualTo(PAGES_AT_MOST);
        }
    }

    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>(markdown(ROOT, 1));
        for (String folder : List.of("docs", "model/convert", "model/train", "drivers/meeting")) {
            documents.addAll(markdown(ROOT.resolve(folder), Integer.MAX_VALUE));
        }
        return documents;
    }

    private static List<Path> markdown(Path folder, int depth) throws IOException {
        try (Stream<Path> files = Files.walk(folder, depth)) {
            return files.filter(file -> file.toString().endsWith(".md")).toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
