package dev.rostrum.drivers.audio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.drivers.DeviceException;
import dev.rostrum.drivers.audio.flac.FlacBytes;
import dev.rostrum.drivers.audio.flac.FlacBytes.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Ten thousand files with wrong bits, cut, joined and overwritten: each is heard or refused, and soon. */
final class DecoderFuzzTest {
    private static final int INPUTS = 10_000;
    private static final long MOST_NS = 5_000_000_000L;

    /** An input of a few kilobytes can code long silences, and no more than an hour is put in for what is missing. */
    private static final long MOST_FRAMES = 4 * 3600 * 16_000L;

    private static final int MOST_BYTES = 100_000;

    @Test
    void shouldEndSoonAndWithoutInternalErrorWhateverItReads() throws IOException {
        List<byte[]> seeds = seeds();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean(); // other work on the machine does not count
        SplittableRandom random = new SplittableRandom(20261130);
        int heard = 0;
        int refused = 0;
        int told = 0;
        for (int i = 0; i < INPUTS; i++) {
            byte[] input = mutated(seeds, random);
            long beginNs = threads.getCurrentThreadCpuTime();
            try (SoundFile sound =
                    SoundFile.open(new ByteArrayInputStream(input), random.nextBoolean() ? input.length : -1, "x")) {
                hearAll(sound, i);
                heard++;
                told += sound.report().equals(SourceReport.NONE) ? 0 : 1;
            } catch (DeviceException e) {
                assertThat(e.getMessage())
                        .as("input %d", i)
                        .startsWith("cannot read x: ")
                        .doesNotContain("\n");
                refused++;
            } catch (RuntimeException | Error e) {
                throw new AssertionError("input " + i, e);
            }
            assertThat(threads.getCurrentThreadCpuTime() - beginNs)
                    .as("ns for input %d", i)
                    .isLessThan(MOST_NS);
        }
        assertThat(List.of(heard, refused, told)).as("heard, refused, told").allMatch(count -> count > INPUTS / 20);
    }

    private static void hearAll(SoundFile sound, int input) {
        float[][] block = new float[sound.format().channels()][1 << 14];
        long frames = 0;
        for (int got = sound.read(block, 1 << 14); got > 0; got = sound.read(block, 1 << 14)) {
            for (float[] channel : block) {
                for (int i = 0; i < got; i++) {
                    if (!Float.isFinite(channel[i])) {
                        throw new AssertionError("input " + input + " gives " + channel[i]);
                    }
                }
            }
            frames += got;
            assertThat(frames).as("frames of input %d", input).isLessThan(MOST_FRAMES);
        }
    }

    private static byte[] mutated(List<byte[]> seeds, SplittableRandom random) {
        byte[] bytes = seeds.get(random.nextInt(seeds.size())).clone();
        for (int changes = 1 + random.nextInt(3); changes > 0 && bytes.length > 0; changes--) {
            int at = random.nextInt(random.nextInt(4) == 0 ? Math.min(64, bytes.length) : bytes.length);
            bytes = switch (random.nextInt(7)) {
                case 0 -> flipped(bytes, at, random);
                case 1 -> Arrays.copyOf(bytes, at);
                case 2 -> FlacBytes.join(Arrays.copyOf(bytes, at), seeds.get(random.nextInt(seeds.size())));
                case 3 ->
                    FlacBytes.join(
                            Arrays.copyOf(bytes, at),
                            Arrays.copyOfRange(bytes, at + (bytes.length - at) / 3, bytes.length));
                case 4 -> overwritten(bytes, at, random);
                case 5 -> sized(bytes, at, random);
                default -> FlacBytes.join(bytes, Arrays.copyOfRange(bytes, at, bytes.length));
            };
        }
        return bytes.length > MOST_BYTES ? Arrays.copyOf(bytes, MOST_BYTES) : bytes;
    }

    private static byte[] flipped(byte[] bytes, int at, SplittableRandom random) {
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        return bytes;
    }

    private static byte[] overwritten(byte[] bytes, int at, SplittableRandom random) {
        byte[] noise = new byte[Math.min(1 + random.nextInt(40), bytes.length - at)];
        if (random.nextBoolean()) {
            random.nextBytes(noise);
        }
        System.arraycopy(noise, 0, bytes, at, noise.length);
        return bytes;
    }

    /** Numbers at which programs stumble. */
    private static byte[] sized(byte[] bytes, int at, SplittableRandom random) {
        int[] numbers = {0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 0x7FFF_F000, 0xFFFF, bytes.length};
        if (at + 4 <= bytes.length) {
            ByteBuffer.wrap(bytes)
                    .order(random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN)
                    .putInt(at, numbers[random.nextInt(numbers.length)]);
        }
        return bytes;
    }

    private static List<byte[]> seeds() throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        for (String name : List.of("mixed8", "mixed12", "mixed16", "mixed20", "mixed24", "pattern16")) {
            try (InputStream in = DecoderFuzzTest.class.getResourceAsStream(name + ".flac")) {
                seeds.add(Objects.requireNonNull(in, name).readAllBytes());
            }
        }
        for (Kind kind : Kind.values()) {
            long[][] samples = kind == Kind.CONSTANT ? new long[2][2000] : FlacBytes.curves(2, 2000, 16, i -> i);
            seeds.add(FlacBytes.stream(samples, 16, 400, kind));
        }
        byte[] sound = TestPattern.frames(0, 2000, 2);
        seeds.add(WavBytes.file(1, 2, 16_000, 16, sound));
        seeds.add(WavBytes.file(1, 1, 8_000, 8, sound));
        seeds.add(WavBytes.blocks(1, 1, 16_000, 24, 4, sound));
        seeds.add(WavBytes.file(3, 1, 16_000, 32, sound));
        seeds.add(WavBytes.extensible(1, 1, 24, 20, 3, sound));
        byte[] list = {'L', 'I', 'S', 'T', 4, 0, 0, 0, 'I', 'N', 'F', 'O', 'c', 'u', 'e', ' ', 4, 0, 0, 0, 0, 0, 0, 0};
        seeds.add(FlacBytes.join(WavBytes.file(1, 1, 16_000, 16, sound), list));
        byte[] tag = {'I', 'D', '3', 3, 0, 0, 0, 0, 0, 2, 0, 0};
        seeds.add(FlacBytes.join(tag, seeds.getFirst()));
        return seeds;
    }
}
