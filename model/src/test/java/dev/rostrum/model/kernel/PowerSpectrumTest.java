package dev.rostrum.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PowerSpectrumTest {
    @ParameterizedTest
    @ValueSource(ints = {6, 16, 400, 512})
    void shouldBeTheSumThatDefinesIt(int length) {
        Random random = new Random(length);
        float[] frame = new float[length];
        for (int n = 0; n < length; n++) {
            frame[n] = (float) random.nextGaussian();
        }
        PowerSpectrum spectrum = PowerSpectrum.of(length);
        float[] power = new float[spectrum.bins()];

        spectrum.of(frame, power);

        for (int k = 0; k < power.length; k++) {
            double real = 0;
            double imaginary = 0;
            for (int n = 0; n < length; n++) {
                real += frame[n] * Math.cos(2 * Math.PI * k * n / length);
                imaginary += frame[n] * Math.sin(2 * Math.PI * k * n / length);
            }
            assertThat((double) power[k]).isCloseTo(real * real + imaginary * imaginary, within(1e-3 * length));
        }
    }

    @Test
    void shouldRefuseOddLengths() {
        assertThatThrownBy(() -> PowerSpectrum.of(401)).hasMessageContaining("401");
    }
}
