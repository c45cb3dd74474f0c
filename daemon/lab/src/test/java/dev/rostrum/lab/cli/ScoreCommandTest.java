package dev.rostrum.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.lab.Lab;
import dev.rostrum.service.cli.TestConsole;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreCommandTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void writeFiles() throws IOException {
        write("ref.rttm", """
                SPEAKER m 1 0.0 10.0 <NA> <NA> a <NA> <NA>
                SPEAKER m 1 10.0 10.0 <NA> <NA> b <NA> <NA>
                """);
        write("hyp.rttm", """
                SPEAKER m 1 1.0 9.0 <NA> <NA> x <NA> <NA>
                SPEAKER m 1 10.0 8.0 <NA> <NA> y <NA> <NA>
                SPEAKER m 1 18.0 2.0 <NA> <NA> x <NA> <NA>
                SPEAKER m 1 20.0 0.5 <NA> <NA> x <NA> <NA>
                """);
        write("all.uem", "m 1 0 30\n");
        write("first.uem", "m 1 0 10\n");
    }

    @Test
    void shouldPrintATable() {
        assertThat(run("score", path("ref.rttm"), path("hyp.rttm"), "--uem", path("all.uem")))
                .isZero();

        assertThat(out()).contains("recording", "m ").hasLineCount(2);
        // 1 s missed, .5 s false, 2 s confused of 20 s; a: 3.5 of 12.5, b: 2 of 10
        assertThat(out().lines().toList().get(1).split("\\s+"))
                .containsExactly("m", "20.0", "17.50", "5.00", "2.50", "10.00", "24.00", "2", "2");
        assertThat(err()).isEmpty();
    }

    @Test
    void shouldRefuseNamesWithSpaces() throws IOException {
        write("spaces.rttm", "SPEAKER m 1 0 1 <NA> <NA> x <NA> <NA>\nSPEAKER my m 1 1 9 <NA> <NA> x <NA> <NA>\n");

        assertThat(run("score", path("ref.rttm"), path("spaces.rttm"))).isEqualTo(1);

        assertThat(out()).isEmpty();
        assertThat(err()).contains(path("spaces.rttm") + ":2: ").hasLineCount(1);
    }

    @Test
    void shouldScoreOnlyWhatTheUemNames() {
        assertThat(run("score", path("ref.rttm"), path("hyp.rttm"), "--uem", path("first.uem")))
                .isZero();

        assertThat(out().lines().toList().get(1)).contains("10.00");
    }

    @Test
    void shouldLeaveOutCollars() {
        assertThat(run("score", path("ref.rttm"), path("hyp.rttm"), "--uem", path("all.uem"), "--collar", "2"))
                .isZero();

        // 16 s remain; a confusion of 1 s
        assertThat(out().lines().toList().get(1).split("\\s+")).startsWith("m", "16.0", "6.25", "0.00", "0.00");
    }

    @Test
    void shouldKeepJsonClean() {
        assertThat(run("score", path("ref.rttm"), path("hyp.rttm"), "--json")).isZero();

        assertThat(out()).startsWith("{").contains("\"der\" : 0.175").contains("no UEM");
        assertThat(err()).isEmpty();
    }

    @Test
    void shouldSayWhenNoUemIsGivenOrNamesDiffer() throws IOException {
        write("other.rttm", "SPEAKER n 1 0.0 10.0 <NA> <NA> x <NA> <NA>\n");

        assertThat(run("score", path("ref.rttm"), path("other.rttm"))).isZero();

        assertThat(err()).contains("n in ").contains("is taken for m").contains("no UEM");
        assertThat(out().lines().toList().get(1)).startsWith("m ").contains("50.00");
    }

    @Test
    void shouldFailWithOneLineOnBadFiles() throws IOException {
        write("bad.rttm", "SPEAKER m 1 zero 10.0 <NA> <NA> x <NA> <NA>\n");
        write("many.rttm", """
                SPEAKER o 1 0.0 10.0 <NA> <NA> x <NA> <NA>
                SPEAKER p 1 0.0 10.0 <NA> <NA> x <NA> <NA>
                """);
        write("no.uem", "n 1 0 30\n");

        assertFails("bad.rttm:1: onset 'zero'", "score", path("ref.rttm"), path("bad.rttm"));
        assertFails("missing.rttm: cannot be read", "score", path("ref.rttm"), path("missing.rttm"));
        assertFails("no recording in common", "score", path("ref.rttm"), path("many.rttm"));
        assertFails("names no part of m", "score", path("ref.rttm"), path("hyp.rttm"), "--uem", path("no.uem"));
    }

    @Test
    void shouldCallWrongUseWrongUse() {
        assertThat(run("score", path("ref.rttm"))).isEqualTo(2);
        assertThat(run("score", path("ref.rttm"), path("hyp.rttm"), "--collar", "-1"))
                .isEqualTo(2);
        assertThat(err()).contains("--collar", "'-1'");
    }

    private void assertFails(String problem, String... args) {
        err.reset();
        assertThat(run(args)).isEqualTo(1);
        assertThat(err()).contains(problem).hasLineCount(1);
        assertThat(out()).isEmpty();
    }

    private int run(String... args) {
        return Lab.run(TestConsole.of(out, err), args);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
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
