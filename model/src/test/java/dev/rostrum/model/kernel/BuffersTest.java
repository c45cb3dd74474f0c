package dev.rostrum.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class BuffersTest {
    private final Buffers buffers = new Buffers();

    @Test
    void shouldLendTheSameArrayAgainForLengthsByTurns() {
        float[] longer = buffers.of(30);
        float[] shorter = buffers.of(29);

        assertThat(longer).hasSize(30);
        assertThat(shorter).hasSize(29);
        assertThat(buffers.of(30)).isSameAs(longer);
        assertThat(buffers.of(29)).isSameAs(shorter);
    }

    @Test
    void shouldForgetTheLengthAskedForLongestAgo() {
        float[] first = buffers.of(1);
        for (int length = 2; length <= 13; length++) {
            buffers.of(length);
        }

        assertThat(buffers.of(1)).hasSize(1).isNotSameAs(first);
    }
}
