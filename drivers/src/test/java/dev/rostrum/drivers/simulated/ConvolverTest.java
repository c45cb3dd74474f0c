package dev.rostrum.drivers.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Block-wise convolution against the sum that defines convolution. */
final class ConvolverTest {
    @ParameterizedTest
    @CsvSource({"1, 1, 1", "5000, 700, 3", "511, 1025, 4", "4096, 513, 2"})
    void shouldAgreeWithTheDefinition(int voiceLength, int responseLength, int microphones) {
        SplittableRandom random = new SplittableRandom(7);
        float[] voice = noise(random, voiceLength);
        float[][] responses = new float[microphones][];
        for (int m = 0; m < microphones; m++) {
            responses[m] = noise(random, responseLength);
        }
        int begin = 100;
        float[][] heard = new float[microphones][voiceLength + 300];
        new Convolver(responseLength).add(voice, responses, heard, begin);
        for (int m = 0; m < microphones; m++) {
            for (int i = 0; i < heard[m].length; i += 7) {
                double sum = 0;
                for (int k = 0; k < responseLength; k++) {
                    int n = i - begin - k;
                    sum += n >= 0 && n < voiceLength ? voice[n] * responses[m][k] : 0;
                }
                assertThat((double) heard[m][i]).isCloseTo(sum, within(1e-4));
            }
        }
    }

    private static float[] noise(SplittableRandom random, int length) {
        float[] out = new float[length];
        for (int i = 0; i < length; i++) {
            out[i] = (float) random.nextGaussian();
        }
        return out;
    }
}
