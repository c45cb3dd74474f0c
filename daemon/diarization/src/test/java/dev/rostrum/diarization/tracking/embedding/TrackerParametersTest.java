package dev.rostrum.diarization.tracking.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rostrum.diarization.tracking.OnlineDiarizer;
import dev.rostrum.model.ModelException;
import dev.rostrum.model.bundle.ModelBundle;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrackerParametersTest {
    @Test
    void shouldReachTheSettingsThatTheyAreNamedAfter() {
        OnlineDiarizer.Settings settings = OnlineDiarizer.Settings.of(TrackerParameters.of(Map.of(
                "newSpeakerCosineAtMost", 0.12,
                "residualRatioAtMost", 1.3,
                "clustering.evidenceFactor", 0.16,
                "clustering.priceAtMost", 18.0)));

        assertThat(settings.registry().cosineAtMost()).isEqualTo(0.12);
        assertThat(settings.residualRatioAtMost()).isEqualTo(1.3);
        assertThat(settings.revision().clustering().variational().evidenceFactor())
                .isEqualTo(0.16);
        assertThat(settings.revision().clustering().variational().priceAtMost()).isEqualTo(18);
    }

    @Test
    void shouldLeaveWhatIsNotStatedAsPackaged() {
        TrackerParameters packaged = TrackerParameters.packaged();

        assertThat(TrackerParameters.of(Map.of())).isEqualTo(packaged);
        TrackerParameters own = TrackerParameters.of(Map.of("residualRatioAtMost", 0.1));
        assertThat(own.newSpeakerCosineAtMost()).isEqualTo(packaged.newSpeakerCosineAtMost());
        assertThat(own.clustering()).isEqualTo(packaged.clustering());
    }

    @Test
    void shouldFindNothingInTheManifestThatNobodyReads() {
        Map<String, Double> stated = ModelBundle.packaged()
                .manifest()
                .network("embedding")
                .embedding()
                .orElseThrow()
                .tracker();

        assertThat(stated).hasSize(components(TrackerParameters.class));
    }

    @Test
    void shouldRefuseWhatItDoesNotKnow() {
        assertThatThrownBy(() -> TrackerParameters.of(Map.of("newVoice.cosineAtMost", 0.4)))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(
                        "embedding.tracker has newVoice.cosineAtMost, known are clustering.evidenceFactor")
                .hasMessageContaining("newSpeakerCosineAtMost");
        assertThatThrownBy(() -> TrackerParameters.of(Map.of("residualRatioAtMost", Double.POSITIVE_INFINITY)))
                .hasMessageContaining("embedding.tracker.residualRatioAtMost is Infinity");
    }

    private static int components(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .mapToInt(component -> component.getType().isRecord() ? components(component.getType()) : 1)
                .sum();
    }
}
