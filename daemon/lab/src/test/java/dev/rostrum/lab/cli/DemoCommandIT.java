package dev.rostrum.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.lab.Lab;
import dev.rostrum.service.annotation.Rttm;
import dev.rostrum.service.cli.Console;
import dev.rostrum.service.cli.TestConsole;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo with everything that it has, networks and broker included, on its first seconds; some 10 s each. */
class DemoCommandIT {
    private static final Pattern COUNT = Pattern.compile("^ +(\\d+)  (\\S+)$", Pattern.MULTILINE);

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void shouldShowTheMeetingInPlainLinesWhereNobodyLooks() throws IOException {
        int code = run(false);

        assertThat(code).as(err()).isZero();
        String text = out();
        assertThat(text)
                .doesNotContain("\033")
                .containsPattern("(?m)^ +\\d+\\.\\d s  listening, S1$")
                .containsPattern("(?m)^  live  DER \\d+\\.\\d .*speakers, [1-9]\\d* found$")
                .containsPattern("(?m)^  final DER \\d+\\.\\d ")
                .contains("starting, identify", "0 frames dropped");
        String events = Files.readString(folder.resolve("meeting.events.jsonl"));
        // each start that was written is one that a subscriber got back
        assertThat(count(text, "turn/start"))
                .isEqualTo(events.lines()
                        .filter(line -> line.contains("\"turn-started\""))
                        .count());
        assertThat(count(text, "availability")).isPositive();
        assertThat(Rttm.read(folder.resolve("meeting.live.rttm")).toString()).contains("S1");
        assertThat(text).contains(folder.resolve("meeting.final.rttm").toString());
    }

    @Test
    void shouldDrawLanesOnATerminalAndNothingBetweenThem() {
        int code = run(true);

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

    private int run(boolean terminal) {
        return Lab.run(console(terminal), "demo", "--fast", "--seconds", "12", "--out", folder.toString());
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
