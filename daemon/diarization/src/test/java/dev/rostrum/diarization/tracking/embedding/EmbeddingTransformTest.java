package dev.rostrum.diarization.tracking.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rostrum.model.ModelException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class EmbeddingTransformTest {
    private static final int VERSION = 4;

    /** Three numbers, of which voices differ in the first and, half as much, in the second. */
    private static byte[] file(int version) {
        ByteBuffer file = ByteBuffer.allocate(200).putInt(0x52565350).putInt(version);
        file.putInt(3).putInt(1).putInt(2);
        for (float number : new float[] {
            0, 0, 0, // mean
            1, 0, 0, // projection
            1, // between
            0, 0, 0.1f, // mean of the voices
            1, 0, 0, 0, 2, 0, 0, 0, 5 // axes
        }) {
            file.putFloat(number);
        }
        file.putInt(1); // dimensions of the speaker model
        for (float number : new float[] {0.12f, 0, 0, 0, 1, 0, 0, 4, 1}) {
            file.putFloat(number);
        }
        return file.array();
    }

    @Test
    void shouldTellHowMuchAVectorDiffersFromTheMeanInWaysThatVoicesDoNot() {
        EmbeddingTransform space = EmbeddingTransform.of(file(VERSION));

        // along the axes .6, 2 * .4 and 5 * (.6 - .1): 6.25 across, (.36 + .64) / 2 along
        assertThat(space.residualRatio(new double[] {0.6, 0.4, 0.6})).isCloseTo(12.5, within(1e-6));
        assertThat(space.residualRatio(new double[] {0.6, 0.4, 0.1})).isCloseTo(0, within(1e-6));
    }

    @Test
    void shouldFindNothingStrangeWhereNothingWasLearnt() {
        assertThat(EmbeddingTransform.unlearnt(3).residualRatio(new double[] {0, 0, 1}))
                .isZero();
    }

    @Test
    void shouldRefuseAFileOfAnotherVersion() {
        assertThatThrownBy(() -> EmbeddingTransform.of(file(2)))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("version 4");
    }
}
