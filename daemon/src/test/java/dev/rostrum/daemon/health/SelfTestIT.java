package dev.rostrum.daemon.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SelfTestIT {
    @Test
    void shouldProveJavaAndBothNetworks() {
        List<SelfTest.Step> steps = new SelfTest(System::nanoTime).run();

        assertThat(steps).extracting(SelfTest.Step::name).containsExactly("java", "networks");
        assertThat(steps)
                .allSatisfy(step -> assertThat(step.passed()).as(step.detail()).isTrue());
        assertThat(steps.getLast().detail()).startsWith("TensorFlow 2.");
    }
}
