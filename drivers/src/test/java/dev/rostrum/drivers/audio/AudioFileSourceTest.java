package dev.rostrum.drivers.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rostrum.drivers.DeviceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a good file gives. */
final class AudioFileSourceTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"1,16", "1,24", "1,32", "3,32"})
    void shouldDecodeEverySampleFormat(int encoding, int bits) throws IOException {
        double[] wanted = {0, 0.5, -0.5, -1, 0.25, 0.999969482421875};
        ByteBuffer raw = ByteBuffer.allocate(1998 * bits / 8).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 1998; i++) {
            put(raw, encoding, bits, wanted[i % wanted.length]);
        }
        AudioFileSource source = open(WavBytes.file(encoding, 1, 16_000, bits, raw.array()));
        float[][] heard = readAll(source, 1, 333);
        assertThat(heard[0]).hasSize(1998);
        for (int i = 0; i < 1998; i++) {
            assertThat((double) heard[0][i]).isEqualTo(wanted[i % wanted.length]);
        }
    }

    private static void put(ByteBuffer raw, int encoding, int bits, double value) {
        if (encoding == 3) {
            raw.putFloat((float) value);
            return;
        }
        long scaled = Math.round(value * (1L << (bits - 1)));
        for (int shift = 0; shift < bits; shift += 8) {
            raw.put((byte) (scaled >> shift));
        }
    }

    @ParameterizedTest
    @CsvSource({"pattern16.flac,4,4000,16", "pattern24.flac,6,2001,24"})
    void shouldDecodeFlacOfManyChannels(String name, int channels, int frames, int bits) throws Exception {
        Path file = Path.of(Objects.requireNonNull(getClass().getResource(name)).toURI());
        AudioFileSource source = new AudioFileSource(file, List.of());
        assertThat(source.open()).isEqualTo(new CaptureFormat(16_000, channels));
        assertThat(source.totalFrames()).isEqualTo(frames);
        float[][] heard = readAll(source, channels, 777);
        for (int channel = 0; channel < channels; channel++) {
            assertThat(heard[channel]).hasSize(frames);
            for (int i = 0; i < frames; i++) {
                int value = (i * (37 + 10 * channel) + 1000 * channel) % 20001 - 10000;
                double wanted = bits == 16 ? value / 32768.0 : (value * 256 + channel) / 8388608.0;
                assertThat((double) heard[channel][i]).isEqualTo(wanted);
            }
        }
    }

    @Test
    void shouldDeliverChosenChannelsInTheirOrder() throws IOException {
        int[][] frames = new int[2000][];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = new int[] {i, -i, 2 * i};
        }
        Path file = folder.resolve("three.wav");
        Files.write(file, WavBytes.file(1, 3, 16_000, 16, WavBytes.pcm16(frames)));
        AudioFileSource source = new AudioFileSource(file, List.of(2, 0));
        assertThat(source.open()).isEqualTo(new CaptureFormat(16_000, 2, List.of(2, 0)));
        float[][] heard = readAll(source, 2, 320);
        assertThat(heard[0][1999]).isEqualTo(3998 / 32768f);
        assertThat(heard[1][1999]).isEqualTo(1999 / 32768f);
    }

    @Test
    void shouldReadExtensibleHeadersForeignChunksAndUnknownLength() throws IOException {
        byte[] samples = WavBytes.pcm16(new int[2000][1]);
        samples[1] = 64;
        ByteBuffer out =
                ByteBuffer.allocate(12 + 8 + 4 + 8 + 40 + 8 + samples.length).order(ByteOrder.LITTLE_ENDIAN);
        WavBytes.tag(out, "RIFF").putInt(-1);
        WavBytes.tag(out, "WAVE");
        WavBytes.tag(out, "note").putInt(3).putInt(0x00202020);
        WavBytes.tag(out, "fmt ").putInt(40).putShort((short) 0xFFFE).putShort((short) 1);
        out.putInt(16_000).putInt(32_000).putShort((short) 2).putShort((short) 16);
        out.putShort((short) 22).putShort((short) 16).putInt(4).putShort((short) 1);
        out.put(new byte[14]);
        WavBytes.tag(out, "data").putInt(-1).put(samples);
        float[][] heard = readAll(open(out.array()), 1, 512);
        assertThat(heard[0]).hasSize(2000);
        assertThat(heard[0][0]).isEqualTo(0.5f);
    }

    @Test
    void shouldCountPositionsAndStartAgainAfterReopening() throws IOException {
        AudioFileSource source = open(WavBytes.file(1, 1, 16_000, 16, WavBytes.pcm16(new int[2000][1])));
        AudioBlock block = new AudioBlock(1, 900);
        long[] positions = {0, 900, 1800};
        int[] counts = {900, 900, 200};
        for (int i = 0; i < 3; i++) {
            assertThat(source.read(block)).isEqualTo(AudioSource.Outcome.FRAMES);
            assertThat(block.positionFrames()).isEqualTo(positions[i]);
            assertThat(block.frames()).isEqualTo(counts[i]);
            assertThat(block.gapFrames()).isZero();
        }
        assertThat(source.read(block)).isEqualTo(AudioSource.Outcome.END);
        assertThat(source.read(block)).isEqualTo(AudioSource.Outcome.END);
        source.open();
        source.read(block);
        assertThat(block.positionFrames()).isZero();
        source.close();
        source.close();
        assertThatThrownBy(() -> source.read(block)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldKeepRealTimeWhenPaced() throws IOException {
        Path file = folder.resolve("paced.wav");
        Files.write(file, WavBytes.file(1, 1, 16_000, 16, WavBytes.pcm16(new int[1700][1])));
        long[] nowNs = {5_000_000_000L};
        PacedSource source = new PacedSource(new AudioFileSource(file, List.of()), () -> nowNs[0]);
        source.open();
        AudioBlock block = new AudioBlock(1, 800);
        assertThat(source.read(block)).isEqualTo(AudioSource.Outcome.NOT_YET);
        nowNs[0] += 49_000_000;
        assertThat(source.read(block)).isEqualTo(AudioSource.Outcome.NOT_YET);
        nowNs[0] += 1_000_000;
        assertThat(source.read(block)).isEqualTo(AudioSource.Outcome.FRAMES);
        assertThat(source.read(block)).isEqualTo(AudioSource.Outcome.NOT_YET);
        nowNs[0] += 100_000_000;
        assertThat(source.read(block)).isEqualTo(AudioSource.Outcome.FRAMES);
        assertThat(source.read(block)).isEqualTo(AudioSource.Outcome.FRAMES);
        assertThat(block.frames()).isEqualTo(100);
        nowNs[0] += 100_000_000;
        assertThat(source.read(block)).isEqualTo(AudioSource.Outcome.END);
        assertThat(block.positionFrames() / 16_000.0).isCloseTo(0.1, within(1e-9));
    }

    @Test
    void shouldNameTheFileInEveryRefusal() {
        AudioFileSource source = new AudioFileSource(folder.resolve("absent.wav"), List.of());
        assertThatThrownBy(source::open)
                .isInstanceOf(DeviceException.class)
                .hasMessage("cannot read " + folder.resolve("absent.wav") + ": there is no such file; check the path");
    }

    private AudioFileSource open(byte[] content) throws IOException {
        Path file = folder.resolve("sound.wav");
        Files.write(file, content);
        AudioFileSource source = new AudioFileSource(file, List.of());
        source.open();
        return source;
    }

    static float[][] readAll(AudioSource source, int channels, int blockFrames) {
        float[][] all = new float[channels][0];
        AudioBlock block = new AudioBlock(channels, blockFrames);
        while (source.read(block) == AudioSource.Outcome.FRAMES) {
            for (int c = 0; c < channels; c++) {
                int before = all[c].length;
                all[c] = Arrays.copyOf(all[c], before + block.frames());
                System.arraycopy(block.channel(c), 0, all[c], before, block.frames());
            }
        }
        return all;
    }
}
