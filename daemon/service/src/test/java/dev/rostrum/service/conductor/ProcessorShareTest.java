package dev.rostrum.service.conductor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessorShareTest {
    @Test
    void shouldCountFromOneQuestionToTheNext() {
        ProcessorShare share = new ProcessorShare();
        assertThat(share.since(Duration.ofSeconds(90), 0))
                .as("since when is not known")
                .isEmpty();
        assertThat(share.since(Duration.ofSeconds(92), Duration.ofSeconds(10).toNanos()))
                .hasValue(20);
        assertThat(share.since(Duration.ofSeconds(112), Duration.ofSeconds(20).toNanos()))
                .as("two cores")
                .hasValue(200);
    }
}
