package dev.rostrum.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RealFftTest {
    @ParameterizedTest
    @ValueSource(ints = {4, 8, 64, 512})
    void shouldMatchTheDefinition(int size) {
        Random random = new Random(size);
        float[] signal = new float[size];
        double energy = 0;
        for (int n = 0; n < size; n++) {
            signal[n] = (float) random.nextGaussian();
            energy += signal[n] * signal[n];
        }
        float[] power = new float[size / 2];

        new RealFft(size).power(signal, power);

        for (int k = 0; k < size / 2; k++) {
            double re = 0;
            double im = 0;
            for (int n = 0; n < size; n++) {
                re += signal[n] * Math.cos(2 * Math.PI * k * n / size);
                im -= signal[n] * Math.sin(2 * Math.PI * k * n / size);
            }
            assertThat((double) power[k]).as("bin %d", k).isCloseTo(re * re + im * im, within(1e-5 * size * energy));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 400})
    void shouldRefuseOtherSizes(int size) {
        assertThatThrownBy(() -> new RealFft(size)).hasMessageContaining("size=" + size);
    }
}
