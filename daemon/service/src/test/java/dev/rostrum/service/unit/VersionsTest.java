package dev.rostrum.service.unit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VersionsTest {
    @Test
    void shouldKnowTheVersionOfTheBuild() {
        assertThat(Versions.build()).matches("\\d+\\.\\d+\\.\\d+\\S*");
    }
}
