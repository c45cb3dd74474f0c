package dev.rostrum.lab.alteration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AlterationTest {
    private static final int RATE = 16_000;
    private static final long SEED = 7;

    static List<Alteration> all() {
        return List.of(
                new Gain(-20),
                new Band(300, 3400),
                new LowRate(8000),
                new Companding(),
                new Clipping(0.1),
                new AddedNoise(10),
                new AddedMusic(10),
                new LateReverberation(0.8, -3),
                new Speed(1.03),
                new InTurn(List.of(new Band(300, 3400), new LowRate(8000), new Companding())));
    }

    @ParameterizedTest
    @MethodSource("all")
    void shouldGiveTheSameBitsAgainAndLeaveTheInputAlone(Alteration alteration) {
        float[] sound = noise(RATE);
        float[] before = sound.clone();

        float[] once = alteration.of(sound, RATE, SEED);

        assertThat(sound).isEqualTo(before);
        assertThat(alteration.of(sound, RATE, SEED)).isEqualTo(once);
        assertThat(once).hasSize((int) Math.ceil(sound.length / alteration.tempo()));
        assertThat(once).isNotEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("all")
    void shouldTakeSoundOfAnyLength(Alteration alteration) {
        for (int length : new int[] {0, 1, 7}) {
            for (float sample : alteration.of(new float[length], RATE, SEED)) {
                assertThat(sample).isFinite();
            }
        }
    }

    @Test
    void shouldScaleByDecibels() {
        assertThat(new Gain(-20).of(new float[] {1, -0.5f}, RATE, SEED)).containsExactly(0.1f, -0.05f);
        assertThat(level(new Gain(6.0206).of(tone(440), RATE, SEED)) - level(tone(440)))
                .isCloseTo(6.0206, within(1e-4));
    }

    /** A Butterworth filter of order n falls to 1 / sqrt(1 + r^(2n)) at r times its edge, frequencies warped. */
    @ParameterizedTest
    @CsvSource({"0, 3000, 1000", "0, 3000, 3000", "0, 3000, 4500", "300, 1e9, 150", "300, 1e9, 300", "300, 1e9, 1000"})
    void shouldFilterAsButterworthSays(double from, double to, double hz) {
        double ratio = from == 0 ? warped(hz) / warped(to) : warped(from) / warped(hz);
        double expectedDb = -10 * Math.log10(1 + Math.pow(ratio, 8));

        float[] filtered = new Band(from, to).of(tone(hz), RATE, SEED);

        assertThat(level(settled(filtered)) - level(settled(tone(hz)))).isCloseTo(expectedDb, within(0.02));
    }

    @Test
    void shouldKeepWhatTheLowerRateHoldsAndNothingElse() {
        LowRate low = new LowRate(8000);

        assertThat(error(settled(low.of(tone(1000), RATE, SEED)), settled(tone(1000))))
                .isLessThan(1e-3);
        assertThat(level(settled(low.of(tone(5000), RATE, SEED))) - level(settled(tone(5000))))
                .isLessThan(-50);
    }

    @Test
    void shouldRaisePitchWithTempo() {
        float[] fast = new Speed(1.03).of(tone(1000), RATE, SEED);

        assertThat(fast.length).isEqualTo((int) Math.ceil(4 * RATE / 1.03));
        assertThat(error(settled(fast), settled(Arrays.copyOf(tone(1030), fast.length))))
                .isLessThan(1e-3);
        assertThat(new InTurn(List.of(new Speed(1.5), new Speed(0.5))).tempo()).isEqualTo(0.75);
    }

    @Test
    void shouldCompandAsGeeSevenElevenDoes() {
        float[] sound = noise(RATE);

        float[] coded = new Companding().of(sound, RATE, SEED);

        assertThat(IntStream.range(0, coded.length).mapToObj(i -> coded[i]).distinct())
                .hasSizeLessThanOrEqualTo(255);
        // half a step of the logarithmic scale: ln(256) / 127 / 2 of the level and of 1 / 255 beside it
        for (int i = 0; i < sound.length; i++) {
            assertThat((double) Math.abs(coded[i] - sound[i]))
                    .isLessThanOrEqualTo(0.0223 * (Math.abs(sound[i]) + 1.0 / 255));
        }
    }

    @Test
    void shouldCutTheLoudestShareOfTheSamples() {
        float[] sound = noise(10_000);

        float[] clipped = new Clipping(0.1).of(sound, RATE, SEED);

        assertThat(IntStream.range(0, sound.length)
                        .filter(i -> clipped[i] != sound[i])
                        .count())
                .isEqualTo(1000);
        assertThat(new Clipping(0).of(sound, RATE, SEED)).isEqualTo(sound);
    }

    @ParameterizedTest
    @CsvSource({"0", "10", "20"})
    void shouldAddNoiseAndMusicSoFarBelowTheSpeech(double db) {
        float[] halfSilent = Arrays.copyOf(tone(440), 8 * RATE);

        for (Alteration added : List.of(new AddedNoise(db), new AddedMusic(db))) {
            float[] more = added.of(halfSilent, RATE, SEED);

            assertThat(level(tone(440)) - level(difference(more, halfSilent))).isCloseTo(db, within(0.05));
        }
    }

    @Test
    void shouldMakeNoiseWithAsMuchPowerInEveryOctave() {
        float[] pink = AddedNoise.pink(1 << 18, SEED);
        double[] octaves = IntStream.range(0, 5)
                .mapToDouble(i -> level(new Band(125 << i, 250 << i).of(pink, RATE, SEED)))
                .toArray();

        for (double octave : octaves) {
            assertThat(octave).isCloseTo(octaves[0], within(1.0));
        }
    }

    @Test
    void shouldDieAwayBySixtyDecibelsInTheTimeNamed() {
        float[] response = new LateReverberation(0.8, -3).response(RATE, SEED);
        double[] tail = new double[response.length];
        for (int i = 1; i < tail.length; i++) {
            tail[i] = response[i];
        }

        double early = level(tail, RATE / 10, RATE / 5);
        double late = level(tail, RATE / 2, 6 * RATE / 10);

        assertThat(response[0]).isEqualTo(1f);
        assertThat(early - late).isCloseTo(60 * 0.4 / 0.8, within(0.6));
        assertThat(10 * Math.log10(Arrays.stream(tail).map(x -> x * x).sum())).isCloseTo(-3, within(1e-3));
    }

    @Test
    void shouldAddTheTailToTheSoundAsItWas() {
        float[] click = new float[2 * RATE];
        click[100] = 0.5f;
        LateReverberation hall = new LateReverberation(0.5, 0);
        float[] response = hall.response(RATE, SEED);

        float[] heard = hall.of(click, RATE, SEED);

        for (int i = 0; i < response.length; i++) {
            assertThat(heard[100 + i]).isCloseTo(0.5f * response[i], within(1e-6f));
        }
    }

    @Test
    void shouldRefuseWhatMakesNoSense() {
        assertThatThrownBy(() -> new Band(3000, 300)).hasMessageContaining("fromHz=3000.0");
        assertThatThrownBy(() -> new Clipping(1)).hasMessageContaining("share=1.0");
        assertThatThrownBy(() -> new Speed(0)).hasMessageContaining("factor=0.0");
        assertThatThrownBy(() -> new LateReverberation(0, 0)).hasMessageContaining("rt60Seconds=0.0");
    }

    private static double warped(double hz) {
        return Math.tan(Math.PI * hz / RATE);
    }

    private static float[] tone(double hz) {
        float[] tone = new float[4 * RATE];
        for (int i = 0; i < tone.length; i++) {
            tone[i] = (float) (0.5 * Math.sin(2 * Math.PI * hz * i / RATE));
        }
        return tone;
    }

    private static float[] noise(int length) {
        Random random = new Random(SEED);
        float[] noise = new float[length];
        for (int i = 0; i < length; i++) {
            noise[i] = random.nextFloat() * 2 - 1;
        }
        return noise;
    }

    /** Without the beginning and the end, where filters are not settled. */
    private static float[] settled(float[] sound) {
        return Arrays.copyOfRange(sound, RATE, 3 * RATE);
    }

    private static float[] difference(float[] a, float[] b) {
        float[] difference = new float[a.length];
        for (int i = 0; i < a.length; i++) {
            difference[i] = a[i] - b[i];
        }
        return difference;
    }

    /** Greatest distance of two samples. */
    private static double error(float[] a, float[] b) {
        return IntStream.range(0, a.length)
                .mapToDouble(i -> Math.abs(a[i] - b[i]))
                .max()
                .orElseThrow();
    }

    private static double level(float[] sound) {
        double[] wide = new double[sound.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = sound[i];
        }
        return level(wide, 0, wide.length);
    }

    private static double level(double[] sound, int from, int to) {
        return 10
                * Math.log10(
                        Arrays.stream(sound, from, to).map(x -> x * x).average().orElseThrow());
    }
}
