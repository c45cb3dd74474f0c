package dev.rostrum.service.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.model.bundle.ModelBundle;
import dev.rostrum.model.tensorflow.LoadedModels;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The check's own way through both networks, with the processor in the place of the GPU. */
class GpuCheckIT {
    @Test
    void shouldFindNoDifferenceBetweenTheProcessorAndItself() {
        LoadedModels.Settings settings = LoadedModels.Settings.defaults();
        ModelBundle bundle = ModelBundle.packaged();
        try (LoadedModels one = LoadedModels.load(bundle, settings);
                LoadedModels other = LoadedModels.load(bundle, settings)) {
            GpuFigures figures = GpuCheck.compared(one, other, new GpuSensors("no-such-program", Path.of("/none")), 2);

            assertThat(figures.complaints()).isEmpty();
            assertThat(figures.rows().getFirst().gpu()).hasValue(0);
            assertThat(figures.rows().get(1).gpu().orElseThrow()).isGreaterThan(0.99999);
            assertThat(figures.rows())
                    .filteredOn(row -> row.what().endsWith("ms"))
                    .hasSize(4)
                    .allSatisfy(row -> assertThat(row.gpu().orElseThrow()).isPositive());
        }
    }
}
