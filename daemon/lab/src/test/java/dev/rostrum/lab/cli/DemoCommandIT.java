package dev.rostrum.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.lab.Lab;
import dev.rostrum.service.annotation.Rttm;
import dev.rostrum.service.cli.Console;
import dev.rostrum.service.cli.TestConsole;
import dev.rostrum.service.testing.OwnJava;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo with everything that it has, networks and broker included, on its first seconds; some 10 s each. */
class DemoCommandIT {
    private static final Path ROOT =
            Path.of(Objects.requireNonNull(System.getProperty("rostrum.root"), "rostrum.root"));
    private static final Pattern COUNT = Pattern.compile("^ +(\\d+)  (\\S+)$", Pattern.MULTILINE);

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** As the launcher starts it: in another folder, with the class path that the build wrote for it, which has no test's. */
    @Test
    void shouldShowTheMeetingInPlainLinesWhereNobodyLooks() throws Exception {
        Path target = ROOT.resolve("daemon/lab/target");
        List<String> command = List.of(
                OwnJava.program(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Drostrum.root=" + ROOT,
                "-cp",
                target.resolve("classes") + File.pathSeparator + Files.readString(target.resolve("launch/classpath")),
                Lab.class.getName(),
                "demo",
                "--fast",
                "--seconds",
                "12",
                "--out",
                folder.toString());
        Path errors = folder.resolve("errors");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(errors.toFile())
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();

        assertThat(code).as(text + Files.readString(errors)).isZero();
        assertThat(text)
                .doesNotContain("\033")
                .containsPattern("(?m)^ +\\d+\\.\\d s  listening, S1$")
                .containsPattern("(?m)^  live  DER \\d+\\.\\d .*speakers, [1-9]\\d* found$")
                .containsPattern("(?m)^  final DER \\d+\\.\\d ")
                .containsPattern("(?m)^The light showed: .*identify, .*listening")
                .contains("0 frames dropped");
        String events = Files.readString(folder.resolve("meeting.events.jsonl"));
        // each start that was written is one that a subscriber got back
        assertThat(count(text, "turn/start"))
                .isEqualTo(events.lines()
                        .filter(line -> line.contains("\"turn/start\""))
                        .count());
        assertThat(count(text, "availability")).isPositive();
        assertThat(Rttm.read(folder.resolve("meeting.live.rttm")).toString()).contains("S1");
        assertThat(text).contains(folder.resolve("meeting.final.rttm").toString());
    }

    @Test
    void shouldDrawLanesOnATerminalAndNothingBetweenThem() {
        int code = Lab.run(console(true), "demo", "--fast", "--seconds", "12", "--out", folder.toString());

        assertThat(code).as(err()).isZero();
        assertThat(out()).contains("\033[2A", "  S1  \033[36m", "of 12 s  listening  S1 since ");
        assertThat(err()).doesNotContain("SimulatedLight");
    }

    @Test
    void shouldRefuseAMeetingTooShortToHear() {
        assertThat(Lab.run(console(false), "demo", "--seconds", "1")).isEqualTo(2);
        assertThat(err()).contains("--seconds is 1.0").hasLineCount(1);
    }

    private static long count(String text, String topic) {
        Matcher lines = COUNT.matcher(text);
        while (lines.find()) {
            if (lines.group(2).equals(topic)) {
                return Long.parseLong(lines.group(1));
            }
        }
        throw new AssertionError(topic + " is not among what came back");
    }

    private Console console(boolean terminal) {
        return TestConsole.of(out, err, terminal);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
