package dev.rostrum.lab.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rostrum.diarization.evidence.EmbeddingEvidence;
import dev.rostrum.diarization.evidence.EvidenceSink;
import dev.rostrum.diarization.evidence.RecordedPosteriors;
import dev.rostrum.diarization.evidence.WindowEvidence;
import dev.rostrum.diarization.frontend.DirectionFrame;
import dev.rostrum.diarization.frontend.DirectionTrack;
import dev.rostrum.model.segmentation.FrameGrid;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EvidenceRecorderTest {
    private static final FrameGrid GRID = new FrameGrid(16_000, 495, 270);
    private static final EvidenceHeader HEADER = new EvidenceHeader("sound=abc", GRID, 3, 4);

    @TempDir
    private Path folder;

    private final Random random = new Random(5);

    @Test
    void shouldGiveBackEveryNumberBitForBit() {
        WindowEvidence first = window(16_000, 56);
        WindowEvidence second = window(24_000, 85);
        Path file = folder.resolve("a.evidence");
        try (var recorder = new EvidenceRecorder(file, HEADER)) {
            recorder.accept(first);
            recorder.gap(24_000, 31_000);
            recorder.accept(second);
            recorder.finish(50_001);
        }

        List<String> seen = new ArrayList<>();
        try (var reader = new EvidenceReader(file)) {
            assertThat(reader.header()).isEqualTo(HEADER);
            reader.readAll(telling(seen));
        }

        List<String> expected = new ArrayList<>();
        EvidenceSink direct = telling(expected);
        direct.accept(first);
        direct.gap(24_000, 31_000);
        direct.accept(second);
        direct.finish(50_001);
        assertThat(seen).isEqualTo(expected).hasSize(4);
    }

    @Test
    void shouldLeaveNoFileWhenTheStreamWasCutShort() {
        Path file = folder.resolve("a.evidence");
        try (var recorder = new EvidenceRecorder(file, HEADER)) {
            recorder.accept(window(16_000, 56));
        }

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void shouldRefuseATruncatedRecording() throws Exception {
        Path file = folder.resolve("a.evidence");
        try (var recorder = new EvidenceRecorder(file, HEADER)) {
            recorder.accept(window(16_000, 56));
            recorder.finish(20_000);
        }
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 20));

        try (var reader = new EvidenceReader(file)) {
            assertThatThrownBy(() -> reader.readAll(telling(new ArrayList<>())))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("a.evidence")
                    .hasMessageContaining("truncated");
        }
    }

    @Test
    void shouldRefuseAnotherKindOfFile() throws Exception {
        Path file = Files.writeString(folder.resolve("a.evidence"), "RIFF but no evidence");

        assertThatThrownBy(() -> new EvidenceReader(file))
                .hasMessageContaining("a.evidence")
                .hasMessageContaining("no recording");
    }

    private WindowEvidence window(long endSample, int frames) {
        float[] active = floats(frames * 3);
        byte[] masks = new byte[frames];
        random.nextBytes(masks);
        var posteriors = new RecordedPosteriors(
                endSample - 16_000, GRID, active, new float[][] {floats(frames), floats(frames)}, masks);
        return new WindowEvidence(
                endSample,
                posteriors,
                Map.of(0, voice(endSample), 2, voice(endSample)),
                List.of(voice(endSample), voice(endSample)),
                directions(endSample));
    }

    private DirectionTrack directions(long endSample) {
        DirectionTrack.Gatherer gatherer = new DirectionTrack.Gatherer();
        DirectionFrame frame = new DirectionFrame();
        for (int i = 0; i < 3; i++) {
            frame.clear();
            for (int k = 0; k < i; k++) {
                frame.add(360 * random.nextFloat(), 0.5 - 0.1 * k);
            }
            gatherer.add(endSample - 768 + 256L * i, frame);
        }
        return gatherer.take();
    }

    private EmbeddingEvidence voice(long endSample) {
        return new EmbeddingEvidence(endSample - 9_000, endSample - 10, random.nextFloat(), floats(4));
    }

    private float[] floats(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = Float.intBitsToFloat(random.nextInt());
        }
        return values;
    }

    private static EvidenceSink telling(List<String> into) {
        return new EvidenceSink() {
            @Override
            public void accept(WindowEvidence evidence) {
                var text = new StringBuilder("window " + evidence.endSample());
                var posteriors = evidence.posteriors();
                text.append(' ').append(posteriors.firstSample()).append(' ').append(posteriors.grid());
                for (int frame = 0; frame < posteriors.frames(); frame++) {
                    for (int speaker = 0; speaker < posteriors.localSpeakers(); speaker++) {
                        text.append(' ').append(Float.floatToIntBits(posteriors.active(frame, speaker)));
                    }
                    text.append(' ').append(Float.floatToIntBits(posteriors.speech(frame)));
                    text.append(' ').append(Float.floatToIntBits(posteriors.overlap(frame)));
                    text.append(' ').append(posteriors.hardMask(frame));
                }
                new TreeMap<>(evidence.locals())
                        .forEach((k, v) -> text.append(k).append(tell(v)));
                evidence.pieces().forEach(piece -> text.append(tell(piece)));
                DirectionTrack directions = evidence.directions();
                text.append(Arrays.toString(directions.centreSamples()))
                        .append(Arrays.toString(directions.counts()))
                        .append(Arrays.toString(directions.azimuthsDegrees()))
                        .append(Arrays.toString(directions.strengths()));
                into.add(text.toString());
            }

            @Override
            public void gap(long fromSample, long toSample) {
                into.add("gap " + fromSample + " " + toSample);
            }

            @Override
            public void finish(long atSample) {
                into.add("finish " + atSample);
            }
        };
    }

    private static String tell(EmbeddingEvidence voice) {
        var text = new StringBuilder(
                " " + voice.fromSample() + " " + voice.toSample() + " " + Float.floatToIntBits(voice.cleanSeconds()));
        for (float value : voice.vector()) {
            text.append(' ').append(Float.floatToIntBits(value));
        }
        return text.toString();
    }
}
