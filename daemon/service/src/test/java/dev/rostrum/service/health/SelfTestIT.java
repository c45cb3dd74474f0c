package dev.rostrum.service.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SelfTestIT {
    @Test
    void shouldProveJavaTheNativeLibrariesAndBothNetworks() {
        List<SelfTest.Step> steps = new SelfTest(System::nanoTime).run();

        assertThat(steps).extracting(SelfTest.Step::name).containsExactly("java", "libraries", "networks");
        assertThat(steps)
                .allSatisfy(step -> assertThat(step.passed()).as(step.detail()).isTrue());
        assertThat(steps.get(1).detail()).matches("[0-9]+ of 6[0-9]{2} MB in /.*");
        assertThat(steps.getLast().detail()).startsWith("TensorFlow 2.");
    }
}
