package dev.rostrum.service.masks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rostrum.diarization.evidence.EvidenceSink;
import dev.rostrum.diarization.evidence.WindowEvidence;
import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.diarization.timeline.SpeechTurn;
import dev.rostrum.diarization.timeline.SpeechTurn.Certainty;
import dev.rostrum.diarization.timeline.SpeechTurn.Stage;
import dev.rostrum.diarization.timeline.TimelineEvent;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnChange;
import dev.rostrum.model.segmentation.FrameGrid;
import dev.rostrum.model.segmentation.SpeakerPosteriors;
import dev.rostrum.service.replay.EmissionLog;
import dev.rostrum.service.testing.SourceTree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Ten seconds: S1 to 4 s with .8, both to 6 s, S2 to 8 s with .6. The network hears one speaker to 4 s for certain, two
 * to 6 s with .5, one to 8 s, and nobody then; its first window, which ends at 5 s, hears
 * nobody; two more end at 8 and 10 s. S3 is what S2 was called until 9 s.
 */
class MasksTest {
    private static final int RATE = 16_000;
    private static final FrameGrid GRID = new FrameGrid(RATE, 160, 320);

    @TempDir
    Path folder;

    private final MaskRecorder heard = new MaskRecorder(new Nothing(), RATE);

    @BeforeEach
    void hear() {
        heard.accept(window(0, 5, 0));
        heard.accept(window(0, 8, 1));
        heard.accept(window(0, 10, 1));
        heard.finish(10 * RATE);
    }

    @Test
    void shouldAddToOneEverywhere() throws IOException {
        for (String mask : List.of("live.S1", "live.S3", "final.S1", "final.S2")) {
            float[][] rows = written(mask);
            assertThat(rows).hasDimensions(500, 4);
            for (float[] row : rows) {
                assertThat(row[0] + row[1] + row[2] + row[3]).isCloseTo(1, within(1e-5f));
                assertThat(row).containsExactly(clamped(row), within(1e-6f));
            }
        }
    }

    @Test
    void shouldSayWhoIsTheOneByTheConfidence() throws IOException {
        // final at 7 s: one talks for certain, S2 with .6, so S1 has what is left
        assertThat(written("final.S2")[350]).containsExactly(new float[] {0, 0.6f, 0.4f, 0}, within(1e-4f));
        assertThat(written("final.S1")[350]).containsExactly(new float[] {0, 0.4f, 0.6f, 0}, within(1e-4f));
    }

    @Test
    void shouldSayTwoTalkAsLikelyAsTheNetworkDoes() throws IOException {
        // final at 5.5 s: one or two with .5; if one, S1 with .8 against S2 with .6, sure to be one of them by .92
        float[] first = written("final.S1")[275];
        assertThat(first[3]).isCloseTo(0.5f, within(1e-4f));
        assertThat(first[1] + first[2]).isCloseTo(0.5f, within(1e-4f));
        assertThat(first[1] / first[2]).isCloseTo(0.8f / 0.6f, within(1e-3f));
    }

    @Test
    void shouldTakeUnlabelledSpeechForHalfAtMost() throws IOException {
        MaskRecorder loud = new MaskRecorder(new Nothing(), RATE);
        loud.accept(window(0, 10, 2));
        loud.finish(10 * RATE);
        write(loud);

        // at 9 s nobody is labelled, but the network is certain that one talks
        assertThat(read("final.S1")[450][0]).isEqualTo(0.5f);
    }

    @Test
    void shouldTellLiveFromFinal() throws IOException {
        // live at 1 s: only the window that heard nobody had ended by 2 s
        assertThat(written("live.S1")[50]).containsExactly(new float[] {1, 0, 0, 0}, within(1e-6f));
        // in the end two of the three windows that heard it say that one talks, S1 with .8
        assertThat(written("final.S1")[50])
                .containsExactly(new float[] {1 / 3f, 0.8f * 2 / 3, 0.2f * 2 / 3, 0}, within(1e-4f));
        // live at 7 s: S3 was said to talk, and corrected away at 9 s
        assertThat(written("live.S3")[350][1]).isCloseTo(0.9f, within(1e-4f));
        assertThat(folder.resolve("m.final.S3.npy")).doesNotExist();
    }

    @Test
    void shouldNameInTheManifestWhatIsThere() throws IOException {
        write(heard);
        JsonNode manifest = JsonMapper.builder()
                .build()
                .readTree(folder.resolve("m.masks.json").toFile());

        assertThat(manifest.get("frames").asInt()).isEqualTo(500);
        assertThat(manifest.get("frame_s").asDouble()).isEqualTo(0.02);
        assertThat(manifest.get("live_latency_s").asDouble()).isEqualTo(1.0);
        assertThat(manifest.get("masks")
                        .valueStream()
                        .map(one -> one.get("file").asString()))
                .containsExactlyInAnyOrder("m.live.S1.npy", "m.live.S3.npy", "m.final.S1.npy", "m.final.S2.npy")
                .allSatisfy(file -> assertThat(folder.resolve(file)).isNotEmptyFile());
    }

    @Test
    void shouldMakeNoMaskWhereNobodyTalks() {
        MaskRecorder nothing = new MaskRecorder(new Nothing(), RATE);
        nothing.finish(10L * RATE);
        EmissionLog silent = EmissionLog.of(List.of(), RATE);

        Path manifest = new MaskFolder(folder, "quiet").write(silent, nothing, RATE);

        assertThat(manifest).content().contains("\"masks\" : [ ]", "\"frames\" : 500");
    }

    @Test
    void shouldReadAsTheDocumentSays() throws Exception {
        write(heard);
        Path root = SourceTree.ROOT;
        String page = Files.readString(root.resolve("docs/masks.md"));
        String program =
                page.substring(page.indexOf("```python\n") + 10, page.indexOf("```", page.indexOf("```python") + 5));
        assumeTrue(run("-c", "import numpy") == 0, "there is no python3 with numpy");

        assertThat(run("-c", program, folder.toString(), "m", "S2")).isZero();
        // S2: .2 * 2/3 for 4 s; .5 and .5 * .92 * .6 / 1.4 for 2 s, less where window 1 ends; .6 for 2 s: 2.97
        assertThat(folder.resolve("said")).content().matches("S2 talks (2\\.9|3\\.0) s, 1 chunks\n");
    }

    private int run(String... words) throws IOException, InterruptedException {
        String[] command = new String[words.length + 1];
        command[0] = "python3";
        System.arraycopy(words, 0, command, 1, words.length);
        try {
            Process python = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("said").toFile())
                    .start();
            return python.waitFor(1, TimeUnit.MINUTES) ? python.exitValue() : -1;
        } catch (IOException e) {
            return -1;
        }
    }

    private float[][] written(String mask) throws IOException {
        write(heard);
        return read(mask);
    }

    private void write(MaskRecorder by) {
        List<TimelineEvent> events = List.of(
                new TimelineEvent.MeetingStarted(0, 1, 0),
                new TimelineEvent.TurnStarted(RATE, turn(1, 1, 0, 6, 0.8f, 0)),
                new TimelineEvent.TurnStarted(5 * RATE, turn(2, 3, 4, 8, 0.9f, 0)),
                new TimelineEvent.Correction(
                        9L * RATE, 1, List.of(new TurnChange.Replaced(turn(2, 2, 4, 8, 0.6f, 1)))));
        new MaskFolder(folder, "m").write(EmissionLog.of(events, RATE), by, RATE);
    }

    private static SpeechTurn turn(long id, int speaker, int from, int to, float confidence, int revision) {
        return new SpeechTurn(
                id,
                revision,
                new SpeakerId(speaker),
                (long) from * RATE,
                (long) to * RATE,
                Stage.OPEN,
                Certainty.CONFIRMED,
                confidence,
                Optional.empty());
    }

    /** A reader of its own for NumPy's format: header, shape, floats. */
    private float[][] read(String mask) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("m." + mask + ".npy")))
                .order(ByteOrder.LITTLE_ENDIAN);
        assertThat(bytes.get()).isEqualTo((byte) 0x93);
        byte[] magic = new byte[5];
        bytes.get(magic);
        assertThat(new String(magic, StandardCharsets.US_ASCII)).isEqualTo("NUMPY");
        assertThat(bytes.getShort()).isEqualTo((short) 1);
        byte[] header = new byte[bytes.getShort()];
        assertThat((header.length + 10) % 64).isZero();
        bytes.get(header);
        String text = new String(header, StandardCharsets.US_ASCII);
        assertThat(text)
                .startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (")
                .endsWith("\n");
        String[] shape = text.replaceAll(".*'shape': \\((\\d+), (\\d+)\\).*\\s*", "$1 $2")
                .split(" ", -1);
        float[][] rows = new float[Integer.parseInt(shape[0])][Integer.parseInt(shape[1])];
        for (float[] row : rows) {
            bytes.asFloatBuffer().get(row);
            bytes.position(bytes.position() + row.length * Float.BYTES);
        }
        assertThat(bytes.hasRemaining()).isFalse();
        return rows;
    }

    private static float[] clamped(float[] row) {
        float[] clamped = new float[row.length];
        for (int i = 0; i < row.length; i++) {
            clamped[i] = Math.clamp(row[i], 0f, 1f);
        }
        return clamped;
    }

    /** {@code loudness} 0: nobody; 1: as the class says; 2: one speaker for certain, always. */
    private static WindowEvidence window(int from, int to, int loudness) {
        SpeakerPosteriors posteriors = new SpeakerPosteriors() {
            @Override
            public long firstSample() {
                return (long) from * RATE;
            }

            @Override
            public FrameGrid grid() {
                return GRID;
            }

            @Override
            public int frames() {
                return (to - from) * 50;
            }

            @Override
            public int localSpeakers() {
                return 3;
            }

            @Override
            public float active(int frame, int speaker) {
                return 0;
            }

            @Override
            public float speech(int frame) {
                return loudness == 2 || (loudness == 1 && frame < 400) ? 1 : 0;
            }

            @Override
            public float overlap(int frame) {
                return loudness == 1 && frame >= 200 && frame < 300 ? 0.5f : 0;
            }

            @Override
            public int hardMask(int frame) {
                return 0;
            }
        };
        return new WindowEvidence((long) to * RATE, posteriors, Map.of(), List.of());
    }

    private static final class Nothing implements EvidenceSink {
        @Override
        public void accept(WindowEvidence evidence) {}

        @Override
        public void gap(long fromSample, long toSample) {}

        @Override
        public void finish(long atSample) {}
    }
}
