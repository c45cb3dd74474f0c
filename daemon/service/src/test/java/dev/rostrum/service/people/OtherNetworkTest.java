package dev.rostrum.service.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rostrum.diarization.enrolment.OpenSetIdentification;
import dev.rostrum.diarization.enrolment.Person;
import dev.rostrum.model.ModelException;
import dev.rostrum.model.bundle.ModelBundle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People enrolled with one network while another listens. */
class OtherNetworkTest {
    private static final Instant WHEN = Instant.parse("2026-03-04T05:06:07Z");

    @TempDir
    Path folder;

    private final ModelBundle packaged = ModelBundle.packaged();

    @Test
    void shouldCompareOnlyWhatTheSameNetworkMade() throws IOException {
        ModelBundle own = own("", 2);
        Person ada = new Person("Ada", "yes", WHEN, List.of(recording(identity(packaged)), recording(identity(own))));
        Person bo = new Person("Bo", "yes", WHEN, List.of(recording(identity(own))));

        assertThat(ada.heardBy(packaged).orElseThrow().recordings()).hasSize(1);
        assertThat(ada.heardBy(own).orElseThrow().recordings().getFirst().network())
                .startsWith("own ");
        assertThat(bo.heardBy(packaged)).isEmpty();
        assertThat(bo.heardBy(own)).isPresent();
    }

    @Test
    void shouldTakeWhatNoNetworkIsKeptOfForThePackagedOnes() throws IOException {
        Person old = new Person("Ada", "yes", WHEN, List.of(new Person.Recording(WHEN, 12, new float[] {1, 0})));

        assertThat(old.heardBy(packaged)).isPresent();
        assertThat(old.heardBy(own("", 2))).isEmpty();
    }

    @Test
    void shouldKeepTheNetworkInTheStore() throws IOException {
        Person ada = new Person("Ada", "yes", WHEN, List.of(recording("own 12ab")));
        new PeopleStore(folder, PeopleSettings.defaults()).enrol(ada);

        Person read =
                new PeopleStore(folder, PeopleSettings.defaults()).people().getFirst();

        assertThat(read.recordings().getFirst().network()).isEqualTo("own 12ab");
    }

    @Test
    void shouldTakeThresholdMarginAndMeanFromTheManifest() throws IOException {
        OpenSetIdentification openSet =
                OpenSetIdentification.of(own(", \"openSet\": " + openSet(2), 2)).orElseThrow();

        assertThat(openSet.threshold()).isEqualTo(0.4);
        // the mean is (1, 0): what is left of (1, 3) points along the second axis
        assertThat(openSet.voice(List.of(new float[] {1, 3}))).containsExactly(0, 1);
        assertThat(OpenSetIdentification.packaged().threshold()).isBetween(0.3, 0.7);
    }

    @Test
    void shouldSayHowToFitAThresholdWhereThereIsNone() throws IOException {
        ModelBundle own = own("", 2);

        assertThat(OpenSetIdentification.of(own)).isEmpty();
        assertThat(OpenSetIdentification.unfitted(own))
                .contains("states no embedding.openSet for own")
                .contains("fit_open_set.py");
    }

    @Test
    void shouldRefuseAMeanOfAnotherSize() throws IOException {
        ModelBundle own = own(", \"openSet\": " + openSet(2), 3);

        assertThatThrownBy(() -> OpenSetIdentification.of(own))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("open-set.bin: is for vectors of 2 numbers, own makes 3");
    }

    private static Person.Recording recording(String network) {
        return new Person.Recording(WHEN, 12, network, new float[] {1, 0});
    }

    private static String identity(ModelBundle bundle) {
        return bundle.manifest().network("embedding").identity();
    }

    private String openSet(int size) throws IOException {
        ByteBuffer file = ByteBuffer.allocate(12 + 4 * size);
        file.put("ROPN".getBytes(StandardCharsets.US_ASCII)).putInt(2).putInt(size);
        file.putFloat(1);
        Files.write(folder.resolve("open-set.bin"), file.array());
        return "{\"threshold\": 0.4, \"margin\": 0.05, \"file\": \"open-set.bin\", \"bytes\": " + file.capacity()
                + ", \"sha256\": \"" + sha256(file.array()) + "\"}";
    }

    private ModelBundle own(String more, int size) throws IOException {
        Files.writeString(folder.resolve("manifest.json"), String.format(Locale.ROOT, """
                {"format": 1, "networks": [{"role": "embedding", "name": "own", "builder": "ge2e", "licence": "MIT",
                 "copyright": "nobody", "origin": {"from": "here", "file": "0"}, "changes": [], "sampleRate": 16000,
                 "embedding": {"size": %d, "shortestFrames": 30, "longestFrames": 1000%s},
                 "frontEnd": {"kind": "librosa-power", "frameSamples": 400, "shiftSamples": 160, "fftSize": 400,
                  "mels": 40, "lowHz": 0, "highHz": 8000, "preemphasis": 0, "windowPower": 1, "floor": 0},
                 "weights": {"file": "own.safetensors", "bytes": 1, "sha256": "12ab", "precision": "fp32",
                  "floats": 0, "tensors": {}}}]}
                """, size, more));
        return ModelBundle.of(Optional.of(folder));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
