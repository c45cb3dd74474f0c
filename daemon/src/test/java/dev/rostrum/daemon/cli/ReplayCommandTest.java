package dev.rostrum.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
        Path sound = wav("meeting.wav", 16_000, 16_000);
        Path inTheWay = Files.writeString(folder.resolve("in-the-way"), "a file");

        assertThat(run("replay", sound.toString(), "--out", inTheWay.toString()))
                .isEqualTo(1);
        assertThat(oneLine()).contains(inTheWay.toString());
    }

    @Test
    void shouldRefuseALatencyOutOfRange() throws Exception {
        Path sound = wav("meeting.wav", 16_000, 16_000);

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
        Path sound = wav("meeting.wav", 16_000, 16_000);
        Path config = Files.writeString(folder.resolve("r.yaml"), "audio: {channels: 6, use: [1, 2, 3, 4]}\n");

        assertThat(run("replay", sound.toString(), "--array", config.toString()))
                .isEqualTo(1);
        assertThat(oneLine()).contains("channel 1 is asked of").contains("meeting.wav");
    }

    @Test
    void shouldRefuseAFileThatEndsWithinItsHeader() throws Exception {
        Path sound = wav("cut.wav", 16_000, 16_000);
        byte[] whole = Files.readAllBytes(sound);
        Files.write(sound, Arrays.copyOf(whole, 40));

        assertThat(run("replay", sound.toString(), "--out", folder.toString())).isEqualTo(1);
        assertThat(oneLine()).contains("cut.wav");
    }

    private int run(String... args) {
        return Main.run(
                new Console(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false),
                args);
    }

    private String oneLine() {
        String text = err.toString(StandardCharsets.UTF_8);
        assertThat(text.lines()).hasSize(1);
        return text;
    }

    private Path wav(String name, int rate, int frames) throws Exception {
        ByteBuffer bytes = ByteBuffer.allocate(44 + 2 * frames).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 2 * frames);
        bytes.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        bytes.putShort((short) 1).putShort((short) 1).putInt(rate).putInt(2 * rate);
        bytes.putShort((short) 2).putShort((short) 16);
        bytes.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(2 * frames);
        return Files.write(folder.resolve(name), bytes.array());
    }
}
