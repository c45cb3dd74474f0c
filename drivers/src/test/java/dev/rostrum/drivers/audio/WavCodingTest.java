package dev.rostrum.drivers.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rostrum.drivers.DeviceException;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every format, width and block that arecord and sox write to WAV: heard right, or refused with the reason. */
final class WavCodingTest {
    private static final double[] WANTED = {0, 0.5, -0.5, -1, 0.25, -0.25, 0.75};
    private static final int FRAMES = 1650;

    /**
     * {@code extensible} is the longer header, whose bits are those of the block and whose valid bits stand in the
     * upper ones; {@code low} means that they stand in the lower ones, as ALSA's S24_LE has it, below whatever.
     */
    @ParameterizedTest(name = "format {0}, {1} bit in {2} bytes, valid {3}, {4} channels, low {5}")
    @CsvSource({
        // arecord -f U8, S16_LE, S24_3LE, S24_LE, S32_LE, FLOAT_LE
        "1,  8, 1,  0, 1, false",
        "1, 16, 2,  0, 2, false",
        "1, 24, 3,  0, 1, false",
        "1, 24, 3,  0, 6, false",
        "1, 24, 4,  0, 1, true",
        "1, 24, 4,  0, 4, true",
        "1, 32, 4,  0, 2, false",
        "3, 32, 4,  0, 1, false",
        // sox -b 8, 16, 24, 32 and -e floating-point -b 32, 64; the longer header above 16 bit or two channels
        "1,  8, 1,  8, 3, false",
        "1, 16, 2, 16, 8, false",
        "1, 24, 3, 24, 1, false",
        "1, 32, 4, 32, 1, false",
        "3, 32, 4, 32, 2, false",
        "3, 64, 8, 64, 1, false",
        "3, 64, 8,  0, 1, false",
        // fewer valid bits than the block has
        "1, 24, 3, 20, 2, false",
        "1, 32, 4, 24, 2, false",
        "1, 20, 3,  0, 1, false",
        "1, 12, 2,  0, 1, false"
    })
    void shouldHear(int format, int bits, int bytes, int valid, int channels, boolean low) {
        ByteBuffer raw = ByteBuffer.allocate(FRAMES * channels * bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < FRAMES * channels; i++) {
            put(raw, format, bytes, low, WANTED[i % WANTED.length]);
        }
        byte[] file = valid == 0
                ? WavBytes.blocks(format, channels, 16_000, bits, bytes * channels, raw.array())
                : WavBytes.extensible(format, channels, bits, valid, bytes * channels, raw.array());
        float[][] heard = new float[channels][FRAMES + 1];
        try (SoundFile sound = SoundFile.open(new ByteArrayInputStream(file), file.length, "test.wav")) {
            assertThat(sound.read(heard, FRAMES + 1)).isEqualTo(FRAMES);
        }
        for (int i = 0; i < FRAMES * channels; i++) {
            assertThat((double) heard[i % channels][i / channels]).isEqualTo(WANTED[i % WANTED.length]);
        }
    }

    @ParameterizedTest(name = "format {0}, {1} bit in blocks of {2} bytes, valid {3}, {4} channels")
    @CsvSource({
        "6,  8, 1,  0, 1", // A-law
        "7,  8, 1,  0, 1", // mu-law
        "2,  4, 256, 0, 1", // ADPCM
        "17, 4, 256, 0, 1",
        "49, 0, 65, 0, 1", // GSM 6.10
        "1, 16, 4,  0, 1",
        "1, 16, 3,  0, 2",
        "1, 16, 0,  0, 1",
        "1, 24, 4, 24, 1", // at which end of the block?
        "1, 64, 8,  0, 1",
        "3, 16, 2,  0, 1",
        "3, 32, 8,  0, 1"
    })
    void shouldRefuseWithTheReason(int format, int bits, int block, int valid, int channels) {
        byte[] samples = new byte[8 * 1650];
        byte[] file = valid == 0
                ? WavBytes.blocks(format, channels, 16_000, bits, block, samples)
                : WavBytes.extensible(format, channels, bits, valid, block, samples);
        assertThatThrownBy(() -> SoundFile.open(new ByteArrayInputStream(file), file.length, "test.wav"))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("test.wav")
                .hasMessageContaining(bits + " bit of WAVE format " + format + " in blocks of " + block + " bytes");
    }

    private static void put(ByteBuffer raw, int format, int bytes, boolean low, double value) {
        if (format == 3) {
            if (bytes == 4) {
                raw.putFloat((float) value);
            } else {
                raw.putDouble(value);
            }
            return;
        }
        int used = low ? 3 : bytes;
        long scaled = Math.round(value * (1L << (8 * used - 1))) + (bytes == 1 ? 128 : 0);
        for (int shift = 0; shift < 8 * used; shift += 8) {
            raw.put((byte) (scaled >> shift));
        }
        if (low) {
            raw.put((byte) 0x5A);
        }
    }
}
