package dev.rostrum.lab.alteration;

import java.util.Random;

/**
 * A steady noise with as much power in every octave (pink), this far below the speech. The speech's power is the mean
 * over blocks of 32 ms that are at most 10 dB below the mean of all: pauses do not count.
 *
 * @param belowSpeechDb signal to noise ratio
 */
public record AddedNoise(double belowSpeechDb) implements Alteration {
    private static final double BLOCK_SECONDS = 0.032;
    private static final double PAUSE_DB = 10;
    /** Poles and gains of first-order sections whose sum falls by 3 dB an octave (P. Kellet, 1999), within 0.5 dB. */
    private static final double[] POLES = {0.99765, 0.96300, 0.57000};

    private static final double[] GAINS = {0.0990460, 0.2965164, 1.0526913};
    private static final double WHITE = 0.1848;

    @Override
    public float[] of(float[] mono, int rateHz, long seed) {
        return mixed(mono, pink(mono.length, seed), belowSpeechDb, rateHz);
    }

    /** Speech and something else, as long and this far below it. */
    static float[] mixed(float[] mono, float[] added, double belowSpeechDb, int rateHz) {
        int block = (int) Math.round(BLOCK_SECONDS * rateHz);
        double wanted = speechPower(mono, block) * Math.pow(10, -belowSpeechDb / 10);
        double factor = Math.sqrt(wanted / Math.max(power(added, 0, added.length), Double.MIN_NORMAL));
        float[] altered = new float[mono.length];
        for (int i = 0; i < mono.length; i++) {
            altered[i] = (float) (mono[i] + factor * added[i]);
        }
        return altered;
    }

    static float[] pink(int length, long seed) {
        Random random = new Random(seed);
        double[] state = new double[POLES.length];
        float[] noise = new float[length];
        for (int i = 0; i < length; i++) {
            double white = random.nextGaussian();
            double sum = WHITE * white;
            for (int k = 0; k < POLES.length; k++) {
                state[k] = POLES[k] * state[k] + GAINS[k] * white;
                sum += state[k];
            }
            noise[i] = (float) sum;
        }
        return noise;
    }

    /** Mean square of the blocks that are no pause. */
    static double speechPower(float[] sound, int block) {
        double least = power(sound, 0, sound.length) * Math.pow(10, -PAUSE_DB / 10);
        double sum = 0;
        int blocks = 0;
        for (int from = 0; from + block <= sound.length; from += block) {
            double here = power(sound, from, from + block);
            if (here >= least) {
                sum += here;
                blocks++;
            }
        }
        return blocks == 0 ? 0 : sum / blocks;
    }

    static double power(float[] sound, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += (double) sound[i] * sound[i];
        }
        return to == from ? 0 : sum / (to - from);
    }
}
