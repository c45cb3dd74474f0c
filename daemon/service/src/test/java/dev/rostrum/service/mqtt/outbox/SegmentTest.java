package dev.rostrum.service.mqtt.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentTest {
    @TempDir
    Path folder;

    private byte[] whole = new byte[0];
    private final List<Long> ends = new ArrayList<>();

    @BeforeEach
    void writeThreeFrames() throws IOException {
        Path file = folder.resolve("whole");
        try (Segment segment = Segment.open(file, (kind, ordinal, offset, length) -> {})) {
            for (int n = 1; n <= 3; n++) {
                segment.append(Segment.EVENT, n, new Segment.Content("t", ("payload " + n).getBytes(UTF_8)));
                ends.add(segment.size());
            }
        }
        whole = Files.readAllBytes(file);
    }

    @Test
    void shouldKeepExactlyTheWholeFramesWhereverTheFileWasCut() throws IOException {
        for (int cut = 0; cut <= whole.length; cut++) {
            long limit = cut;
            long expected = ends.stream().filter(end -> end <= limit).count();
            assertThat(read(Arrays.copyOf(whole, cut))).as("cut at %d", cut).hasSize((int) expected);
        }
    }

    @Test
    void shouldBelieveNothingFromAFlippedBitOn() throws IOException {
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x10;
            long position = at;
            long expected = ends.stream().filter(end -> end <= position).count();
            assertThat(read(damaged)).as("bit flipped at %d", at).hasSize((int) expected);
        }
    }

    @Test
    void shouldAppendAfterACutAndReadBoth() throws IOException {
        Path file = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, whole.length - 3));
        try (Segment segment = Segment.open(file, (kind, ordinal, offset, length) -> {})) {
            segment.append(Segment.EVENT, 4, new Segment.Content("t", "payload 4".getBytes(UTF_8)));
        }
        assertThat(read(Files.readAllBytes(file))).containsExactly("payload 1", "payload 2", "payload 4");
    }

    private List<String> read(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("some"), bytes);
        List<Long> offsets = new ArrayList<>();
        List<String> payloads = new ArrayList<>();
        try (Segment segment = Segment.open(file, (kind, ordinal, offset, length) -> offsets.add(offset))) {
            for (long offset : offsets) {
                payloads.add(new String(segment.read(offset).payload(), UTF_8));
            }
        }
        return payloads;
    }
}
