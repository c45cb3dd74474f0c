package dev.rostrum.diarization.speakers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SessionSpeakersTest {
    private static final int SIZE = 20;
    private static final SpeakerModel MODEL = SpeakerModel.flat(SIZE, 0.1);
    private static final double BETWEEN = 1 / (SIZE * 0.1 * 0.1);
    private static final double DEPENDENCE = 0.12;

    @Test
    void shouldKnowNobodyAtFirst() {
        assertThat(new SessionSpeakers(MODEL, List.of()).logRatios(new double[SIZE], 1))
                .isEmpty();
    }

    @Test
    void shouldBeTheRatioOfTheTwoDensities() {
        double[] mean = new double[SIZE];
        mean[0] = 6;
        double[] heard = new double[SIZE];
        heard[0] = 4;
        heard[1] = -1;

        double ratio = new SessionSpeakers(MODEL, List.of(new SpeakerStatistics(3, 0, mean))).logRatios(heard, 2)[0];

        // without a session effect the offset is 0; posterior of a Gaussian prior and a Gaussian observation
        double piece = 1 / 2.0 + DEPENDENCE;
        double spread = 1 / 3.0 + DEPENDENCE;
        double posterior = 1 / (1 / BETWEEN + 1 / DEPENDENCE);
        double expected = 0;
        for (int d = 0; d < SIZE; d++) {
            double centre = mean[d] / spread / (1 / BETWEEN + 1 / spread);
            expected += logDensity(heard[d] - centre, posterior + piece) - logDensity(heard[d], BETWEEN + piece);
        }
        assertThat(ratio).isCloseTo(expected, within(1e-6));
    }

    private static double logDensity(double x, double variance) {
        return -0.5 * (x * x / variance + Math.log(2 * Math.PI * variance));
    }

    @Test
    void shouldKnowSpeakersAgainAndNobodyElse() {
        Random random = new Random(7);
        double[][] centres = new double[5][SIZE];
        for (double[] centre : centres) {
            fill(centre, random, Math.sqrt(BETWEEN));
        }
        // a speaker whose mean of four pieces is the centre itself; the last is never heard
        List<SpeakerStatistics> heard = List.of(centres).subList(0, 4).stream()
                .map(centre -> new SpeakerStatistics(4, 0, centre))
                .toList();
        SessionSpeakers speakers = new SessionSpeakers(MODEL, heard);

        for (int k = 0; k < 5; k++) {
            double[] piece = new double[SIZE];
            fill(piece, random, 1);
            for (int d = 0; d < SIZE; d++) {
                piece[d] += centres[k][d];
            }
            double[] ratios = speakers.logRatios(piece, 1);
            for (int j = 0; j < ratios.length; j++) {
                assertThat(ratios[j] > 0).as("piece of %d under %d", k, j).isEqualTo(j == k);
            }
        }
    }

    private static void fill(double[] x, Random random, double deviation) {
        for (int d = 0; d < x.length; d++) {
            x[d] = deviation * random.nextGaussian();
        }
    }
}
