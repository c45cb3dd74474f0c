package dev.rostrum.lab.alteration;

import java.util.Random;

/**
 * Plucked chords under the speech, a new one every two seconds, this far below it: a bed of music as in a broadcast.
 * What speech power is, says {@link AddedNoise}.
 *
 * @param belowSpeechDb signal to music ratio
 */
public record AddedMusic(double belowSpeechDb) implements Alteration {
    private static final double CHORD_SECONDS = 2;
    private static final double LOWEST_ROOT_HZ = 110;
    private static final int ROOTS = 12;
    /** A major chord with its octave, by frequency. */
    private static final double[] CHORD = {1, 1.26, 1.5, 2};

    private static final int HARMONICS = 5;
    private static final double HARMONIC_FALL = 1.3;
    /** By what the natural logarithm of a string's loudness falls in a second. */
    private static final double DECAY = 1.2;

    @Override
    public float[] of(float[] mono, int rateHz, long seed) {
        return AddedNoise.mixed(mono, music(mono.length, rateHz, new Random(seed)), belowSpeechDb, rateHz);
    }

    private static float[] music(int length, int rateHz, Random random) {
        float[] music = new float[length];
        int chord = (int) Math.round(CHORD_SECONDS * rateHz);
        for (int from = 0; from < length; from += chord) {
            double root = LOWEST_ROOT_HZ * Math.pow(2, (double) random.nextInt(ROOTS) / ROOTS);
            for (double note : CHORD) {
                for (int harmonic = 1; harmonic <= HARMONICS; harmonic++) {
                    double turn = 2 * Math.PI * root * note * harmonic / rateHz;
                    double phase = 2 * Math.PI * random.nextDouble();
                    double loudness = Math.pow(harmonic, -HARMONIC_FALL);
                    for (int i = from; i < Math.min(length, from + chord); i++) {
                        double fade = Math.exp(-DECAY * (i - from) / rateHz);
                        music[i] += (float) (loudness * fade * Math.sin(turn * (i - from) + phase));
                    }
                }
            }
        }
        return music;
    }
}
