package dev.rostrum.drivers.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rostrum.drivers.DeviceException;
import dev.rostrum.drivers.audio.flac.FlacBytes;
import dev.rostrum.drivers.audio.flac.FlacBytes.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a source of sound says of a FLAC file that is not as it was recorded. */
final class DamagedFlacTest {
    private static final int FRAMES = 32_000;
    private static final int BLOCK = 4000;
    private static final long[][] SAMPLES = FlacBytes.curves(2, FRAMES, 16, i -> i);
    private static final byte[] WHOLE = FlacBytes.stream(SAMPLES, 16, BLOCK, Kind.VERBATIM);

    @TempDir
    Path folder;

    @Test
    void shouldPutSilenceForADamagedFrameAndNameItsTime() throws IOException {
        byte[] wrong = WHOLE.clone();
        wrong[WHOLE.length / 2 - 100] ^= 4; // in the fourth of eight frames
        Path file = Files.write(folder.resolve("a.flac"), wrong);
        try (AudioFileSource source = new AudioFileSource(file, List.of(1))) {
            source.open();
            float[] heard = AudioFileSourceTest.readAll(source, 1, 999)[0];

            assertThat(heard).hasSize(FRAMES);
            for (int i = 0; i < FRAMES; i++) {
                boolean lost = i >= 3 * BLOCK && i < 4 * BLOCK;
                assertThat(heard[i]).as("sample %d", i).isEqualTo(lost ? 0 : SAMPLES[1][i] / 32768f);
            }
            assertThat(source.report().damage())
                    .containsExactly(file
                            + ": damaged at 0.750 s to 1.000 s, silence stands there: the CRC-16 of a frame is wrong");
            assertThat(source.report().gaps()).isEqualTo(1);
            assertThat(source.report().lostFrames()).isEqualTo(BLOCK);
        }
    }

    @Test
    void shouldCountWhatItDoesNotName() throws IOException {
        long[][] samples = FlacBytes.curves(1, 100 * 64, 16, i -> i);
        byte[] wrong = FlacBytes.stream(samples, 16, 64, Kind.VERBATIM);
        int frameBytes = (wrong.length - 42) / 100;
        for (int k = 1; k < 100; k += 2) {
            wrong[42 + k * frameBytes + 30] ^= 1;
        }
        Path file = Files.write(folder.resolve("many.flac"), wrong);
        try (AudioFileSource source = new AudioFileSource(file, List.of())) {
            source.open();
            assertThat(AudioFileSourceTest.readAll(source, 1, 320)[0]).hasSize(6400);
            assertThat(source.report().damage()).hasSize(21).last().asString().contains("30 further places");
            assertThat(source.report().gaps()).isEqualTo(50);
        }
    }

    @Test
    void shouldHearFlacBehindATag() throws IOException {
        byte[] tag = "ID3\3\0\0\0\0\0\12TIT2......".getBytes(StandardCharsets.ISO_8859_1);
        Path file = Files.write(folder.resolve("tagged.flac"), FlacBytes.join(tag, WHOLE));
        try (AudioFileSource source = new AudioFileSource(file, List.of())) {
            source.open();
            assertThat(AudioFileSourceTest.readAll(source, 2, 320)[0]).hasSize(FRAMES);
            assertThat(source.report()).isEqualTo(SourceReport.NONE);
        }
    }

    @Test
    void shouldKeepItsReportAfterClosing() throws IOException {
        Path file = Files.write(folder.resolve("tail.flac"), FlacBytes.join(WHOLE, new byte[] {(byte) 0xFF}));
        AudioFileSource source = new AudioFileSource(file, List.of());
        source.open();
        AudioFileSourceTest.readAll(source, 2, 320);
        source.close();
        assertThat(source.report().remarks()).containsExactly(file + ": 1 bytes after its last frame are no sound");
        assertThat(source.report().damage()).isEmpty();
    }

    @Test
    void shouldRefuseToCarryADamagedResource() {
        byte[] wrong = FlacBytes.stream(FlacBytes.curves(1, 5000, 16, i -> i), 16, 500, Kind.FIXED_1);
        wrong[wrong.length / 2] ^= 1;
        assertThatThrownBy(() -> SoundFile.readMono(wrong, "voice.flac"))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("voice.flac")
                .hasMessageContaining("damaged at");
    }

    @Test
    void shouldRefuseNoiseThatBeginsLikeFlac() throws IOException {
        byte[] noise = new byte[200_000];
        new SplittableRandom(3).nextBytes(noise);
        System.arraycopy(WHOLE, 0, noise, 0, 42);
        Path file = Files.write(folder.resolve("noise.flac"), noise);
        assertThatThrownBy(new AudioFileSource(file, List.of())::open)
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("noise.flac: it holds no whole FLAC frame");
    }
}
