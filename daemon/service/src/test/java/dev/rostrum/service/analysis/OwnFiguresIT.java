package dev.rostrum.service.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rostrum.diarization.pipeline.Networks;
import dev.rostrum.diarization.timeline.RevisingTracker;
import dev.rostrum.model.ModelException;
import dev.rostrum.model.bundle.ModelBundle;
import dev.rostrum.model.tensorflow.LoadedModels;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged networks under a manifest of one's own, with other figures. */
class OwnFiguresIT {
    private static final String[] FILES = {
        "manifest.json", "segmentation.safetensors", "embedding.safetensors", "voices.bin", "open-set.bin"
    };

    @TempDir
    Path folder;

    @BeforeEach
    void copyPackaged() throws IOException {
        for (String name : FILES) {
            try (InputStream in = ModelBundle.class.getResourceAsStream("/dev/rostrum/model/networks/" + name)) {
                Files.copy(in, folder.resolve(name));
            }
        }
    }

    @Test
    void shouldTakeHopAndTrackersFiguresFromTheManifest() throws IOException {
        replace("\"hopSamples\": 8000", "\"hopSamples\": 12000");
        replace("\"evidenceFactor\": 0.4", "\"evidenceFactor\": 0.61");

        try (Networks networks = load(OptionalInt.empty())) {
            RevisingTracker.Settings settings = networks.timed(networks.tracker(), 16_000);

            assertThat(networks.hopSamples()).isEqualTo(12_000);
            assertThat(settings.diarizer().timing().hopSamples()).isEqualTo(12_000);
            assertThat(settings.diarizer().revision().clustering().variational().evidenceFactor())
                    .isEqualTo(0.61);
            assertThatThrownBy(() -> networks.timed(settings, 8_000))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("cannot stand after 0.50 s, for the networks run every 0.75 s");
        }
        try (Networks networks = load(OptionalInt.of(4_000))) {
            assertThat(networks.hopSamples()).isEqualTo(4_000);
        }
    }

    @Test
    void shouldRefuseAtLoadWhatWouldBeFoundOutLater() throws IOException {
        replace("\"evidenceFactor\"", "\"evidenceFaktor\"");
        refused("embedding.tracker has clustering.evidenceFaktor, known are");
        replace("\"evidenceFaktor\"", "\"evidenceFactor\"");
        replace("\"stepSamples\": 270", "\"stepSamples\": 300");
        refused(
                "answers 589 frames to 160000 samples; by the manifest's receptiveFieldSamples and stepSamples it is 531");
        replace("\"stepSamples\": 300", "\"stepSamples\": 270");
        replace("\"mels\": 80", "\"mels\": 64");
        refused("the weights are for 80 bands, the manifest's frontEnd.mels is 64");
        replace("\"mels\": 64", "\"mels\": 80");
        Files.delete(folder.resolve("voices.bin"));
        refused("voices.bin: no such file");
    }

    private void refused(String message) {
        assertThatThrownBy(() -> load(OptionalInt.empty()).close())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(message);
    }

    private Networks load(OptionalInt hop) {
        return Networks.load(
                LoadedModels.Settings.defaults().with(Optional.of(folder)),
                new Networks.Settings(hop, Networks.Settings.defaults().evidence()));
    }

    private void replace(String from, String to) throws IOException {
        Path manifest = folder.resolve("manifest.json");
        String text = Files.readString(manifest, StandardCharsets.UTF_8);
        assertThat(text).contains(from);
        Files.writeString(manifest, text.replace(from, to));
    }
}
