package dev.rostrum.drivers.audio.flac;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.drivers.audio.flac.FlacBytes.Kind;
import dev.rostrum.drivers.audio.flac.FlacBytes.Residual;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams that are right come out bit for bit. */
final class FlacStreamTest {
    private static final int BLOCK = 192;

    /** Files made by the reference encoder; {@code make-flac.py} has the same formula. */
    @ParameterizedTest
    @ValueSource(ints = {8, 12, 16, 20, 24})
    void shouldDecodeWhatTheReferenceEncoderWrites(int bits) throws IOException {
        Heard heard = Heard.of(resource("../mixed" + bits + ".flac"));

        assertThat(heard.damage()).isEmpty();
        assertThat(heard.remarks()).isEmpty();
        assertThat(heard.samples()[0]).hasSize(BLOCK * 8 + 77);
        for (int c = 0; c < 2; c++) {
            for (int i = 0; i < heard.samples()[c].length; i++) {
                assertThat(heard.samples()[c][i]).as("sample %d of %d", i, c).isEqualTo(mixed(i, c, bits));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void shouldDecodeEverySubframeOfEveryDepthInEveryChannelMode(Kind kind) throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        for (int bits = 4; bits <= 32; bits++) {
            for (int assignment = 0; assignment <= 10; assignment++) {
                int channels = assignment < 8 ? assignment + 1 : 2;
                long[][] samples = FlacBytes.curves(channels, BLOCK, bits, i -> random.nextLong());
                if (kind == Kind.CONSTANT) {
                    makeConstant(samples);
                }
                for (Residual residual : residuals(kind, bits)) {
                    byte[] frame = FlacBytes.frame(0, samples, bits, assignment, kind, residual);
                    Heard heard = Heard.of(stream(samples, bits, List.of(frame)));
                    assertThat(heard.damage())
                            .as("%d bit, assignment %d, %s", bits, assignment, residual)
                            .isEmpty();
                    assertThat(heard.remarks()).isEmpty();
                    assertThat(heard.samples()).isDeepEqualTo(samples);
                }
            }
        }
    }

    @Test
    void shouldDecodeTheWidestDifferenceOfChannels() throws IOException {
        for (int bits : new int[] {4, 16, 24, 32}) {
            long most = (1L << (bits - 1)) - 1;
            long[][] samples = new long[2][BLOCK];
            for (int i = 0; i < BLOCK; i++) {
                samples[0][i] = i % 2 == 0 ? most : ~most;
                samples[1][i] = i % 3 == 0 ? most : ~most;
            }
            for (int assignment = 8; assignment <= 10; assignment++) {
                byte[] frame = FlacBytes.frame(0, samples, bits, assignment, Kind.VERBATIM, Residual.PLAIN);
                assertThat(Heard.of(stream(samples, bits, List.of(frame))).samples())
                        .isDeepEqualTo(samples);
            }
        }
    }

    @Test
    void shouldLeaveOutLowBitsThatAreNeverUsed() throws IOException {
        long[][] samples = FlacBytes.curves(1, BLOCK, 12, i -> 0);
        for (int i = 0; i < BLOCK; i++) {
            samples[0][i] <<= 4;
        }
        for (Kind kind : List.of(Kind.VERBATIM, Kind.FIXED_2, Kind.LPC)) {
            byte[] frame = FlacBytes.frame(0, samples, 16, 0, kind, Residual.PLAIN);
            assertThat(Heard.of(stream(samples, 16, List.of(frame))).samples()).isDeepEqualTo(samples);
        }
    }

    @Test
    void shouldReadFrameNumbersOfEveryLength() throws IOException {
        long[][] samples = FlacBytes.curves(1, 2 * BLOCK, 16, i -> i);
        for (long first : new long[] {0, 0x7F, 0x7FF, 0xFFFF, 0x1F_FFFF, 0x3FF_FFFF, 0x7FFF_FFFE}) {
            List<byte[]> frames = new ArrayList<>();
            for (int k = 0; k < 2; k++) {
                long[][] part = FlacBytes.cut(samples, k * BLOCK, (k + 1) * BLOCK);
                frames.add(FlacBytes.frame(first + k, part, 16, 0, Kind.FIXED_1, Residual.PLAIN));
            }
            Heard heard = Heard.of(stream(samples, 16, frames));
            assertThat(heard.damage()).as("first frame %x", first).isEmpty();
            assertThat(heard.samples()).isDeepEqualTo(samples);
        }
    }

    private static List<Residual> residuals(Kind kind, int bits) {
        if (kind == Kind.CONSTANT || kind == Kind.VERBATIM) {
            return List.of(Residual.PLAIN);
        }
        if (bits > 17) { // short parameters would make very long codes
            return List.of(new Residual(5, 3, false), new Residual(5, 0, true));
        }
        return List.of(
                new Residual(4, 0, false),
                new Residual(5, 0, false),
                new Residual(5, 3, false),
                new Residual(4, 5, true),
                new Residual(5, 0, true));
    }

    private static void makeConstant(long[][] samples) {
        for (long[] channel : samples) {
            Arrays.fill(channel, channel[7]);
        }
    }

    static byte[] stream(long[][] samples, int bits, List<byte[]> frames) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] md5 = FlacBytes.md5(samples, bits);
        all.writeBytes(FlacBytes.head(samples.length, bits, BLOCK, samples[0].length, md5));
        frames.forEach(all::writeBytes);
        return all.toByteArray();
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(FlacStreamTest.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        }
    }

    private static long mixed(int i, int c, int bits) {
        long full = 1L << (bits - 1);
        long hiss = Long.remainderUnsigned(noise(2 * i + c), 5) - 2;
        long loud = Long.remainderUnsigned(noise(2 * i + c), 2 * full) - full;
        int p = i % 80;
        long half = (long) (p % 40) * (40 - p % 40);
        long wave = ((p < 40 ? half : -half) * (full - 1)) >> 9;
        return switch (i / BLOCK % 8) {
            case 0 -> full / 3;
            case 1 -> loud;
            case 2 -> wave + hiss;
            case 3 -> wave + (c == 1 ? Math.floorDiv(loud, 8) : hiss);
            case 4 -> wave + (c == 0 ? Math.floorDiv(loud, 8) : hiss);
            case 5 -> (wave >> 3) << 2;
            case 6 -> i % 2 == 0 ? -full : full - 1;
            default -> (long) (i % BLOCK) * (c + 1) % (full / 2);
        };
    }

    private static long noise(long n) {
        long z = (n + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
