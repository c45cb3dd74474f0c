package dev.rostrum.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.lab.Lab;
import dev.rostrum.service.annotation.Rttm;
import dev.rostrum.service.cli.TestConsole;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real networks on a few seconds of noise; some 10 s. */
class StudyCommandIT {
    private static final int RATE = 16_000;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void shouldShowWhichStudiesThereAre() {
        assertThat(run("study")).isZero();

        assertThat(out())
                .contains(
                        "  ladder ",
                        "  ablations ",
                        "  thresholds ",
                        "  choice ",
                        "  boundaries ",
                        "  robustness ",
                        "  faulty-arrays ",
                        "  misleading-rooms ",
                        "  one-speaker ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ladder", "ablations", "thresholds", "boundaries"})
    void shouldAskForAPlaceBeforeItReads(String study) {
        assertThat(run("study", study, path("missing"))).isEqualTo(2);

        assertThat(err())
                .contains("needs --evidence DIR", "rostrum study " + study)
                .hasLineCount(1);
    }

    @Test
    void shouldCallWrongUseWrongUse() throws IOException {
        sound("a", 1);

        assertThat(run("study", "nonsense")).isEqualTo(2);
        assertThat(run("study", "ladder", "--evidence", path("e"))).isEqualTo(2);
        assertThat(run("study", "ladder", folder.toString(), "--evidence", path("e"), "--channel", "1"))
                .isEqualTo(2);
        assertThat(run("study", "faulty-arrays", folder.toString())).isEqualTo(2);
        assertThat(run("study", "misleading-rooms", folder.toString())).isEqualTo(2);
        assertThat(run("study", "one-speaker")).isEqualTo(2);
        assertThat(run("study", "choice", folder.toString(), "--evidence", path("e"), "--set", "no.such=1"))
                .isEqualTo(2);
        assertThat(err().lines().filter(line -> line.startsWith("rostrum: ")))
                .satisfiesExactly(
                        line -> assertThat(line).contains("nonsense"),
                        line -> assertThat(line).contains("'DIR'"),
                        line -> assertThat(line).contains("--channel goes with no study"),
                        line -> assertThat(line).contains("say with --array"),
                        line -> assertThat(line).contains("say with --array"),
                        line -> assertThat(line).contains("SPEAKERS"),
                        line -> assertThat(line).contains("--set: no no in"));
        assertThat(out()).isEmpty();
    }

    @Test
    void shouldCompareWithAWholeFileRecipe() throws IOException {
        sound("a", 1);
        sound("b", 2);

        assertThat(study("ladder", "--only", "b", "--page", path("ladder.md"))).isZero();

        assertThat(Files.readString(folder.resolve("ladder.md")))
                .contains("# Where the errors are", "rostrum study ladder ", "| b | 2 | ", "| all | 2 | ");
        assertThat(out()).isEmpty();
    }

    @Test
    void shouldDoubtTheReference() throws IOException {
        sound("b", 2);

        assertThat(study("boundaries", "--page", path("loose.md"), "--tightened", path("tight")))
                .isZero();

        // noise of one level has no edges: nothing is near the marks, and nothing is moved
        assertThat(Files.readString(folder.resolve("loose.md"))).contains("| b | sound | 2 | 2 | 2 | - | - | - | - |");
        assertThat(Rttm.read(folder.resolve("tight/b.tightened.rttm"))).isEqualTo(Rttm.read(folder.resolve("b.rttm")));
    }

    @Test
    void shouldChooseOverDomains() throws IOException {
        sound("room/a", 1);
        sound("wild/b", 2);
        sound("wild/c", 3);
        String[] all = {path("room"), "--each", path("wild"), "--evidence", path("evidence")};

        assertThat(run(words(all, "study", "choice", "--set", "meetingEndSamples=16000,32000")))
                .isZero();
        assertThat(out()).contains("| left out | chosen |", "| meetingEndSamples=16000 | ", "Chosen on all domains");
        assertThat(run(words(all, "study", "thresholds", "--only", "b", "--page", path("t.md"))))
                .isZero();
        assertThat(Files.readString(folder.resolve("t.md"))).contains("by domain", "| meetingEndSamples | ");
    }

    private int study(String name, String... more) {
        return run(words(more, "study", name, folder.toString(), "--evidence", path("evidence")));
    }

    private static String[] words(String[] more, String... first) {
        return Stream.concat(Stream.of(first), Stream.of(more)).toArray(String[]::new);
    }

    private int run(String... args) {
        return Lab.run(TestConsole.of(out, err), args);
    }

    private void sound(String name, long seed) throws IOException {
        NoiseRecording.write(folder, name, seed, RATE, 1);
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
