package dev.rostrum.drivers.simulated;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Noise at every microphone: pink noise of a ventilation that comes from all around, as plane waves, so that close
 * microphones hear nearly the same of it, and white noise of each microphone's own. Pink is white noise through P.
 * Kellet's published three-pole filter, within 0.5 dB of 3 dB per octave above 10 Hz at 44.1 kHz.
 */
final class RoomNoise {
    private static final double SPEED_OF_SOUND = 343.0;
    private static final int WAVES = 6;
    private static final double[] POLES = {0.99765, 0.96300, 0.57000, 0};
    private static final double[] GAINS = {0.0990460, 0.2965164, 1.0526913, 0.1848};

    private final RoomSettings room;
    private final int sampleRate;

    RoomNoise(RoomSettings room, int sampleRate) {
        this.room = room;
        this.sampleRate = sampleRate;
    }

    /** Adds noise to {@code into [microphone][sample]}. */
    void add(List<Position> microphones, float[][] into) {
        SplittableRandom random = new SplittableRandom(room.seed());
        double white = amplitude(room.sensorDb());
        for (float[] channel : into) {
            for (int i = 0; i < channel.length; i++) {
                channel[i] += (float) (white * random.nextGaussian());
            }
        }
        double each = amplitude(room.ventilationDb()) / Math.sqrt(WAVES);
        for (int wave = 0; wave < WAVES; wave++) {
            double azimuth = 360.0 * (wave + random.nextDouble()) / WAVES;
            float[] pink = pink(random, into[0].length, each);
            Position towards = new Position(0, 0, 0).towards(azimuth, 1, 0);
            for (int m = 0; m < into.length; m++) {
                addDelayed(pink, delaySamples(towards, microphones.get(0), microphones.get(m)), into[m]);
            }
        }
    }

    private static double amplitude(double db) {
        return StrictMath.pow(10, db / 20);
    }

    private double delaySamples(Position towards, Position reference, Position microphone) {
        double nearer = (microphone.x() - reference.x()) * towards.x() + (microphone.y() - reference.y()) * towards.y();
        return -nearer / SPEED_OF_SOUND * sampleRate;
    }

    private static float[] pink(SplittableRandom random, int length, double amplitude) {
        double[] state = new double[POLES.length];
        double scale = amplitude / pinkRms();
        float[] out = new float[length];
        for (int i = 0; i < length; i++) {
            double white = random.nextGaussian();
            double sum = 0;
            for (int p = 0; p < state.length; p++) {
                state[p] = POLES[p] * state[p] + GAINS[p] * white;
                sum += state[p];
            }
            out[i] = (float) (scale * sum);
        }
        return out;
    }

    /** Level of the filter's output for white noise of variance 1: the sum of its impulse response's squares. */
    private static double pinkRms() {
        double sum = 0;
        for (int i = 0; i < POLES.length; i++) {
            for (int j = 0; j < POLES.length; j++) {
                sum += GAINS[i] * GAINS[j] / (1 - POLES[i] * POLES[j]);
            }
        }
        return Math.sqrt(sum);
    }

    /** Lagrange's cubic between samples: pink noise has little near the band's end, where it would be coarse. */
    private static void addDelayed(float[] wave, double delay, float[] into) {
        int whole = (int) Math.floor(delay);
        double t = 1 - (delay - whole);
        double c0 = -t * (t - 1) * (t - 2) / 6;
        double c1 = (t + 1) * (t - 1) * (t - 2) / 2;
        double c2 = -(t + 1) * t * (t - 2) / 2;
        double c3 = (t + 1) * t * (t - 1) / 6;
        int from = Math.max(0, whole + 2);
        int to = Math.min(into.length, wave.length + whole - 1);
        for (int i = from; i < to; i++) {
            int n = i - whole - 1;
            into[i] += (float) (c0 * wave[n - 1] + c1 * wave[n] + c2 * wave[n + 1] + c3 * wave[n + 2]);
        }
    }
}
