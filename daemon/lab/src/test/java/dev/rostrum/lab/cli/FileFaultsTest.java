package dev.rostrum.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.lab.Lab;
import dev.rostrum.service.cli.TestConsole;
import dev.rostrum.service.testing.WavFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with a file that a command is given: one line that names it, before any work is done. */
class FileFaultsTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void writeFiles() throws IOException {
        Files.createDirectories(folder.resolve("Büro Straße"));
        Files.createDirectories(folder.resolve("good"));
        Files.write(folder.resolve("Leere Öde"), new byte[0]);
        WavFile.write(folder.resolve("good/a.wav"), VoiceRecordings.RATE, new float[VoiceRecordings.RATE]);
        Files.writeString(folder.resolve("good/a.rttm"), "SPEAKER a 1 0 1 <NA> <NA> s <NA> <NA>\n");
        Files.writeString(folder.resolve("good/a.ctm"), "a 1 0.1 0.2 yes\n");
    }

    /** {@code +} stands for a folder, {@code -} for a file that is not there, {@code 0} for an empty one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "score + good/a.rttm",
                "score good/a.rttm -",
                "score good/a.rttm good/a.rttm --uem +",
                "score good/a.rttm good/a.rttm --uem 0",
                "words + --turns good/a.rttm",
                "words - --turns good/a.rttm",
                "words good/a.ctm --turns +",
                "words good/a.ctm --turns 0",
                "words good/a.ctm --turns good/a.rttm --events -",
                "words good/a.ctm --turns good/a.rttm --events 0",
                "words good/a.ctm --turns good/a.rttm --out +",
                "words good/a.ctm --turns good/a.rttm --out -/x",
                "replay +",
                "replay -",
                "replay 0",
                "replay good/a.wav --out 0",
                "replay good/a.wav --masks 0 --out good",
                "replay good/a.wav --array +",
                "bench +",
                "bench -",
                "bench 0",
                "bench good/a.wav --json +",
                "directions + --array respeaker4",
                "directions - --array respeaker4",
                "directions 0 --array respeaker4",
                "evaluate +",
                "evaluate -",
                "evaluate 0",
                "evaluate good --compare +",
                "evaluate good --compare 0",
                "evaluate good --json +",
                "evaluate good --report -/x",
                "evaluate good --out 0",
                "evidence good/a.wav --out 0",
                "calibrate --config +",
                "calibrate --config -",
                "check-config +",
                "check-config -"
            })
    void shouldNameTheFileInOneLine(String command) {
        String fault = command.contains("+") ? "Büro Straße" : command.contains(" 0") ? "Leere Öde" : "nicht dä";

        int code = Lab.run(
                TestConsole.of(out, err),
                Arrays.stream(command.split(" ", -1)).map(this::word).toArray(String[]::new));

        assertThat(code).isIn(1, 2, 78);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .hasLineCount(1)
                .startsWith("rostrum: ")
                .contains(fault)
                .doesNotContain("internal error", "Exception", "null");
    }

    private String word(String word) {
        return switch (word) {
            case "+" -> path("Büro Straße");
            case "-" -> path("nicht dä");
            case "-/x" -> path("nicht dä/x");
            case "0" -> path("Leere Öde");
            default -> word.startsWith("good") ? path(word) : word;
        };
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }
}
