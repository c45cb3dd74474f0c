package dev.rostrum.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.service.testing.SourceTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documents of the repository: that their links lead somewhere, and that {@code docs} stays small enough to be read. */
class DocumentsTest {
    /** A link to a file of the repository, without the place in it. */
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:|mailto:|#)([^)#\\s]+)(?:#[^)]*)?\\)");

    /** A test that a command runs. */
    private static final Pattern TEST = Pattern.compile("-Dtest=(\\w+)");

    private static final int PAGES_AT_MOST = 14;

    @Test
    void shouldLinkToFilesThatAreThere() {
        List<String> broken = documents().stream()
                .flatMap(document -> LINK.matcher(SourceTree.text(document))
                        .results()
                        .map(link -> link.group(1))
                        .filter(to -> !Files.exists(document.resolveSibling(to)))
                        .map(to -> SourceTree.ROOT.relativize(document) + " to " + to))
                .toList();

        assertThat(broken).isEmpty();
    }

    @Test
    void shouldNameTestsThatAreThere() {
        Set<String> tests = Stream.of("drivers", "model", "daemon")
                .flatMap(module ->
                        SourceTree.files(SourceTree.ROOT.resolve(module), Integer.MAX_VALUE, ".java").stream())
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());

        List<String> named = documents().stream()
                .flatMap(document -> TEST.matcher(SourceTree.text(document)).results())
                .map(command -> command.group(1))
                .toList();

        assertThat(named).isNotEmpty().isSubsetOf(tests);
    }

    @Test
    void shouldKeepDatedStudiesOutOfTheFirstFolder() {
        assertThat(SourceTree.files(SourceTree.ROOT.resolve("docs"), 1, ".md")).hasSizeLessThanOrEqualTo(PAGES_AT_MOST);
    }

    private static List<Path> documents() {
        List<Path> documents = new ArrayList<>(SourceTree.files(SourceTree.ROOT, 1, ".md"));
        for (String folder : List.of("docs", "model/convert", "model/train", "drivers/meeting", "daemon/diarization")) {
            documents.addAll(SourceTree.files(SourceTree.ROOT.resolve(folder), Integer.MAX_VALUE, ".md"));
        }
        return documents;
    }
}
