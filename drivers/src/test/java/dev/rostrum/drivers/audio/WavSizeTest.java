package dev.rostrum.drivers.audio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.drivers.audio.flac.FlacBytes;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever size the header tells, all sound is heard and nothing else. */
final class WavSizeTest {
    private static final int FRAMES = 40_000;
    private static final byte[] SOUND = TestPattern.frames(0, FRAMES, 1);
    private static final int SIZE_AT = 40;

    @ParameterizedTest
    @ValueSource(longs = {0, 0x7FFF_F000L, 0x7FFF_FFDBL, 0x7FFF_FF00L, 0x8000_0000L, 0xFFFF_FFFFL})
    void shouldReadToTheEndWhereTheSizeMeansNothing(long size) {
        byte[] file = sized(size);
        for (long length : new long[] {file.length, -1}) {
            assertHeard(open(file, length), List.of());
        }
    }

    @Test
    void shouldReadToTheEndAndSaySoWhereTheSizeCannotBeTrue() {
        assertHeard(open(sized(SOUND.length + 2), -1), List.of("ends 0.000 s before its header says so"));
        assertHeard(open(sized(SOUND.length + 32_000), -1), List.of("ends 1.000 s before its header says so"));
        assertHeard(open(sized(SOUND.length + 32_000), 44 + SOUND.length), List.of("header says 3.500 s, 2.500 s are"));
        for (long length : new long[] {44 + SOUND.length, -1}) {
            assertHeard(open(sized(32_000), length), List.of("header says 1.000 s, but sound goes on"));
            assertHeard(open(sized(1), length), List.of("sound goes on"));
        }
    }

    @Test
    void shouldNotTakeForSoundWhatFollowsIt() {
        byte[] list = chunk("LIST", "INFOISFT\16\0\0\0Lavf59.27.100\0");
        byte[] cue = chunk("cue ", "\1\0\0\0\0\0\0\0\0\0\0\0data\0\0\0\0\0\0\0\0\0\0\0\0");
        for (byte[] tail : List.of(
                list,
                FlacBytes.join(cue, list),
                FlacBytes.join(list, list, list),
                FlacBytes.join(cue, chunk("bext", "x")))) {
            for (long size : new long[] {0, SOUND.length, 0x7FFF_F000L, 0xFFFF_FFFFL}) {
                byte[] file = FlacBytes.join(sized(size), tail);
                assertHeard(open(file, file.length), List.of());
                assertHeard(open(file, -1), List.of());
            }
        }
        byte[] cut = FlacBytes.join(sized(0xFFFF_FFFFL), Arrays.copyOf(list, list.length - 5));
        assertHeard(open(cut, cut.length), List.of());
        byte[] tagged =
                FlacBytes.join(sized(SOUND.length), ("TAG" + " ".repeat(125)).getBytes(StandardCharsets.US_ASCII));
        assertHeard(open(tagged, tagged.length), List.of());
    }

    /** Loud sound can look like a chunk by chance. */
    @Test
    void shouldTakeForSoundWhatOnlyBeginsLikeAChunk() {
        byte[] sound = SOUND.clone();
        for (int at = 100; at < 30_000; at += 200) {
            System.arraycopy("LIST".getBytes(StandardCharsets.US_ASCII), 0, sound, at, 4);
        }
        byte[] file = WavBytes.file(1, 1, 16_000, 16, sound);
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(SIZE_AT, -1);
        try (SoundFile opened = open(file, file.length)) {
            float[] heard = new float[FRAMES + 1];
            assertThat(opened.read(new float[][] {heard}, heard.length)).isEqualTo(FRAMES);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RF64", "BW64"})
    void shouldReadFilesWhoseSizesTake64Bits(String kind) {
        for (long size : new long[] {SOUND.length, 0, -1}) {
            ByteBuffer out = ByteBuffer.allocate(80 + SOUND.length).order(ByteOrder.LITTLE_ENDIAN);
            WavBytes.tag(out, kind).putInt(-1);
            WavBytes.tag(out, "WAVE");
            WavBytes.tag(out, "ds64")
                    .putInt(28)
                    .putLong(72 + SOUND.length)
                    .putLong(size)
                    .putLong(FRAMES)
                    .putInt(0);
            out.put(WavBytes.file(1, 1, 16_000, 16, SOUND), 12, 24);
            WavBytes.tag(out, "data").putInt(-1).put(SOUND);
            byte[] file = FlacBytes.join(out.array(), chunk("LIST", "INFO"));
            assertHeard(open(file, file.length), List.of());
            assertHeard(open(file, -1), List.of());
        }
    }

    @Test
    void shouldReadSoundBehindATag() {
        byte[] tag = "ID3\4\0\20\0\0\1\0".getBytes(StandardCharsets.ISO_8859_1); // 128 bytes, and a footer of ten
        byte[] whole = Arrays.copyOf(tag, 10 + 128 + 10);
        byte[] file = FlacBytes.join(whole, tag, new byte[138], WavBytes.file(1, 1, 16_000, 16, SOUND));
        assertHeard(open(file, file.length), List.of());
        assertHeard(open(file, -1), List.of());
    }

    private static SoundFile open(byte[] file, long length) {
        return SoundFile.open(new ByteArrayInputStream(file), length, "test.wav");
    }

    private static void assertHeard(SoundFile opened, List<String> remarks) {
        try (opened) {
            float[][] block = new float[1][777];
            int heard = 0;
            for (int got = opened.read(block, 777); got > 0; got = opened.read(block, 777)) {
                for (int i = 0; i < got; i++, heard++) {
                    assertThat(block[0][i]).isEqualTo(TestPattern.sample(heard, 0) / 32768f);
                }
            }
            assertThat(heard).isEqualTo(FRAMES);
            assertThat(opened.report().damage()).isEmpty();
            assertThat(opened.report().remarks()).hasSameSizeAs(remarks);
            for (int i = 0; i < remarks.size(); i++) {
                assertThat(opened.report().remarks().get(i))
                        .startsWith("test.wav: ")
                        .contains(remarks.get(i));
            }
        }
    }

    private static byte[] sized(long size) {
        byte[] file = WavBytes.file(1, 1, 16_000, 16, SOUND);
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(SIZE_AT, (int) size);
        return file;
    }

    private static byte[] chunk(String id, String content) {
        byte[] body = content.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer out =
                ByteBuffer.allocate(8 + body.length + (body.length & 1)).order(ByteOrder.LITTLE_ENDIAN);
        WavBytes.tag(out, id).putInt(body.length).put(body);
        return out.array();
    }
}
