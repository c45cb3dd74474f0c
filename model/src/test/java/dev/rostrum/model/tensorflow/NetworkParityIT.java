package dev.rostrum.model.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rostrum.model.ParityFixture;
import dev.rostrum.model.ParityFixture.Case;
import dev.rostrum.model.bundle.ModelBundle;
import dev.rostrum.model.features.LogMelExtractor;
import dev.rostrum.model.segmentation.ClassPosteriors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Both networks against onnxruntime on the published graphs. "packaged" is the published graph with the values that the
 * packaged weights dequantize to, so only arithmetic differs; "original" is the published network untouched.
 */
class NetworkParityIT {
    private static final int CLASSES = 7;
    private static final int SIZE = 192;

    private final ParityFixture fixture = new ParityFixture();
    private final float[] speech = fixture.speech();

    @ParameterizedTest
    @EnumSource
    void shouldMatchOracleOnSameWeights(LoadedModels.Recurrence recurrence) {
        LoadedModels.Settings settings = new LoadedModels.Settings(
                1, 1, LoadedModels.Precision.FP32, recurrence, LoadedModels.Device.CPU, Optional.empty());
        try (LoadedModels models = LoadedModels.load(ModelBundle.packaged(), settings)) {
            checkSegmentation(models, "packaged");
            checkEmbedding(models, "packaged");
        }
    }

    @Test
    void shouldStayNearOriginalWithPackagedWeights() {
        try (LoadedModels models = packaged()) {
            float[] expected = fixture.values("segmentation-original");
            float[] found = logProbabilities(models);
            assertThat(share(expected, found)).isGreaterThanOrEqualTo(0.995);

            List<Double> cosines = cosines(fixture.values("embedding-original"), vectors(models));
            assertThat(cosines.stream().mapToDouble(c -> c).average().orElseThrow())
                    .isGreaterThanOrEqualTo(0.999);
            assertThat(cosines).allSatisfy(c -> assertThat(c).isGreaterThanOrEqualTo(0.998));
        }
    }

    @Test
    void shouldMatchOriginalWithUnquantizedWeights() {
        String folder = System.getProperty("rostrum.fp32");
        assumeTrue(
                folder != null,
                "no unquantized weights: write them with model/convert/convert.py --precision fp32 --out FOLDER"
                        + " and run with -Drostrum.fp32=FOLDER");
        ModelBundle bundle = ModelBundle.in(Path.of(folder));
        assertThat(bundle.manifest().network("segmentation").weights().precision())
                .isEqualTo("fp32");
        try (LoadedModels models = LoadedModels.load(bundle, LoadedModels.Settings.defaults())) {
            checkSegmentation(models, "original");
            checkEmbedding(models, "original");
        }
    }

    private static LoadedModels packaged() {
        return LoadedModels.load(ModelBundle.packaged(), LoadedModels.Settings.defaults());
    }

    private void checkSegmentation(LoadedModels models, String oracle) {
        float[] expected = fixture.values("segmentation-" + oracle);
        float[] found = logProbabilities(models);
        assertThat(found).hasSameSizeAs(expected);
        double probability = 0;
        double logarithm = 0;
        for (int i = 0; i < expected.length; i++) {
            probability = Math.max(probability, Math.abs(Math.exp(expected[i]) - Math.exp(found[i])));
            logarithm = Math.max(logarithm, Math.abs(expected[i] - found[i]));
        }
        assertThat(probability).as("largest difference of probabilities").isLessThanOrEqualTo(5e-5);
        assertThat(logarithm).as("largest difference of log-probabilities").isLessThanOrEqualTo(1e-3);
        assertThat(share(expected, found)).isGreaterThanOrEqualTo(0.9999);
    }

    private void checkEmbedding(LoadedModels models, String oracle) {
        float[] expected = fixture.values("embedding-" + oracle);
        float[] found = vectors(models);
        assertThat(cosines(expected, found)).allSatisfy(c -> assertThat(c).isGreaterThanOrEqualTo(0.99999));
        for (int i = 0; i < expected.length; i++) {
            assertThat(found[i]).isCloseTo(expected[i], org.assertj.core.data.Offset.offset(5e-3f));
        }
    }

    private float[] logProbabilities(LoadedModels models) {
        List<float[]> answers = new ArrayList<>();
        for (Case window : fixture.cases("segmentation")) {
            ClassPosteriors answer = (ClassPosteriors)
                    models.segmentation().segment(window.start(), speech, window.start(), window.length());
            assertThat(answer.frames()).isEqualTo(window.rows());
            assertThat(answer.firstSample()).isEqualTo(window.start());
            float[] logs = answer.probabilities();
            for (int i = 0; i < logs.length; i++) {
                logs[i] = (float) Math.log(logs[i]);
            }
            answers.add(logs);
        }
        return concatenated(answers);
    }

    private float[] vectors(LoadedModels models) {
        LogMelExtractor extractor = models.newLogMelExtractor();
        float[] frames = extractor.extract(speech, 0, speech.length);
        List<float[]> answers = new ArrayList<>();
        for (Case piece : fixture.cases("embedding")) {
            int from = piece.start() * extractor.mels();
            float[] rows = Arrays.copyOfRange(frames, from, from + piece.length() * extractor.mels());
            answers.add(models.embedding().embed(rows, piece.length()));
        }
        return concatenated(answers);
    }

    private static float[] concatenated(List<float[]> parts) {
        float[] out = new float[parts.stream().mapToInt(p -> p.length).sum()];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, out, at, part.length);
            at += part.length;
        }
        return out;
    }

    /** Share of frames whose most probable class is the same. */
    private static double share(float[] expected, float[] found) {
        int same = 0;
        for (int row = 0; row < expected.length; row += CLASSES) {
            same += largest(expected, row) == largest(found, row) ? 1 : 0;
        }
        return (double) same * CLASSES / expected.length;
    }

    private static int largest(float[] values, int row) {
        int best = 0;
        for (int c = 1; c < CLASSES; c++) {
            best = values[row + c] > values[row + best] ? c : best;
        }
        return best;
    }

    private static List<Double> cosines(float[] expected, float[] found) {
        assertThat(found).hasSameSizeAs(expected);
        List<Double> out = new ArrayList<>();
        for (int row = 0; row < expected.length; row += SIZE) {
            double dot = 0;
            double a = 0;
            double b = 0;
            for (int i = row; i < row + SIZE; i++) {
                dot += expected[i] * found[i];
                a += expected[i] * expected[i];
                b += found[i] * found[i];
            }
            out.add(dot / Math.sqrt(a * b));
        }
        return out;
    }
}
