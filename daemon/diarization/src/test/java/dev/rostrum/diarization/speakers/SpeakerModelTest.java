package dev.rostrum.diarization.speakers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SpeakerModelTest {
    private static final double SPEAKER = 4;
    private static final double SESSION = 0.5;
    private static final double DEPENDENCE = 0.12;

    /** Two dimensions, written as {@code daemon/voices/speaker_model.py} lays them out. */
    private static SpeakerModel model() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(2);
        for (double number :
                new double[] {DEPENDENCE, 0.5, 0, 3, 0, 0, 2, SPEAKER, SPEAKER / 2, SESSION, SESSION / 2}) {
            out.writeFloat((float) number);
        }
        return SpeakerModel.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), 2);
    }

    @Test
    void shouldCentreBringToLengthOneAndProject() throws IOException {
        // (4.5, 3) less the mean (.5, 0) is (4, 3), of length 5
        assertThat(model().project(new float[] {4.5f, 3}))
                .containsExactly(new double[] {3 * 0.8, 2 * 0.6}, within(1e-6));
    }

    @Test
    void shouldBeTheRatioOfTheTwoJointDensities() throws IOException {
        double[] a = {1.5, -0.4};
        double[] b = {-0.3, 0.9};
        double expected = 0;
        for (int d = 0; d < 2; d++) {
            double speaker = SPEAKER / (d + 1);
            double session = SESSION / (d + 1);
            double p = speaker + session + 1 / 3.0 + DEPENDENCE;
            double q = speaker + session + 1 / 0.5 + DEPENDENCE;
            expected += logDensity(a[d], b[d], p, q, speaker + session) - logDensity(a[d], b[d], p, q, session);
        }

        double ratio = model().logRatio(new SpeakerStatistics(2, 1, a), new SpeakerStatistics(0.5, 0, b));

        assertThat(ratio).isCloseTo(expected, within(1e-6));
    }

    /** Of two Gaussian numbers of mean 0, by the law of the second given the first: another way than the code's. */
    private static double logDensity(double a, double b, double p, double q, double together) {
        double mean = together / p * a;
        double variance = q - together * together / p;
        return -0.5 * (a * a / p + Math.log(2 * Math.PI * p))
                - 0.5 * ((b - mean) * (b - mean) / variance + Math.log(2 * Math.PI * variance));
    }

    @Test
    void shouldNeedLessDistanceForTwoTheMoreIsHeardOfBoth() {
        SpeakerModel model = SpeakerModel.flat(20, 0.1);
        double[] here = new double[20];
        double[] there = new double[20];
        here[0] = 3;
        there[0] = -3;

        double little = model.logRatio(new SpeakerStatistics(1, 0, here), new SpeakerStatistics(1, 0, there));
        double much = model.logRatio(new SpeakerStatistics(60, 0, here), new SpeakerStatistics(60, 0, there));
        assertThat(little).isPositive();
        assertThat(much).isNegative();
    }

    @Test
    void shouldAddUpWhatIsKnownOfOneSpeaker() {
        SpeakerStatistics both = new SpeakerStatistics(3, 0.7, new double[] {1, 0})
                .plus(new SpeakerStatistics(1, 0.2, new double[] {5, 4}));

        assertThat(both.weight()).isEqualTo(4);
        assertThat(both.pieces()).isEqualTo(4.7);
        assertThat(both.mean()).containsExactly(2, 1);
        assertThatIllegalArgumentException().isThrownBy(() -> new SpeakerStatistics(0, 1, new double[2]));
        assertThatIllegalArgumentException().isThrownBy(() -> new SpeakerStatistics(1, -1, new double[2]));
    }
}
