package dev.rostrum.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... args) {
        return Main.run(
                new Console(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false),
                args);
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
}
