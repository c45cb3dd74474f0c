package dev.rostrum.model.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rostrum.model.ModelException;
import dev.rostrum.model.ParityFixture;
import dev.rostrum.model.bundle.ModelBundle;
import dev.rostrum.model.bundle.NetworkFacts;
import dev.rostrum.model.features.LogMelExtractor;
import dev.rostrum.model.segmentation.ClassPosteriors;
import dev.rostrum.model.segmentation.HeardSound;
import dev.rostrum.model.segmentation.SpeakerPosteriors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoadedModelsIT {
    private static final Path STATUS = Path.of("/proc/self/status");

    private final float[] speech = new ParityFixture().speech();
    private LoadedModels models;

    @BeforeAll
    void load() {
        models = LoadedModels.load(ModelBundle.packaged(), LoadedModels.Settings.defaults());
    }

    @AfterAll
    void close() {
        models.close();
    }

    @Test
    void shouldGiveSameBitsEveryTime() {
        ClassPosteriors first = segment(160000);
        float[] vector = embed(298);
        segment(16000);
        embed(48);

        assertThat(segment(160000).probabilities()).containsExactly(first.probabilities());
        assertThat(embed(298)).containsExactly(vector);
    }

    @Test
    void shouldSayWhatItRunsOn() {
        ModelReport.Machine machine = models.report().machine();

        assertThat(machine.seen()).contains("CPU");
        assertThat(machine.device()).isEqualTo("CPU");
        assertThat(Path.of(machine.library())).isRegularFile();
        assertThat(machine.recurrence()).matches("in Java, vectors of (8|16|32|64) bytes");
    }

    @Test
    void shouldRefuseAGpuThatIsNotThereAndDoWithoutWhereItMay() {
        assumeTrue(!models.report().machine().seen().contains("GPU"), "this machine has a GPU");
        LoadedModels.Settings usual = LoadedModels.Settings.defaults();

        assertThatThrownBy(() -> LoadedModels.load(ModelBundle.packaged(), usual.on(LoadedModels.Device.GPU)))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("gpu")
                .hasMessageContaining("auto");
        try (LoadedModels auto = LoadedModels.load(ModelBundle.packaged(), usual.on(LoadedModels.Device.AUTO))) {
            assertThat(auto.report().device()).isEqualTo("CPU");
        }
    }

    @Test
    void shouldGiveSameBitsFromAnyPlaceInTheArray() {
        float[] moved = new float[speech.length];
        System.arraycopy(speech, 0, moved, 1234, 32000);

        ClassPosteriors there = (ClassPosteriors) models.segmentation().segment(7, moved, 1234, 32000);

        assertThat(there.probabilities()).containsExactly(segment(32000).probabilities());
    }

    /** What is kept from window to window, against the library's own layers, which keep nothing. */
    @Test
    void shouldHearAStreamAsItHearsEachWindowAlone() {
        LoadedModels.Settings graph = new LoadedModels.Settings(
                1,
                1,
                LoadedModels.Precision.FP32,
                LoadedModels.Recurrence.GRAPH,
                LoadedModels.Device.CPU,
                Optional.empty());
        float[] stream = new float[20 * 16_000];
        for (int i = 0; i < stream.length; i++) {
            stream[i] = 0.1f * speech[i % speech.length] + 0.001f;
        }
        try (LoadedModels alone = LoadedModels.load(ModelBundle.packaged(), graph)) {
            assertThat(alone.report().machine().recurrence()).isEqualTo("in TensorFlow");
            for (int end = 16_000; end <= stream.length; end += end < 160_000 ? 40_000 : 8_000) {
                int first = Math.max(0, end - 160_000);
                HeardSound sound = new HeardSound(first, stream, first, end - first, 5 + end / 40_000f);

                float[] found = probabilities(models, sound);

                float[] expected = probabilities(alone, sound);
                for (int i = 0; i < expected.length; i++) {
                    assertThat(found[i]).as("end=%d i=%d", end, i).isCloseTo(expected[i], within(5e-5f));
                }
            }
        }
    }

    /** Going on costs little: nearly every frame is told as a window that is heard whole tells it. */
    @Test
    void shouldFollowAStreamNearlyAsItHearsEachWindowWhole() {
        float[] stream = new float[16 * 16_000];
        for (int i = 0; i < stream.length; i++) {
            stream[i] = 0.1f * speech[i % speech.length];
        }
        double apart = 0;
        int frames = 0;
        try (LoadedModels other = LoadedModels.load(ModelBundle.packaged(), LoadedModels.Settings.defaults())) {
            other.segmentation().segment(new HeardSound(0, stream, 0, 160_000, 1));
            for (int end = 168_000; end <= stream.length; end += 8_000) {
                int first = end - 160_000;
                HeardSound sound = new HeardSound(first, stream, first, 160_000, 1);

                SpeakerPosteriors found = other.segmentation().follow(sound);

                SpeakerPosteriors expected = models.segmentation().segment(sound);
                assertThat(found.firstSample()).isBetween(first - 270L, first + 270L);
                for (int i = 0; i < Math.min(found.frames(), expected.frames()); i++) {
                    apart += Math.abs(found.speech(i) - expected.speech(i));
                    frames++;
                }
            }
        }
        assertThat(frames).isGreaterThan(6000);
        assertThat(apart / frames).isLessThan(0.02);
    }

    private static float[] probabilities(LoadedModels of, HeardSound sound) {
        return ((ClassPosteriors) of.segmentation().segment(sound)).probabilities();
    }

    @Test
    void shouldNotChangeWhatItIsLent() {
        float[] lent = models.newLogMelExtractor().extract(speech, 0, 48000);
        float[] before = lent.clone();
        models.embedding().embed(lent, 298);
        assertThat(lent).containsExactly(before);
    }

    @Test
    void shouldIgnoreALevelAddedToEveryBin() {
        // the mean over the frames is subtracted inside
        float[] frames = models.newLogMelExtractor().extract(speech, 0, 32000);
        float[] vector = models.embedding().embed(frames, 198);
        for (int i = 0; i < frames.length; i++) {
            frames[i] += i % 80 / 16f;
        }
        float[] shifted = models.embedding().embed(frames, 198);
        for (int i = 0; i < vector.length; i++) {
            assertThat(shifted[i]).isCloseTo(vector[i], org.assertj.core.data.Offset.offset(1e-3f));
        }
    }

    @Test
    void shouldRefuseLengthsOutsideWhatTheNetworksKnow() {
        assertThatThrownBy(() -> segment(15999))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("15999")
                .hasMessageContaining("16000");
        assertThatThrownBy(() -> segment(160001)).hasMessageContaining("160001");
        assertThatThrownBy(() -> embed(47)).hasMessageContaining("47").hasMessageContaining("48");
        assertThatThrownBy(() -> embed(1001)).hasMessageContaining("1001");
    }

    @Test
    void shouldGiveFiniteAnswersForSilence() {
        float[] silence = new float[32000];
        ClassPosteriors answer = (ClassPosteriors) models.segmentation().segment(0, silence, 0, silence.length);
        for (int frame = 0; frame < answer.frames(); frame++) {
            assertThat(answer.hardMask(frame)).isZero();
        }
        LogMelExtractor extractor = models.newLogMelExtractor();
        for (float x : models.embedding().embed(extractor.extract(silence, 0, silence.length), 198)) {
            assertThat(x).isFinite();
        }
    }

    @Test
    void shouldSayWhatIsLoaded() {
        ModelReport report = models.report();
        assertThat(report.tensorFlowVersion()).startsWith("2.");
        assertThat(report.networks()).extracting(NetworkFacts::licence).containsExactly("MIT", "Apache-2.0");
        assertThat(report.networks())
                .allSatisfy(n -> assertThat(n.weights().sha256()).matches("[0-9a-f]{64}"));
    }

    @Test
    void shouldKeepResidentMemoryFlatOverThousandsOfCalls() throws IOException {
        assumeTrue(Files.isReadable(STATUS), "resident memory is read from " + STATUS);
        float[] frames = models.newLogMelExtractor().extract(speech, 0, 16000);
        for (int i = 0; i < 300; i++) {
            callBoth(frames);
        }
        touchHeap();
        // Java's compiler takes memory once, whenever it comes to it; what is not given back is taken in every round
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 3; round++) {
            long before = residentKiB();
            for (int i = 0; i < 250; i++) {
                callBoth(frames);
            }
            least = Math.min(least, residentKiB() - before);
        }
        // an input that stayed open would keep 64 KB a call, 16 MB in a round
        assertThat(least).isLessThan(8_000);
    }

    /** Takes all the room that short-lived objects get, so that what grows afterwards is not Java's heap. */
    private static void touchHeap() {
        byte[][] held = new byte[4][];
        for (int i = 0; i < 20_000; i++) {
            held[i % held.length] = new byte[100_000];
        }
        assertThat(held[0]).hasSize(100_000);
    }

    private void callBoth(float[] frames) {
        segment(16000);
        models.embedding().embed(frames, 48);
    }

    private ClassPosteriors segment(int length) {
        return (ClassPosteriors) models.segmentation().segment(0, speech, 0, length);
    }

    private float[] embed(int frames) {
        float[] logMel = models.newLogMelExtractor().extract(speech, 0, speech.length);
        return models.embedding().embed(Arrays.copyOf(logMel, frames * 80), frames);
    }

    private static long residentKiB() throws IOException {
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
