package dev.rostrum.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
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

    @Property(tries = 50)
    void shouldGoForwardAsTheDefinitionSays(@ForAll @IntRange(min = 2, max = 10) int log, @ForAll long seed) {
        int size = 1 << log;
        float[] signal = gaussian(new Random(seed), size);
        float[] real = new float[size / 2 + 1];
        float[] imaginary = new float[size / 2 + 1];

        new RealFft(size).forward(signal, real, imaginary);

        for (int k = 0; k <= size / 2; k++) {
            double re = 0;
            double im = 0;
            for (int n = 0; n < size; n++) {
                re += signal[n] * Math.cos(2 * Math.PI * ((long) k * n % size) / size);
                im -= signal[n] * Math.sin(2 * Math.PI * ((long) k * n % size) / size);
            }
            // rounding grows with the logarithm of the length, relative to the root of the energy
            assertThat((double) real[k]).as("bin %d of %d", k, size).isCloseTo(re, within(tolerance(log)));
            assertThat((double) imaginary[k]).as("bin %d of %d", k, size).isCloseTo(im, within(tolerance(log)));
        }
    }

    @Property(tries = 50)
    void shouldGoBackAsTheDefinitionSays(@ForAll @IntRange(min = 2, max = 10) int log, @ForAll long seed) {
        int size = 1 << log;
        Random random = new Random(seed);
        float[] real = gaussian(random, size / 2 + 1);
        float[] imaginary = gaussian(random, size / 2 + 1);
        float[] signal = new float[size];

        new RealFft(size).inverse(real, imaginary, signal);

        for (int n = 0; n < size; n++) {
            double sum = real[0] + (n % 2 == 0 ? real[size / 2] : -real[size / 2]);
            for (int k = 1; k < size / 2; k++) {
                double angle = 2 * Math.PI * ((long) k * n % size) / size;
                sum += 2 * (real[k] * Math.cos(angle) - imaginary[k] * Math.sin(angle));
            }
            assertThat((double) signal[n])
                    .as("sample %d of %d", n, size)
                    .isCloseTo(sum / size, within(2 * tolerance(log) / size));
        }
    }

    @Property(tries = 50)
    void shouldComeBackToTheSignal(@ForAll @IntRange(min = 2, max = 12) int log, @ForAll long seed) {
        int size = 1 << log;
        float[] signal = gaussian(new Random(seed), size);
        float[] real = new float[size / 2 + 1];
        float[] imaginary = new float[size / 2 + 1];
        float[] back = new float[size];
        RealFft fft = new RealFft(size);

        fft.forward(signal, real, imaginary);
        fft.inverse(real, imaginary, back);

        for (int n = 0; n < size; n++) {
            assertThat(back[n]).as("sample %d of %d", n, size).isCloseTo(signal[n], within(1e-6f * log));
        }
    }

    private static double tolerance(int log) {
        return 1e-6 * log * Math.sqrt(1 << log);
    }

    private static float[] gaussian(Random random, int length) {
        float[] values = new float[length];
        for (int n = 0; n < length; n++) {
            values[n] = (float) random.nextGaussian();
        }
        return values;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 400})
    void shouldRefuseOtherSizes(int size) {
        assertThatThrownBy(() -> new RealFft(size)).hasMessageContaining("size=" + size);
    }
}
