package dev.rostrum.drivers.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Room responses against geometry and against the decay that was asked for. */
final class ImageMethodTest {
    private static final int RATE = 16_000;
    private static final double SPEED_OF_SOUND = 343.0;

    @Test
    void shouldDelayAndAttenuateDirectSoundByItsWay() {
        ImageMethod images = new ImageMethod(room(0), RATE);
        Position mouth = new Position(2, 2, 1.2);
        for (double metres : new double[] {0.6, 1.0, 1.7}) {
            float[] response = images.response(mouth, mouth.towards(30, metres, 0));
            double energy = 0;
            for (float h : response) {
                energy += h * h;
            }
            /* what the windowed sinc and the high-pass leave of a unit impulse's energy is near 1 */
            assertThat(Math.sqrt(energy) * metres).isCloseTo(1, within(0.03));
            assertThat(phaseDelay(response, 1000)).isCloseTo(metres / SPEED_OF_SOUND * RATE, within(0.6));
        }
    }

    @Test
    void shouldKeepDifferencesOfDelayToHundredthsOfASample() {
        ImageMethod images = new ImageMethod(room(0), RATE);
        Position mouth = new Position(3, 2, 1.2);
        Position left = new Position(2.031, 2.5, 1.0);
        Position right = new Position(2.077, 2.521, 1.0);
        double apart = (mouth.distanceTo(left) - mouth.distanceTo(right)) / SPEED_OF_SOUND * RATE;
        for (double hertz : new double[] {500, 2000, 5000}) {
            double heard =
                    phaseDelay(images.response(mouth, left), hertz) - phaseDelay(images.response(mouth, right), hertz);
            double period = RATE / hertz;
            assertThat(Math.IEEEremainder(heard - apart, period)).isCloseTo(0, within(0.01));
        }
    }

    @Test
    void shouldPutFirstReflectionsWhereMirrorsPutThem() {
        RoomSettings room = room(0.3);
        Position mouth = new Position(1, 2, 1.5);
        Position ear = new Position(3, 2.5, 1.4);
        float[] response = new ImageMethod(room, RATE).response(mouth, ear);
        Position floor = new Position(1, 2, -1.5);
        int direct = (int) Math.round(mouth.distanceTo(ear) / SPEED_OF_SOUND * RATE);
        int mirrored = (int) Math.round(floor.distanceTo(ear) / SPEED_OF_SOUND * RATE);
        assertThat(loudest(response, direct - 8, direct + 8)).isCloseTo(direct, within(1));
        assertThat(loudest(response, mirrored - 8, mirrored + 8)).isCloseTo(mirrored, within(1));
        double wanted = room.reflection() * mouth.distanceTo(ear) / floor.distanceTo(ear);
        assertThat(response[mirrored] / (double) response[direct]).isCloseTo(wanted, within(0.25));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.25, 0.5})
    void shouldDecayInTheTimeAsked(double rt60) {
        float[] response =
                new ImageMethod(room(rt60), RATE).response(new Position(1.3, 1.1, 1.2), new Position(4, 3, 1));
        double[] left = new double[response.length + 1];
        for (int i = response.length - 1; i >= 0; i--) {
            left[i] = left[i + 1] + response[i] * response[i];
        }
        int minus5 = firstBelow(left, -5);
        int minus25 = firstBelow(left, -25);
        assertThat(3.0 * (minus25 - minus5) / RATE).isCloseTo(rt60, within(0.25 * rt60));
    }

    private static int firstBelow(double[] left, double db) {
        int i = 0;
        while (10 * Math.log10(left[i] / left[0]) > db) {
            i++;
        }
        return i;
    }

    private static int loudest(float[] response, int from, int to) {
        int best = from;
        for (int i = from; i <= to; i++) {
            best = Math.abs(response[i]) > Math.abs(response[best]) ? i : best;
        }
        return best;
    }

    /** Delay of one frequency in samples, unwrapped by the place of the peak. */
    private static double phaseDelay(float[] response, double hertz) {
        double re = 0;
        double im = 0;
        double step = 2 * Math.PI * hertz / RATE;
        for (int i = 0; i < response.length; i++) {
            re += response[i] * Math.cos(step * i);
            im += response[i] * Math.sin(step * i);
        }
        double delay = Math.atan2(im, re) / step;
        int peak = loudest(response, 0, response.length - 1);
        return delay + Math.rint((peak - delay) * step / (2 * Math.PI)) * 2 * Math.PI / step;
    }

    private static RoomSettings room(double rt60) {
        return new RoomSettings(6, 5, 3, rt60, -60, -70, 1);
    }
}
