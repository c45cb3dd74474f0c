package dev.rostrum.model.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rostrum.model.ModelException;
import dev.rostrum.model.bundle.ModelBundle;
import dev.rostrum.model.features.CheckSound;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small recurrent embedding network of a user's own beside the packaged segmentation network. */
class OwnNetworkIT {
    private static final int MELS = 10;
    private static final int HIDDEN = 6;
    private static final int SIZE = 5;
    private static final String CHECK_OF_NOTHING = "0.4, 0.4, 0.5, 0.4, 0.5";

    @TempDir
    Path folder;

    private final Random random = new Random(3);
    private final float[] input = weights(MELS * 4 * HIDDEN);
    private final float[] recurrent = weights(HIDDEN * 4 * HIDDEN);
    private final float[] bias = weights(4 * HIDDEN);
    private final float[] dense = weights(HIDDEN * SIZE);
    private final float[] denseBias = {3, 3, 3, -9, 3};

    @BeforeEach
    void write() throws IOException {
        write("ge2e", SIZE, "");
    }

    @Test
    void shouldAnswerAsTheEquationsSay() {
        try (LoadedModels models = load()) {
            float[] sound = CheckSound.samples(16_000);
            float[] mel = models.newLogMelExtractor().extract(sound, 0, 16_000);

            float[] vector = models.embedding().embed(mel, 98);

            assertThat(vector).containsExactly(plain(mel, 98), within(2e-5f));
            assertThat(models.segmentation().grid().sampleRate()).isEqualTo(16_000);
            assertThat(models.voices()).isEmpty();
            assertThat(models.report().machine().trial()).contains("ms of the processor");
        }
    }

    @Test
    void shouldAnswerAlikeHoweverLoudWhereTheManifestStatesALevel() throws IOException {
        float[] sound = CheckSound.samples(16_000);
        float[] quiet = sound.clone();
        for (int i = 0; i < quiet.length; i++) {
            quiet[i] *= 0.1f;
        }
        write("ge2e", SIZE, ", \"levelDb\": -30");
        try (LoadedModels models = load()) {
            float[] levelled = plain(scaledTo(-30, sound), 298);

            assertThat(vector(models, sound)).containsExactly(levelled, within(5e-3f));
            assertThat(vector(models, quiet)).containsExactly(vector(models, sound), within(1e-4f));
        }
        write("ge2e", SIZE, "");
        try (LoadedModels models = load()) {
            assertThat(maxDifference(vector(models, quiet), vector(models, sound)))
                    .isGreaterThan(2e-2);
        }
    }

    private static float[] vector(LoadedModels models, float[] sound) {
        return models.embedding().embed(models.newLogMelExtractor().extract(sound, 0, sound.length), 298);
    }

    /** The frames of the sound, whose root mean square is brought to a level before. */
    private float[] scaledTo(double levelDb, float[] sound) {
        double square = 0;
        for (float sample : sound) {
            square += (double) sample * sample / sound.length;
        }
        float[] scaled = sound.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= (float) (Math.pow(10, levelDb / 20) / Math.sqrt(square));
        }
        try (LoadedModels models = load()) {
            return models.newLogMelExtractor().extract(scaled, 0, scaled.length);
        }
    }

    private static double maxDifference(float[] a, float[] b) {
        double most = 0;
        for (int i = 0; i < a.length; i++) {
            most = Math.max(most, Math.abs(a[i] - b[i]));
        }
        return most;
    }

    @Test
    void shouldAcceptTheVectorThatTheManifestExpects() throws IOException {
        float[] expected;
        try (LoadedModels models = load()) {
            float[] sound = CheckSound.samples(16_000);
            expected = plain(models.newLogMelExtractor().extract(sound, 0, sound.length), 298);
        }
        write("ge2e", SIZE, ", \"check\": " + Arrays.toString(expected));

        load().close();
    }

    @Test
    void shouldRefuseWhatAnswersOtherwiseThanTheManifestSays() throws IOException {
        refused("ge2e", SIZE, ", \"check\": [" + CHECK_OF_NOTHING + "]", "answers the check sound with a cosine of");
        refused("ge2e", SIZE, ", \"check\": [1]", "the check vector has 1 numbers, size is 5");
        refused("ge2e", SIZE + 1, "", "answers 5 numbers, the manifest says 6");
        refused(
                "resnet",
                SIZE,
                "",
                "wants builder resnet for an embedding network; this program has campplus and ge2e");
    }

    @Test
    void shouldRefuseWhatIsNotFinite() throws IOException {
        dense[0] = Float.NaN;
        refused("ge2e", SIZE, "", "answers a vector of energy NaN");
    }

    @Test
    void shouldRefuseNamesThatNobodyReadsAndFiguresThatAreNone() throws IOException {
        refused("ge2e", SIZE, ", \"levelDB\": -30", "levelDB is not known here; known are size, shortestFrames");
        refused("ge2e", 0, "", "embedding.size: is 0, needed are 1 to");
        refused("ge2e", SIZE, ", \"tracker\": {\"slow\": {\"familiar\": \"near\"}}", "familiar: expected number");
    }

    @Test
    void shouldRefuseAFolderWithoutNetworks() throws IOException {
        Files.writeString(folder.resolve("manifest.json"), "{\"format\": 1, \"networks\": []}");

        assertThatThrownBy(this::load).isInstanceOf(ModelException.class).hasMessageContaining("names no network");
    }

    private void refused(String builder, int size, String more, String message) throws IOException {
        write(builder, size, more);

        assertThatThrownBy(this::load).isInstanceOf(ModelException.class).hasMessageContaining(message);
    }

    private LoadedModels load() {
        LoadedModels.Settings settings = LoadedModels.Settings.defaults();
        return LoadedModels.load(ModelBundle.of(Optional.of(folder)), settings);
    }

    /** One LSTM layer, the last state through a dense layer and a ReLU, at length 1. */
    private float[] plain(float[] mel, int frames) {
        double[] h = new double[HIDDEN];
        double[] c = new double[HIDDEN];
        for (int t = 0; t < frames; t++) {
            double[] z = new double[4 * HIDDEN];
            for (int g = 0; g < z.length; g++) {
                z[g] = bias[g];
                for (int m = 0; m < MELS; m++) {
                    z[g] += mel[t * MELS + m] * input[m * z.length + g];
                }
                for (int k = 0; k < HIDDEN; k++) {
                    z[g] += h[k] * recurrent[k * z.length + g];
                }
            }
            for (int k = 0; k < HIDDEN; k++) {
                c[k] = c[k] * sigmoid(z[HIDDEN + k]) + sigmoid(z[k]) * Math.tanh(z[2 * HIDDEN + k]);
            }
            for (int k = 0; k < HIDDEN; k++) {
                h[k] = sigmoid(z[3 * HIDDEN + k]) * Math.tanh(c[k]);
            }
        }
        double[] raw = new double[SIZE];
        double square = 0;
        for (int s = 0; s < SIZE; s++) {
            raw[s] = denseBias[s];
            for (int k = 0; k < HIDDEN; k++) {
                raw[s] += h[k] * dense[k * SIZE + s];
            }
            raw[s] = Math.max(0, raw[s]);
            square += raw[s] * raw[s];
        }
        float[] unit = new float[SIZE];
        for (int s = 0; s < SIZE; s++) {
            unit[s] = (float) (raw[s] / Math.sqrt(square));
        }
        return unit;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private float[] weights(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (0.3 * random.nextGaussian());
        }
        return values;
    }

    private void write(String builder, int size, String more) throws IOException {
        String[] names = {"lstm.0.input", "lstm.0.recurrent", "lstm.0.bias", "dense.kernel", "dense.bias"};
        float[][] values = {input, recurrent, bias, dense, denseBias};
        String[] shapes = {"[10,24]", "[6,24]", "[24]", "[6,5]", "[5]"};
        StringBuilder header = new StringBuilder("{");
        StringBuilder tensors = new StringBuilder();
        int at = 0;
        for (int i = 0; i < names.length; i++) {
            String facts = "\"" + names[i] + "\":{\"dtype\":\"F32\",\"shape\":" + shapes[i];
            int end = at + 4 * values[i].length;
            header.append(i == 0 ? "" : ",").append(facts);
            header.append(",\"data_offsets\":[")
                    .append(at)
                    .append(',')
                    .append(end)
                    .append("]}");
            tensors.append(i == 0 ? "" : ",").append(facts).append('}');
            at = end;
        }
        byte[] text = header.append('}').toString().getBytes(StandardCharsets.UTF_8);
        ByteBuffer file = ByteBuffer.allocate(8 + text.length + at).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(text.length).put(text);
        for (float[] each : values) {
            for (float value : each) {
                file.putFloat(value);
            }
        }
        Files.write(folder.resolve("own.safetensors"), file.array());
        Files.writeString(
                folder.resolve("manifest.json"),
                String.format(Locale.ROOT, """
                {"format": 1, "networks": [{"role": "embedding", "name": "own", "builder": "%s", "licence": "MIT",
                 "copyright": "nobody", "origin": {"from": "here", "file": "0"}, "changes": [], "sampleRate": 16000,
                 "embedding": {"size": %d, "shortestFrames": 30, "longestFrames": 1000%s},
                 "frontEnd": {"kind": "librosa-power", "frameSamples": 400, "shiftSamples": 160, "fftSize": 400,
                  "mels": 10, "lowHz": 0, "highHz": 8000, "preemphasis": 0, "windowPower": 1, "floor": 0},
                 "weights": {"file": "own.safetensors", "bytes": %d, "sha256": "%s", "precision": "fp32",
                  "floats": 500, "tensors": {%s}}}]}
                """, builder, size, more, file.capacity(), sha256(file.array()), tensors));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
