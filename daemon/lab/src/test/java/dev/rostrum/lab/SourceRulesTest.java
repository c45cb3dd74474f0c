package dev.rostrum.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.diarization.frontend.SoundFormat;
import dev.rostrum.drivers.audio.CaptureFormat;
import dev.rostrum.service.testing.SourceTree;
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
    private static List<Path> sources(String folder) {
        return Stream.of("drivers", "model", "daemon/diarization", "daemon/service", "daemon/lab")
                .map(module -> SourceTree.ROOT.resolve(module).resolve(folder))
                .filter(Files::isDirectory)
                .flatMap(path -> SourceTree.files(path, Integer.MAX_VALUE, ".java").stream())
                .toList();
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
                .allSatisfy(folder -> assertThat(SourceTree.text(folder.resolve("package-info.java")))
                        .as(folder.toString())
                        .startsWith("/**")
                        .contains("@NullMarked"));
    }

    /** Lines of code: without imports, comments and blank lines. */
    private static long lines(Path file) {
        return SourceTree.text(file)
                .replaceAll("(?s)/\\*.*?\\*/", "")
                .lines()
                .filter(line -> !line.isBlank()
                        && !line.startsWith("import ")
                        && !line.strip().startsWith("//"))
                .count();
    }

    @Test
    void shouldHoldOneIdeaAFile() {
        assertThat(sources("src/main/java"))
                .filteredOn(file -> lines(file) > 230)
                .isEmpty();
    }

    /** Once for what captures and once for what listens, as neither knows the other; FLAC's table names all rates. */
    @Test
    void shouldSayTheRateOfSpeechInOnePlace() {
        assertThat(sources("src/main/java"))
                .filteredOn(file -> SourceTree.text(file).matches("(?s).*\\b16_000\\b.*"))
                .extracting(file -> file.getFileName().toString())
                .containsExactlyInAnyOrder("CaptureFormat.java", "SoundFormat.java", "FrameHeader.java");
        assertThat(SoundFormat.NETWORK_RATE).isEqualTo(CaptureFormat.SPEECH_RATE);
    }

    @Test
    void shouldLeaveNothingToDoInComments() {
        assertThat(sources("src"))
                .filteredOn(file -> SourceTree.text(file).matches("(?s).*\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b.*"))
                .isEmpty();
    }
}
