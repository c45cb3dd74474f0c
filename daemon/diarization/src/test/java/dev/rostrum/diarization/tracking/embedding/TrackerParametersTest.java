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
                "newVoice.cosineAtMost", 0.12,
                "newVoice.strangeAtMost", 1.3,
                "fast.strange", 1.4,
                "slow.strange", 1.5,
                "clustering.evidenceFactor", 0.16,
                "clustering.priceAtMost", 18.0)));

        assertThat(settings.registry().cosineAtMost()).isEqualTo(0.12);
        assertThat(settings.registry().strangeAtMost()).isEqualTo(1.3);
        assertThat(settings.live().strange()).isEqualTo(1.4);
        assertThat(settings.revision().labeller().strange()).isEqualTo(1.5);
        assertThat(settings.revision().clustering().variational().evidenceFactor())
                .isEqualTo(0.16);
        assertThat(settings.revision().clustering().variational().priceAtMost()).isEqualTo(18);
    }

    @Test
    void shouldLeaveWhatIsNotStatedAsPackaged() {
        TrackerParameters packaged = TrackerParameters.packaged();

        assertThat(TrackerParameters.of(Map.of())).isEqualTo(packaged);
        assertThat(TrackerParameters.of(Map.of("slow.strange", 0.1)).fast()).isEqualTo(packaged.fast());
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
        assertThatThrownBy(() -> TrackerParameters.of(Map.of("slow.stange", 0.4)))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("embedding.tracker has slow.stange, known are clustering.evidenceFactor")
                .hasMessageContaining("slow.strange");
        assertThatThrownBy(() -> TrackerParameters.of(Map.of("fast.strange", Double.POSITIVE_INFINITY)))
                .hasMessageContaining("embedding.tracker.fast.strange is Infinity");
    }

    private static int components(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .mapToInt(component -> component.getType().isRecord() ? components(component.getType()) : 1)
                .sum();
    }
}
