package dev.rostrum.drivers.audio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.drivers.audio.flac.FlacBytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sound that comes through a pipe, whose length nobody knows. */
final class PipedFileTest {
    private static final int FRAMES = 20_000;

    @TempDir
    Path folder;

    @Test
    void shouldHearANamedPipe() throws Exception {
        for (byte[] file : List.of(wav(), flac())) {
            Path pipe = folder.resolve("pipe" + file.length);
            assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                    .isZero();
            Thread writer = Thread.ofVirtual().start(() -> write(pipe, file));
            assertHeard(new AudioFileSource(pipe, List.of()));
            writer.join();
        }
    }

    @Test
    void shouldHearTheStandardInput() {
        InputStream before = System.in;
        try {
            for (byte[] file : List.of(wav(), flac())) {
                System.setIn(new ByteArrayInputStream(file));
                assertHeard(new AudioFileSource(AudioFileSource.STANDARD_INPUT, List.of()));
            }
        } finally {
            System.setIn(before);
        }
    }

    private static void assertHeard(AudioFileSource source) {
        try (source) {
            assertThat(source.open()).isEqualTo(new CaptureFormat(16_000, 1));
            float[] heard = AudioFileSourceTest.readAll(source, 1, 320)[0];
            assertThat(heard).hasSize(FRAMES);
            for (int i = 0; i < FRAMES; i++) {
                assertThat(heard[i]).isEqualTo(TestPattern.sample(i, 0) / 32768f);
            }
            assertThat(source.report()).isEqualTo(SourceReport.NONE);
        }
    }

    private static byte[] wav() {
        return WavBytes.file(1, 1, 16_000, 16, TestPattern.frames(0, FRAMES, 1));
    }

    private static byte[] flac() {
        long[][] samples = new long[1][FRAMES];
        for (int i = 0; i < FRAMES; i++) {
            samples[0][i] = TestPattern.sample(i, 0);
        }
        return FlacBytes.stream(samples, 16, 4096, FlacBytes.Kind.FIXED_1);
    }

    private static void write(Path pipe, byte[] bytes) {
        try {
            Files.write(pipe, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
