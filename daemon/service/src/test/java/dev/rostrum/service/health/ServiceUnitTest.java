package dev.rostrum.service.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asks systemd's own tools about the unit; no systemd needs to run. */
class ServiceUnitTest {
    private static final Path UNIT = Path.of(
            Objects.requireNonNull(System.getProperty("rostrum.root"), "rostrum.root"), "systemd", "rostrumd.service");

    /** Ten times the score. */
    private static final String MOST = "--threshold=21";

    @TempDir
    Path folder;

    @BeforeAll
    static void needsSystemdAnalyze() {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/systemd-analyze")), "no systemd-analyze here (package systemd)");
    }

    @Test
    void shouldBeExposedByNoMoreThanTwoPointOne() throws Exception {
        assertThat(run("systemd-analyze", "security", "--offline=true", MOST, "--no-pager", UNIT.toString()))
                .isZero();
    }

    @Test
    void shouldNoticeAWeakerUnit() throws Exception {
        Path weak = folder.resolve("rostrumd.service");
        Files.writeString(
                weak, Files.readString(UNIT).replaceAll("(?m)^(Protect|Restrict|SystemCall|IPAddress).*$", ""));

        assertThat(run("systemd-analyze", "security", "--offline=true", MOST, "--no-pager", weak.toString()))
                .isNotZero();
    }

    @Test
    void shouldBeAUnitThatSystemdUnderstands() throws Exception {
        Path copy = folder.resolve("rostrumd.service");
        Files.writeString(
                copy,
                Files.readString(UNIT)
                        .replace("/opt/rostrum/current/bin/rostrum", "/bin/true")
                        .replace("/usr/lib/rostrum/first-boot", "/bin/true"));

        assertThat(run("systemd-analyze", "verify", copy.toString())).isZero();
    }

    @Test
    void shouldNeverGiveUpButOnAWrongConfiguration() throws IOException {
        assertThat(Files.readAllLines(UNIT, StandardCharsets.UTF_8))
                .contains("StartLimitIntervalSec=0", "Restart=always", "RestartPreventExitStatus=78", "Type=notify");
    }

    private static int run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        if (code != 0) {
            System.out.println(output);
        }
        return code;
    }
}
