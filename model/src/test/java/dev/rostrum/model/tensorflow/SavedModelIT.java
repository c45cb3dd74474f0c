package dev.rostrum.model.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.rostrum.model.ModelException;
import dev.rostrum.model.bundle.ModelBundle;
import dev.rostrum.model.features.CheckSound;
import dev.rostrum.model.segmentation.ClassPosteriors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks that TensorFlow saved whole, in both roles, beside what the packaged builders make of the same weights. */
class SavedModelIT {
    private static final int MELS = 10;
    private static final int SIZE = 5;

    @TempDir
    Path folder;

    private final Random random = new Random(4);
    private float[][] weights = new float[MELS][SIZE];

    @BeforeEach
    void save() throws IOException {
        for (float[] row : weights) {
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
    }

    @Test
    void shouldHearAsTheBuilderOfTheSameWeights() throws IOException {
        SavedModels.packagedSegmentation(folder.resolve("seg"));
        manifest(segmentation("\"sound\"", "log-probabilities", 160_000));
        float[] sound = CheckSound.samples(16_000);

        float[] saved = posteriors(Optional.of(folder), sound);

        assertThat(saved).hasSize(175 * 7);
        assertThat(saved).containsExactly(posteriors(Optional.empty(), sound), within(1e-5f));
    }

    @Test
    void shouldRefuseASegmentationNetworkThatIsNotWhatTheManifestSays() throws IOException {
        SavedModels.packagedSegmentation(folder.resolve("seg"));

        manifest(segmentation("\"waveform\"", "log-probabilities", 160_000));
        refused("has no input waveform at signature hear, it has sound");
        manifest(segmentation("\"sound\"", "probabilities", 160_000));
        refused("answers probabilities that add to NaN in frame 0");
        manifest(segmentation("\"sound\"", "log-probabilities", 160_000).replace("270", "300"));
        refused("answers in shape [1, 589, 7], the manifest's figures ask for [1, 531, 7]");
        manifest(segmentation("\"sound\"", "log-probabilities", 160_000).replace(", [1, 2]]", "]"));
        refused("output classes of shape [1, -1, 7], the manifest's figures ask for [1, -1, 6]");
        manifest(segmentation("\"sound\"", "log-probabilities", 160_000).replace(", [1, 2]]", ", [1, 3]]"));
        refused("segmentation.classes: class 6 has member 3 of 3");
    }

    @Test
    void shouldAnswerAsTheEquationSays() throws IOException {
        SavedModels.linearEmbedding(folder.resolve("emb"), weights);
        manifest(embedding("serving_default", "features", ", \"subtractMean\": false"));

        try (LoadedModels models = load(Optional.of(folder))) {
            float[] mel = models.newLogMelExtractor().extract(CheckSound.samples(16_000), 0, 16_000);

            float[] vector = models.embedding().embed(mel, 98);

            assertThat(vector).containsExactly(product(mel, 98), within(1e-3f));
            assertThat(models.report().networks().getLast().weights().sha256()).matches("[0-9a-f]{64}");
            assertThat(models.report().networks().getFirst().name()).isEqualTo("segmentation-3.0");
        }
    }

    @Test
    void shouldGiveFramesWithoutTheirMeanWhereTheManifestWantsThem() throws IOException {
        SavedModels.linearEmbedding(folder.resolve("emb"), weights);
        manifest(embedding("serving_default", "features", ", \"subtractMean\": true"));

        try (LoadedModels models = load(Optional.of(folder))) {
            float[] mel = models.newLogMelExtractor().extract(CheckSound.samples(16_000), 0, 16_000);

            // a linear network of the mean frame has nothing left to say
            assertThat(product(mel, 98)[0]).isNotCloseTo(0, within(0.1f));
            assertThat(models.embedding().embed(mel, 98)).containsExactly(new float[SIZE], within(1e-3f));
        }
    }

    @Test
    void shouldBringPowersToTheLevelOfTheManifest() throws IOException {
        SavedModels.linearEmbedding(folder.resolve("emb"), weights);
        manifest(embedding("serving_default", "features", "")
                .replace("1000}", "1000, \"levelDb\": -20}")
                .replace("kaldi-log", "librosa-power")
                .replace("\"windowPower\": 0.85", "\"windowPower\": 1")
                .replace("\"preemphasis\": 0.97", "\"preemphasis\": 0")
                .replace("\"lowHz\": 20", "\"lowHz\": 0"));
        // between the centres of the outermost bands, where the bands share everything among them
        float[] sound = new float[48_000];
        for (int i = 0; i < sound.length; i++) {
            sound[i] = (float) (0.3 * Math.sin(i * 0.4) + 0.1 * Math.sin(i * 0.9));
        }
        double square = 0;
        for (float sample : sound) {
            square += (double) sample * sample / sound.length;
        }
        float factor = (float) (0.01 / square);

        try (LoadedModels models = load(Optional.of(folder))) {
            float[] mel = models.newLogMelExtractor().extract(sound, 0, sound.length);
            float[] vector = models.embedding().embed(mel, 298);

            float[] unscaled = product(mel, 298);
            for (int s = 0; s < SIZE; s++) {
                assertThat(vector[s] / unscaled[s]).isCloseTo(factor, withinPercentage(3));
            }
        }
    }

    @Test
    void shouldRefuseAnEmbeddingNetworkThatIsNotWhatTheManifestSays() throws IOException {
        SavedModels.linearEmbedding(folder.resolve("emb"), weights);

        manifest(embedding("serve", "features", ""));
        refused("has no signature serve, it has serving_default");
        manifest(embedding("serving_default", "waveform", ""));
        refused("has no input waveform at signature serving_default, it has features");
        manifest(embedding("serving_default", "features", "").replace("\"mels\": 10", "\"mels\": 12"));
        refused("has input features of shape [-1, -1, 10], the manifest's figures ask for [1, -1, 12]");
        manifest(embedding("serving_default", "features", "").replace("\"size\": 5", "\"size\": 6"));
        refused("the manifest's figures ask for [1, 6]");
        manifest(embedding("serving_default", "features", ", \"subtractmean\": true"));
        refused("subtractmean is not known here; known are folder, signature, input");
    }

    @Test
    void shouldRefuseFilesThatAreNotThoseOfTheManifest() throws IOException {
        Path saved = folder.resolve("emb");
        SavedModels.linearEmbedding(saved, weights);
        manifest(embedding("serving_default", "features", ""));

        Files.writeString(saved.resolve("variables/more"), "x");
        refused("emb/variables/more: the manifest does not list it");
        Files.delete(saved.resolve("variables/more"));
        Path data = saved.resolve("variables/variables.data-00000-of-00001");
        byte[] bytes = Files.readAllBytes(data);
        bytes[8] ^= 1;
        Files.write(data, bytes);
        refused("variables.data-00000-of-00001: SHA-256 is ");
        Files.delete(data);
        refused("variables.data-00000-of-00001: no such file");
        manifest(embedding("serving_default", "features", ""));
        refused("TensorFlow does not load it");
    }

    private void refused(String message) {
        assertThatThrownBy(() -> load(Optional.of(folder)).close())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(message);
    }

    private static float[] posteriors(Optional<Path> networks, float[] sound) {
        try (LoadedModels models = load(networks)) {
            return ((ClassPosteriors) models.segmentation().segment(0, sound, 0, sound.length)).probabilities();
        }
    }

    private static LoadedModels load(Optional<Path> networks) {
        return LoadedModels.load(ModelBundle.of(networks), LoadedModels.Settings.defaults());
    }

    /** The mean frame times the weights, from the definition. */
    private float[] product(float[] mel, int frames) {
        float[] vector = new float[SIZE];
        for (int s = 0; s < SIZE; s++) {
            double sum = 0;
            for (int t = 0; t < frames; t++) {
                for (int m = 0; m < MELS; m++) {
                    sum += (double) mel[t * MELS + m] * weights[m][s];
                }
            }
            vector[s] = (float) (sum / frames);
        }
        return vector;
    }

    private void manifest(String network) throws IOException {
        Files.writeString(folder.resolve("manifest.json"), "{\"format\": 1, \"networks\": [" + network + "]}");
    }

    private String segmentation(String input, String answers, int window) throws IOException {
        return """
                {"role": "segmentation", "name": "own", "builder": "saved-model", "licence": "MIT", "copyright": "nobody",
                 "origin": {"from": "here", "file": "0"}, "changes": [], "sampleRate": 16000,
                 "segmentation": {"windowSamples": %d, "shortestSamples": 16000, "stepSamples": 270,
                  "firstCentreSamples": 495, "receptiveFieldSamples": 991, "hopSamples": 8000, "localSpeakers": 3,
                  "classes": [[], [0], [1], [2], [0, 1], [0, 2], [1, 2]]},
                 "savedModel": {"folder": "seg", "signature": "hear", "input": %s, "output": "classes",
                  "answers": "%s", "files": %s}}
                """.formatted(window, input, answers, SavedModels.files(folder.resolve("seg")));
    }

    private String embedding(String signature, String input, String more) throws IOException {
        return """
                {"role": "embedding", "name": "own", "builder": "saved-model", "licence": "MIT", "copyright": "nobody",
                 "origin": {"from": "here", "file": "0"}, "changes": [], "sampleRate": 16000,
                 "embedding": {"size": 5, "shortestFrames": 30, "longestFrames": 1000},
                 "frontEnd": {"kind": "kaldi-log", "frameSamples": 400, "shiftSamples": 160, "fftSize": 512,
                  "mels": 10, "lowHz": 20, "highHz": 8000, "preemphasis": 0.97, "windowPower": 0.85, "floor": 1e-7},
                 "savedModel": {"folder": "emb", "signature": "%s", "input": "%s", "output": "vector"%s,
                  "files": %s}}
                """.formatted(signature, input, more, SavedModels.files(folder.resolve("emb")));
    }
}
