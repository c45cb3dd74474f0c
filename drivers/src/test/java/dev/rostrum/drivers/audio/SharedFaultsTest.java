package dev.rostrum.drivers.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that other programs wrote, which lie beside the source tree, not in it. */
final class SharedFaultsTest {
    private static final Path FOLDER =
            Path.of(System.getProperty("rostrum.root", "..")).resolve("../shared/data/faults");

    private SourceReport report = SourceReport.NONE;

    @BeforeEach
    void needFiles() {
        assumeTrue(Files.isDirectory(FOLDER), () -> FOLDER + " is not beside this source tree");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "size_80000000.wav",
                "size_arecord.wav",
                "size_ffffffff.wav",
                "size_ffffffff_list_after.wav",
                "size_sox_pipe.wav",
                "size_zero.wav",
                "rf64.wav",
                "bw64.wav",
                "arecord_s24_le_align4.wav",
                "flac_front_id3v2.flac",
                "base.flac",
                "meeting.2026.11"
            })
    void shouldHearTheSameSound(String name) {
        float[] base = hear("base.wav");
        assertThat(hear(name)).isEqualTo(base);
        assertThat(report).isEqualTo(SourceReport.NONE);
    }

    @Test
    void shouldWarnOnce() {
        float[] base = hear("base.wav");
        for (String name : List.of(
                "flac_tail_ff.flac", "flac_tail_id3v2.flac", "flac_total_too_small.flac", "flac_total_too_big.flac")) {
            assertThat(hear(name)).as(name).isEqualTo(base);
            assertThat(report.remarks()).as(name).hasSize(1);
            assertThat(report.damage()).as(name).isEmpty();
        }
        float[] twice = hear("flac_two_joined.flac");
        assertThat(twice).hasSize(2 * base.length).startsWith(base).endsWith(base);
        assertThat(report.remarks()).hasSize(1);
        float[] cut = hear("flac_cut.flac");
        assertThat(cut).isEqualTo(Arrays.copyOf(base, cut.length)).hasSizeGreaterThan(base.length / 2);
        assertThat(report.remarks()).singleElement().asString().contains("cut");
    }

    @Test
    void shouldFindEveryWrongBit() {
        float[] base = hear("base.wav");
        for (int k = 0; k < 4; k++) {
            float[] heard = hear("flac_one_bit_" + k + ".flac");
            assertThat(report.damage()).as("file %d", k).hasSize(1);
            assertThat(heard).hasSameSizeAs(base);
            for (int i = 0; i < base.length; i++) {
                assertThat(heard[i]).isIn(base[i], 0f);
            }
        }
    }

    private float[] hear(String name) {
        AudioFileSource source = new AudioFileSource(FOLDER.resolve(name), List.of());
        try (source) {
            assertThat(source.open()).isEqualTo(new CaptureFormat(16_000, 1));
            return AudioFileSourceTest.readAll(source, 1, 4096)[0];
        } finally {
            report = source.report();
        }
    }
}
