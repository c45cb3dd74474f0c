package dev.rostrum.service.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {
    @Test
    void shouldCountEdits() {
        assertThat(NearestName.edits("kitten", "sitting")).isEqualTo(3);
        assertThat(NearestName.edits("", "abc")).isEqualTo(3);
        assertThat(NearestName.edits("latnecy", "latency")).isEqualTo(1);
    }

    @Test
    void shouldFindWhatWasMeantOrNothing() {
        List<String> names = List.of("latency", "hop", "max-speakers");

        assertThat(NearestName.of("latncy", names)).contains("latency");
        assertThat(NearestName.of("max-speaker", names)).contains("max-speakers");
        assertThat(NearestName.of("colour", names)).isEmpty();
    }
}
