package dev.rostrum.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... args) {
        return Main.run(TestConsole.of(out, err), args);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void shouldShowHelpWithoutCommand() {
        assertThat(run()).isZero();
        assertThat(out()).contains("Usage: rostrum", "version", "Exit codes");
        assertThat(err()).isEmpty();
    }

    @Test
    void shouldShowHelpOfOneCommand() {
        assertThat(run("help", "version")).isZero();
        assertThat(out()).contains("Usage: rostrum version");
    }

    @Test
    void shouldSayItsVersionOnOneLine() {
        assertThat(run("version")).isZero();
        assertThat(out()).matches("rostrum \\d+\\.\\d+\\.\\d+\\S*, Java \\S+, \\S+ \\S+\\R");
    }

    @Test
    void shouldRefuseUnknownCommandInOneLine() {
        assertThat(run("sing")).isEqualTo(2);
        assertThat(out()).isEmpty();
        assertThat(err()).contains("sing").contains("--help").hasLineCount(1);
    }

    @Test
    void shouldRefuseHelpForUnknownCommand() {
        assertThat(run("help", "sing")).isEqualTo(2);
        assertThat(err()).contains("'sing'").hasLineCount(1);
    }

    @Test
    void shouldRefuseUnknownOptionInOneLine() {
        assertThat(run("version", "--loud")).isEqualTo(2);
        assertThat(err()).contains("--loud").contains("rostrum version --help").hasLineCount(1);
    }

    @Test
    void shouldWarnOfAPageWhoseTokenCanBeReadOnTheWay(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("r.yaml"), "status: {address: 0.0.0.0, token-file: " + folder.resolve("t") + "}");

        assertThat(run("check-config", file.toString(), "--root=" + folder)).isZero();
        assertThat(err()).contains("warning: ", "0.0.0.0 is not encrypted", "status.tls");
        assertThat(out()).contains("can be used");
    }
}
