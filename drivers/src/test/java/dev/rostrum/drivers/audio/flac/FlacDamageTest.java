package dev.rostrum.drivers.audio.flac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rostrum.drivers.audio.flac.FlacBytes.Kind;
import dev.rostrum.drivers.audio.flac.FlacBytes.Residual;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Streams that are wrong: what is whole is heard at its time, what is not is told. */
final class FlacDamageTest {
    private static final int BLOCK = 64;
    private static final int FRAMES = 6;
    private static final int HEAD = 42;
    private static final long[][] SAMPLES = FlacBytes.curves(2, BLOCK * FRAMES - 20, 16, i -> i * i);
    private static final byte[] WHOLE = FlacBytes.stream(SAMPLES, 16, BLOCK, Kind.FIXED_2);

    @Test
    void shouldFindEveryWrongBitAndLoseNoOtherFrame() throws IOException {
        List<Integer> begins = begins();
        for (int bit = 8 * HEAD; bit < 8 * WHOLE.length; bit++) {
            byte[] wrong = WHOLE.clone();
            wrong[bit / 8] ^= (byte) (1 << bit % 8);
            int frame = 0;
            while (frame + 1 < FRAMES && begins.get(frame + 1) <= bit / 8) {
                frame++;
            }
            Heard heard = Heard.of(wrong);
            assertThat(heard.damage()).as("bit %d", bit).hasSize(1);
            assertThat(heard.damage().getFirst().at()).isEqualTo((long) frame * BLOCK);
            assertThat(heard.samples()).as("bit %d", bit).isDeepEqualTo(without(frame, frame + 1));
        }
    }

    @Test
    void shouldTakeNoWrongBitOfTheHeaderInSilence() {
        for (int bit = 0; bit < 8 * HEAD; bit++) {
            byte[] wrong = WHOLE.clone();
            wrong[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                Heard heard = Heard.of(wrong);
                if (heard.damage().isEmpty() && heard.remarks().isEmpty()) {
                    assertThat(heard.samples()).as("bit %d", bit).isDeepEqualTo(SAMPLES);
                }
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("FLAC");
            }
        }
        byte[] otherMd5 = WHOLE.clone();
        otherMd5[HEAD - 1] ^= 1;
        assertThat(heard(otherMd5).damage())
                .singleElement()
                .satisfies(d -> assertThat(d.why()).contains("MD5"));
    }

    @Test
    void shouldEndAtTheLastWholeFrameWhateverFollows() {
        byte[] tag = "ID3\3\0\0\0\0\0\34TIT2\0\0\0\22\0\0\1\u00FF\u00FEM\0e\0e\0t\0i\0n\0g\0"
                .getBytes(StandardCharsets.ISO_8859_1);
        byte[] noise = new byte[100_000];
        new SplittableRandom(1).nextBytes(noise);
        for (byte[] tail : List.of(new byte[] {-1}, new byte[] {-1, -8}, tag, new byte[5000], noise)) {
            Heard heard = heard(FlacBytes.join(WHOLE, tail));
            assertThat(heard.samples()).isDeepEqualTo(SAMPLES);
            assertThat(heard.damage()).isEmpty();
            assertThat(heard.remarks())
                    .singleElement()
                    .isEqualTo(tail.length + " bytes after its last frame are no sound");
        }
    }

    @Test
    void shouldHearBothOfTwoThatAreJoined() {
        Heard heard = heard(FlacBytes.join(WHOLE, WHOLE));
        for (int c = 0; c < 2; c++) {
            assertThat(heard.samples()[c])
                    .startsWith(SAMPLES[c])
                    .endsWith(SAMPLES[c])
                    .hasSize(2 * SAMPLES[c].length);
        }
        assertThat(heard.damage()).isEmpty();
        assertThat(heard.remarks()).singleElement().asString().contains("joined on");

        byte[] mono = FlacBytes.stream(FlacBytes.curves(1, 500, 16, i -> i), 16, BLOCK, Kind.VERBATIM);
        assertThat(heard(FlacBytes.join(WHOLE, mono)).samples()).isDeepEqualTo(SAMPLES);
    }

    @Test
    void shouldBelieveTheFramesRatherThanTheLengthInTheHeader() {
        for (long total : new long[] {1, 100, SAMPLES[0].length + 1, 1_000_000, (1L << 36) - 1}) {
            Heard heard = heard(withHead(total, FlacBytes.md5(SAMPLES, 16)));
            assertThat(heard.samples()).isDeepEqualTo(SAMPLES);
            assertThat(heard.damage()).isEmpty();
            assertThat(heard.remarks()).singleElement().asString().contains("wrong length");
        }
        Heard unknown = heard(withHead(0, new byte[16]));
        assertThat(unknown.samples()).isDeepEqualTo(SAMPLES);
        assertThat(unknown.remarks()).isEmpty();
    }

    @Test
    void shouldGiveWhatIsWholeOfACutStream() {
        List<Integer> begins = begins();
        for (int length = begins.get(1); length < WHOLE.length; length++) {
            int whole = 0;
            while (whole + 1 < FRAMES && begins.get(whole + 1) <= length) {
                whole++;
            }
            Heard heard = heard(Arrays.copyOf(WHOLE, length));
            assertThat(heard.damage().size() + heard.remarks().size())
                    .as("%d bytes", length)
                    .isEqualTo(1);
            if (whole < FRAMES - 1) {
                assertThat(heard.remarks()).singleElement().asString().contains("cut");
            }
            assertThat(FlacBytes.cut(heard.samples(), 0, whole * BLOCK))
                    .isDeepEqualTo(FlacBytes.cut(SAMPLES, 0, whole * BLOCK));
        }
        assertThatThrownBy(() -> Heard.of(Arrays.copyOf(WHOLE, HEAD + 10)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no whole FLAC frame");
    }

    @Test
    void shouldKeepTheTimeWhereFramesAreMissing() {
        List<Integer> begins = begins();
        byte[] holed = FlacBytes.join(
                Arrays.copyOf(WHOLE, begins.get(2)), Arrays.copyOfRange(WHOLE, begins.get(4), WHOLE.length));
        Heard heard = heard(holed);
        assertThat(heard.samples()).isDeepEqualTo(without(2, 4));
        assertThat(heard.damage()).containsExactly(new Piece.Damage(2 * BLOCK, 2 * BLOCK, "frames are missing"));
    }

    @Test
    void shouldPutInNoMoreThanAnHourOfSilence() {
        byte[] far = FlacBytes.frame(1 << 30, FlacBytes.cut(SAMPLES, 0, BLOCK), 16, 1, Kind.FIXED_2, Residual.PLAIN);
        Heard heard = heard(FlacBytes.join(WHOLE, far));
        assertThat(heard.samples()[0]).hasSize(SAMPLES[0].length + BLOCK);
        assertThat(heard.damage()).hasSize(1);
    }

    @Test
    void shouldHoldBackSamplesThatDoNotFit() {
        long[][] loud = FlacBytes.cut(SAMPLES, 0, BLOCK);
        loud[0][5] = 40_000; // a residual can say so although 16 bit cannot
        byte[] frame = FlacBytes.frame(0, loud, 16, 1, Kind.FIXED_0, Residual.PLAIN);
        byte[] next = FlacBytes.frame(1, FlacBytes.cut(SAMPLES, BLOCK, 2 * BLOCK), 16, 1, Kind.FIXED_0, Residual.PLAIN);
        Heard heard = heard(FlacBytes.join(FlacBytes.join(FlacBytes.head(2, 16, BLOCK, 0, new byte[16]), frame), next));
        assertThat(heard.samples()[0][5]).isZero();
        assertThat(heard.damage())
                .singleElement()
                .satisfies(d -> assertThat(d.why()).contains("more than 16 bit"));
    }

    /** Made so that every byte begins a frame that is long and wrong: time must not grow with the square. */
    @Test
    void shouldGiveUpWhatIsDamagedThroughout() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(WHOLE);
        byte[] frame = FlacBytes.frame(7, new long[2][60_000], 16, 1, Kind.FIXED_0, Residual.PLAIN);
        byte[] head = Arrays.copyOf(frame, 8 + 3);
        for (int i = 0; i < 300_000; i++) {
            all.writeBytes(head);
        }
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long beginNs = threads.getCurrentThreadCpuTime(); // other work on the machine must not count
        try {
            Heard.of(all.toByteArray());
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("damaged throughout");
        }
        assertThat(threads.getCurrentThreadCpuTime() - beginNs).isLessThan(10_000_000_000L);
    }

    private static Heard heard(byte[] bytes) {
        try {
            return Heard.of(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static long[][] without(int firstFrame, int endFrame) {
        long[][] rest = FlacBytes.cut(SAMPLES, 0, SAMPLES[0].length);
        for (long[] channel : rest) {
            Arrays.fill(channel, firstFrame * BLOCK, Math.min(channel.length, endFrame * BLOCK), 0);
        }
        return rest;
    }

    private static byte[] withHead(long total, byte[] md5) {
        return FlacBytes.join(FlacBytes.head(2, 16, BLOCK, total, md5), Arrays.copyOfRange(WHOLE, HEAD, WHOLE.length));
    }

    /** Where each frame of {@link #WHOLE} begins. */
    private static List<Integer> begins() {
        List<Integer> begins = new ArrayList<>();
        int at = HEAD;
        for (int k = 0; k < FRAMES; k++) {
            begins.add(at);
            long[][] part = FlacBytes.cut(SAMPLES, k * BLOCK, Math.min(SAMPLES[0].length, (k + 1) * BLOCK));
            at += FlacBytes.frame(k, part, 16, 1, Kind.FIXED_2, Residual.PLAIN).length;
        }
        return begins;
    }
}
