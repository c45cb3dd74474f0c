package dev.rostrum.lab.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rostrum.service.json.BadJsonException;
import org.junit.jupiter.api.Test;

class ForeignJsonTest {
    @Test
    void shouldSayWhereInTheText() {
        assertThatThrownBy(() -> ForeignJson.tree("{\n\"a\":\n}"))
                .isInstanceOfSatisfying(
                        BadJsonException.class, e -> assertThat(e.line()).isEqualTo(3));
    }
}
