package dev.rostrum.drivers.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rostrum.drivers.audio.AudioBlock;
import dev.rostrum.drivers.audio.AudioSource;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What the simulated microphones hear. */
final class SimulatedRoomSourceTest {
    private static final int RATE = 16_000;
    private static final Position CENTRE = new Position(3, 2.5, 0.8);

    @Test
    void shouldSetTheNoiseLevelsAsked() {
        float[][] quiet = render(scene(new RoomSettings(6, 5, 3, 0.3, -200, -60, 3), List.of()));
        assertThat(level(quiet[0])).isCloseTo(-60.0, within(0.2));
        assertThat(correlation(quiet[0], quiet[1])).isCloseTo(0, within(0.02));
        float[][] ventilated = render(scene(new RoomSettings(6, 5, 3, 0.3, -50, -200, 3), List.of()));
        assertThat(level(ventilated[2])).isCloseTo(-50, within(1.0));
        assertThat(correlation(ventilated[0], ventilated[1])).isGreaterThan(0.5);
    }

    @Test
    void shouldGiveTheSameSamplesForTheSameSeedOnly() {
        RoomSettings room = new RoomSettings(6, 5, 3, 0.3, -50, -60, 3);
        RoomSettings other = new RoomSettings(6, 5, 3, 0.3, -50, -60, 4);
        List<Utterance> said = List.of(utterance(0, 1.5));
        assertThat(render(scene(room, said))).isDeepEqualTo(render(scene(room, said)));
        assertThat(render(scene(other, said))[0]).isNotEqualTo(render(scene(room, said))[0]);
    }

    @Test
    void shouldReachTheNearestMicrophoneFirst() {
        /* microphones at 0, 90, 180 and 270 degrees, 5 cm from the centre; the speaker at 90 */
        float[][] heard = render(scene(new RoomSettings(6, 5, 3, 0, -120, -120, 3), List.of(utterance(90, 1.5))));
        double wanted = 2 * 0.05 / 343.0 * RATE;
        assertThat(lag(heard[3], heard[1])).isEqualTo(Math.round(wanted));
        assertThat(lag(heard[0], heard[2])).isZero();
    }

    @Test
    void shouldLetASpeakerWalk() {
        Position mouth = CENTRE.towards(90, 1.5, 0);
        Utterance walking = new Utterance("w", 0, noise(4 * RATE), new SpeakerPath.Walk(CENTRE, mouth, 180));
        float[][] heard = render(scene(new RoomSettings(6, 5, 3, 0, -120, -120, 3), List.of(walking)));
        assertThat(lag(head(heard[3]), head(heard[1]))).isEqualTo(5);
        assertThat(lag(tail(heard[1]), tail(heard[3]))).isEqualTo(5);
        /* pieces fade into each other without a hole: every 50 ms is about as loud as the steady speaker */
        for (int from = RATE / 2; from < 3 * RATE; from += 800) {
            float[] piece = Arrays.copyOfRange(heard[0], from, from + 800);
            assertThat(level(piece)).isCloseTo(-20 - 20 * Math.log10(1.5), within(4.0));
        }
    }

    @Test
    void shouldReadTheSameAtAnyBlockSizeAndAfterReopening() {
        RoomScene scene = scene(RoomSettings.defaults(), List.of(utterance(200, 1)));
        SimulatedRoomSource source = new SimulatedRoomSource(scene);
        assertThat(read(source, 317)).isDeepEqualTo(read(source, 8000));
    }

    @Test
    void shouldRefuseWhatLiesOutsideTheRoom() {
        assertThatThrownBy(() -> scene(RoomSettings.defaults(), List.of(utterance(0, 9))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("outside the room");
        assertThatThrownBy(() -> new RoomSettings(6, 5, -1, 0.3, -50, -60, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Utterance utterance(double azimuth, double metres) {
        return new Utterance("a", 100, noise(RATE), new SpeakerPath.Seat(CENTRE.towards(azimuth, metres, 0)));
    }

    private static RoomScene scene(RoomSettings room, List<Utterance> said) {
        List<Position> microphones =
                Position.ring(4, 0.05, 0).stream().map(CENTRE::plus).toList();
        return new RoomScene(room, microphones, said, 4 * RATE, RATE);
    }

    private static float[] noise(int length) {
        SplittableRandom random = new SplittableRandom(5);
        float[] out = new float[length];
        for (int i = 0; i < length; i++) {
            out[i] = (float) (0.1 * random.nextGaussian());
        }
        return out;
    }

    private static float[][] render(RoomScene scene) {
        return read(new SimulatedRoomSource(scene), 4096);
    }

    private static float[][] read(AudioSource source, int blockFrames) {
        int channels = source.open().channels();
        AudioBlock block = new AudioBlock(channels, blockFrames);
        float[][] all = new float[channels][4 * RATE];
        int at = 0;
        while (source.read(block) == AudioSource.Outcome.FRAMES) {
            assertThat(block.positionFrames()).isEqualTo(at);
            for (int c = 0; c < channels; c++) {
                System.arraycopy(block.channel(c), 0, all[c], at, block.frames());
            }
            at += block.frames();
        }
        assertThat(at).isEqualTo(4 * RATE);
        return all;
    }

    private static float[] head(float[] sound) {
        return Arrays.copyOfRange(sound, 0, RATE / 8);
    }

    private static float[] tail(float[] sound) {
        return Arrays.copyOfRange(sound, 4 * RATE - RATE / 8, 4 * RATE);
    }

    private static double level(float[] sound) {
        double sum = 0;
        for (float s : sound) {
            sum += s * s;
        }
        return 10 * Math.log10(sum / sound.length);
    }

    private static double correlation(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum / a.length / Math.pow(10, (level(a) + level(b)) / 20);
    }

    /** Samples by which {@code late} lags {@code early}, by the highest cross-correlation. */
    private static int lag(float[] late, float[] early) {
        int best = 0;
        double highest = 0;
        for (int lag = -12; lag <= 12; lag++) {
            double sum = 0;
            for (int i = 12; i < late.length - 12; i++) {
                sum += late[i] * early[i - lag];
            }
            if (sum > highest) {
                highest = sum;
                best = lag;
            }
        }
        return best;
    }
}
