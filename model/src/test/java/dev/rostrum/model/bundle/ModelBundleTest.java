package dev.rostrum.model.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rostrum.model.ModelException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelBundleTest {
    private static final String WEIGHTS = "segmentation.safetensors";
    private static final String MANIFEST = "manifest.json";

    @TempDir
    private Path folder;

    @BeforeEach
    void copyPackaged() throws IOException {
        for (String name : new String[] {MANIFEST, WEIGHTS}) {
            try (InputStream in = ModelBundle.class.getResourceAsStream("/dev/rostrum/model/networks/" + name)) {
                Files.copy(in, folder.resolve(name));
            }
        }
    }

    @Test
    void shouldReadEveryTensorOfBothNetworks() {
        ModelBundle bundle = ModelBundle.packaged();
        for (NetworkFacts network : bundle.manifest().networks()) {
            WeightFile weights = bundle.weights(network);
            long floats = 0;
            for (String name : network.weights().tensors().keySet()) {
                float[] values = weights.values(name);
                assertThat(values).as(name).doesNotContain(Float.NaN);
                assertThat(Arrays.stream(weights.shape(name)).reduce(1, (a, b) -> a * b))
                        .as(name)
                        .isEqualTo(values.length);
                floats += values.length;
            }
            assertThat(floats).isEqualTo(network.weights().floats());
        }
    }

    @Test
    void shouldStayWithinTenMebibytes() {
        long bytes = ModelBundle.packaged().manifest().networks().stream()
                .mapToLong(n -> n.weights().bytes())
                .sum();
        assertThat(bytes).isLessThan(10L << 20);
    }

    @Test
    void shouldNameBothChecksumsWhenAByteChanged() throws IOException {
        byte[] data = Files.readAllBytes(folder.resolve(WEIGHTS));
        data[data.length - 1] ^= 1;
        Files.write(folder.resolve(WEIGHTS), data);

        assertThatOpening()
                .hasMessageContaining(WEIGHTS + ": SHA-256 is ")
                .hasMessageContaining("the manifest expects " + sha256());
    }

    @Test
    void shouldNameBothLengthsWhenTruncated() throws IOException {
        byte[] data = Files.readAllBytes(folder.resolve(WEIGHTS));
        Files.write(folder.resolve(WEIGHTS), Arrays.copyOf(data, 1000));

        assertThatOpening().hasMessageContaining("is 1000").hasMessageContaining("expects " + data.length);
    }

    @Test
    void shouldNameBothShapesWhenTheManifestWantsAnother() throws IOException {
        replaceInManifest("\"shape\": [256, 128]", "\"shape\": [128, 256]");

        assertThatOpening()
                .hasMessageContaining("dense.0.kernel")
                .hasMessageContaining("[256, 128]")
                .hasMessageContaining("[128, 256]");
    }

    @Test
    void shouldNameATensorThatTheFileLacks() throws IOException {
        replaceInManifest("\"classes.bias\"", "\"classes.offset\"");

        assertThatOpening().hasMessageContaining("classes.offset is nothing");
    }

    @Test
    void shouldNameAMissingFile() throws IOException {
        Files.delete(folder.resolve(WEIGHTS));
        assertThatOpening().hasMessageContaining(folder.resolve(WEIGHTS) + ": no such file");

        Files.delete(folder.resolve(MANIFEST));
        assertThatOpening().hasMessageContaining(folder.resolve(MANIFEST) + ": no such file");
    }

    @Test
    void shouldRefuseAManifestOfAnotherFormat() throws IOException {
        replaceInManifest("\"format\": 1", "\"format\": 2");
        assertThatOpening().hasMessageContaining("expected format 1, found 2");
    }

    @Test
    void shouldNameWhatAManifestLacksOrMistypes() throws IOException {
        replaceInManifest("\"stepSamples\": 270", "\"stepSamples\": \"fast\"");
        assertThatOpening().hasMessageContaining("stepSamples: expected long, found fast");
    }

    @Test
    void shouldRefuseWhatNobodyReads() throws IOException {
        replaceInManifest("\"hopSamples\"", "\"hopsamples\"");
        assertThatOpening().hasMessageContaining("segmentation: hopsamples is not known here; known are windowSamples");
        replaceInManifest("\"hopsamples\"", "\"hopSamples\"");
        replaceInManifest("\"format\": 1,", "\"format\": 1, \"note\": 1,");
        assertThatOpening().hasMessageContaining("manifest.json: note is not known here");
        replaceInManifest(" \"note\": 1,", "");
        replaceInManifest("\"role\": \"embedding\"", "\"role\": \"embeding\"");
        assertThatOpening().hasMessageContaining("role: is embeding, known are segmentation and embedding");
    }

    @Test
    void shouldRefuseFiguresThatCannotBe() throws IOException {
        replaceInManifest("\"hopSamples\": 8000", "\"hopSamples\": 0");
        assertThatOpening().hasMessageContaining("hopSamples: is 0, needed are 1 to");
        replaceInManifest("\"hopSamples\": 0", "\"hopSamples\": 99999999999");
        assertThatOpening().hasMessageContaining("hopSamples: is 99999999999");
        replaceInManifest("\"hopSamples\": 99999999999", "\"hopSamples\": 8000");
        replaceInManifest("\"highHz\": 8000.0", "\"highHz\": 9000.0");
        assertThatOpening().hasMessageContaining("bands from 20.0 to 9000.0 Hz; sound of 16000 Hz has 0 to 8000.0");
    }

    @Test
    void shouldRefuseHalfAManifest() throws IOException {
        byte[] text = Files.readAllBytes(folder.resolve(MANIFEST));
        Files.write(folder.resolve(MANIFEST), Arrays.copyOf(text, text.length / 2));
        assertThatOpening().hasMessageContaining("not readable as JSON");
    }

    @Test
    void shouldNotLeaveItsFolder() throws IOException {
        replaceInManifest("\"" + WEIGHTS + "\"", "\"../" + WEIGHTS + "\"");
        assertThatOpening().hasMessageContaining("expected a plain file name, found ../" + WEIGHTS);
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertThatOpening() {
        return assertThatThrownBy(() -> {
                    ModelBundle bundle = ModelBundle.in(folder);
                    bundle.weights(bundle.manifest().network("segmentation"));
                })
                .isInstanceOf(ModelException.class);
    }

    private static String sha256() {
        return ModelBundle.packaged()
                .manifest()
                .network("segmentation")
                .weights()
                .sha256();
    }

    private void replaceInManifest(String from, String to) throws IOException {
        String text = Files.readString(folder.resolve(MANIFEST));
        assertThat(text).contains(from);
        Files.writeString(folder.resolve(MANIFEST), text.replace(from, to));
    }
}
