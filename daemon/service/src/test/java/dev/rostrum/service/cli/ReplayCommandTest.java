package dev.rostrum.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.service.testing.WavFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code replay} refuses before it loads anything. */
final class ReplayCommandTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void shouldNameAFileThatIsNotThere() {
        Path missing = folder.resolve("none.wav");

        assertThat(run("replay", missing.toString(), "--out", folder.toString()))
                .isEqualTo(1);
        assertThat(oneLine()).contains(missing.toString());
        assertThat(out.size()).isZero();
    }

    @Test
    void shouldRefuseAFolderThatCannotBeMade() throws Exception {
        Path sound = second("meeting.wav");
        Path inTheWay = Files.writeString(folder.resolve("in-the-way"), "a file");

        assertThat(run("replay", sound.toString(), "--out", inTheWay.toString()))
                .isEqualTo(1);
        assertThat(oneLine()).contains(inTheWay.toString());
    }

    @Test
    void shouldRefuseALatencyOutOfRange() throws Exception {
        Path sound = second("meeting.wav");

        for (String latency : new String[] {"0.49", "5.01s", "499ms", "1min"}) {
            err.reset();
            assertThat(run("replay", sound.toString(), "--latency", latency)).isEqualTo(2);
            assertThat(oneLine()).contains("--latency").contains("500ms").contains("5s");
        }
        for (String latency : new String[] {"-1", "NaN", "1kHz"}) {
            err.reset();
            assertThat(run("replay", sound.toString(), "--latency", latency)).isEqualTo(2);
            assertThat(oneLine()).contains("--latency").contains("'" + latency + "'");
        }
    }

    @Test
    void shouldNameAChannelInUseThatTheFileLacks() throws Exception {
        Path sound = second("meeting.wav");
        Path config = Files.writeString(folder.resolve("r.yaml"), "audio: {channels: 6, use: [1, 2, 3, 4]}\n");

        assertThat(run("replay", sound.toString(), "--array", config.toString()))
                .isEqualTo(1);
        assertThat(oneLine()).contains("channel 1 is asked of").contains("meeting.wav");
    }

    @Test
    void shouldRefuseAFileThatEndsWithinItsHeader() throws Exception {
        Path sound = second("cut.wav");
        byte[] whole = Files.readAllBytes(sound);
        Files.write(sound, Arrays.copyOf(whole, 40));

        assertThat(run("replay", sound.toString(), "--out", folder.toString())).isEqualTo(1);
        assertThat(oneLine()).contains("cut.wav");
    }

    private int run(String... args) {
        return Main.run(TestConsole.of(out, err), args);
    }

    private String oneLine() {
        String text = err.toString(StandardCharsets.UTF_8);
        assertThat(text.lines()).hasSize(1);
        return text;
    }

    private Path second(String name) throws IOException {
        return WavFile.write(folder.resolve(name), 16_000, new float[16_000]);
    }
}
