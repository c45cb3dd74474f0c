package dev.rostrum.drivers.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.rostrum.drivers.DeviceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every file that cannot be used is refused with one line that says what is wrong and what to do. */
final class AudioFileRefusalTest {
    private static final byte[] SECOND = new byte[32_000];

    @TempDir
    Path folder;

    @Test
    void shouldRefuseFolderEmptyAndForeignFiles() throws IOException {
        assertRefused(folder, "it is a folder");
        assertRefused(file("empty.wav", new byte[0]), "it is empty (0 bytes)");
        assertRefused(
                file("text.wav", "hello, this is no sound at all".getBytes(StandardCharsets.US_ASCII)),
                "no RIFF/WAVE file");
        assertRefused(file("stub.wav", new byte[] {'R', 'I'}), "it ends before");
    }

    @Test
    void shouldRefuseWhatEndsWithinItsHeader() throws Exception {
        byte[] wav = WavBytes.file(1, 1, 16_000, 16, SECOND);
        assertRefused(file("header.wav", Arrays.copyOf(wav, 30)), "ends within its header");
        assertRefused(file("nodata.wav", Arrays.copyOf(wav, 36)), "ends before its data chunk");
        byte[] flac = Files.readAllBytes(Path.of(
                Objects.requireNonNull(getClass().getResource("pattern16.flac")).toURI()));
        assertRefused(file("header.flac", Arrays.copyOf(flac, 20)), "its FLAC header is damaged");
        assertRefused(file("frames.flac", Arrays.copyOf(flac, 200)), "no whole FLAC frame");
    }

    @Test
    void shouldRefuseFloatsThatAreNoNumbers() throws IOException {
        ByteBuffer raw = ByteBuffer.allocate(4 * 2 * 16_000).order(ByteOrder.LITTLE_ENDIAN);
        raw.putFloat((8_000 * 2 + 1) * 4, Float.NaN);
        assertBreaks(file("nan.wav", WavBytes.file(3, 2, 16_000, 32, raw.array())), "channel 1 holds NaN at 0.5 s");
    }

    @Test
    void shouldRefuseWhatIsTooShort() throws IOException {
        assertRefused(file("none.wav", WavBytes.file(1, 1, 16_000, 16, new byte[0])), "it holds 0 frames");
        assertRefused(
                file("ms.wav", WavBytes.file(1, 1, 16_000, 16, new byte[32])), "it holds 16 frames, less than 100 ms");
        new AudioFileSource(file("least.wav", WavBytes.file(1, 1, 16_000, 16, new byte[3200])), List.of()).open();
    }

    @Test
    void shouldRefuseFormatsThatAreNotRead() throws IOException {
        assertRefused(file("half.wav", WavBytes.file(3, 1, 16_000, 16, SECOND)), "16 bit of WAVE format 3");
        assertRefused(file("alaw.wav", WavBytes.file(6, 1, 16_000, 8, SECOND)), "WAVE format 6");
        assertRefused(file("fast.wav", WavBytes.file(1, 1, 384_000, 16, SECOND)), "its rate is 384000 Hz");
        assertRefused(file("zero.wav", WavBytes.file(1, 0, 16_000, 16, SECOND)), "0 channels at 16000 Hz");
        assertRefused(file("rate.wav", WavBytes.file(1, 1, 0, 16, SECOND)), "1 channels at 0 Hz");
        assertRefused(file("many.wav", WavBytes.file(1, 65, 16_000, 16, SECOND)), "65 channels at 16000 Hz");
    }

    @Test
    void shouldNameTheChunkThatIsTooLong() throws IOException {
        ByteBuffer out = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
        WavBytes.tag(out, "RF64").putInt(-1);
        WavBytes.tag(WavBytes.tag(out, "WAVE"), "ds64").putInt(2000);
        assertRefused(file("sizes.wav", out.array()), "its ds64 chunk has 2000 bytes");
    }

    @Test
    void shouldRefuseChannelsThatAreNotThere() throws IOException {
        Path stereo = file("stereo.wav", WavBytes.file(1, 2, 16_000, 16, SECOND));
        assertRefused(stereo, "channel 2 is asked of " + stereo + ", which has channels 0 to 1", 0, 2);
        assertRefused(stereo, "channel -1 is asked", -1);
        assertRefused(stereo, "channel 1 is asked twice", 1, 1);
    }

    @Test
    void shouldRefuseFilesItMayNotRead() throws IOException {
        Path secret = file("secret.wav", WavBytes.file(1, 1, 16_000, 16, SECOND));
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));
        assumeThat(Files.isReadable(secret)).as("root reads everything").isFalse();
        assertRefused(secret, "permission denied");
    }

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private static void assertRefused(Path file, String reason, Integer... use) {
        try (AudioFileSource source = new AudioFileSource(file, List.of(use))) {
            assertOneLine(source::open, file, reason);
        }
    }

    private static void assertBreaks(Path file, String reason) {
        try (AudioFileSource source = new AudioFileSource(file, List.of())) {
            CaptureFormat format = source.open();
            assertOneLine(() -> AudioFileSourceTest.readAll(source, format.channels(), 320), file, reason);
        }
    }

    private static void assertOneLine(ThrowingCallable call, Path file, String why) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        DeviceException.class,
                        refused -> assertThat(refused.getMessage())
                                .contains(file.toString())
                                .contains(why)
                                .doesNotContain("\n"));
    }
}
