package dev.rostrum.diarization.evidence;

import dev.rostrum.diarization.window.AudioWindow;
import java.util.Arrays;

/**
 * Brings all sound to the level that the networks know, so that a quiet speaker is heard as well as a loud one: neither
 * network is free of level, the segmentation where it normalises its input, the embedding by the floor of its
 * filters. Follows the level of the loudest sound, which falls slowly, so that a pause is not blown up to speech.
 * Keeps state: that level. One thread.
 */
final class SoundLevel {
    /**
     * Levels are of loud blocks, in dB of full scale.
     *
     * @param targetDb sound is brought to this
     * @param gainAtMostDb by no more than this
     * @param silenceDb quieter than this is no sound
     * @param blockSeconds length of a block
     * @param loudShare share of a window's blocks that may be louder than its level: a bang is not what is listened to
     * @param fallDbPerSecond how fast the level falls
     */
    public record Settings(
            double targetDb,
            double gainAtMostDb,
            double silenceDb,
            double blockSeconds,
            double loudShare,
            double fallDbPerSecond) {
        public static Settings defaults() {
            return new Settings(-20, 40, -90, 0.1, 0.1, 0.1);
        }
    }

    private final Settings settings;
    private final int sampleRate;
    private double levelDb;
    private long lastSample;

    SoundLevel(Settings settings, int sampleRate) {
        this.settings = settings;
        this.sampleRate = sampleRate;
        this.levelDb = settings.silenceDb();
    }

    /** Hears the next window, in stream order; {@link #gainDb} is then for it. */
    void hear(AudioWindow window) {
        double fall = settings.fallDbPerSecond() * (window.endSample() - lastSample) / sampleRate;
        levelDb = Math.max(settings.silenceDb(), Math.max(levelDb - fall, loudestDb(window)));
        lastSample = window.endSample();
    }

    /** What every sample of the newest window is to be multiplied by. */
    float gain() {
        return (float) Math.pow(10, gainDb() / 20);
    }

    /** What the newest window was raised by, in dB; negative where it was lowered. */
    double gainDb() {
        return levelDb > settings.silenceDb() ? Math.min(settings.targetDb() - levelDb, settings.gainAtMostDb()) : 0;
    }

    private double loudestDb(AudioWindow window) {
        int block = (int) (settings.blockSeconds() * sampleRate);
        double[] power = new double[Math.max(1, window.length() / block)];
        for (int b = 0; b < power.length; b++) {
            int end = Math.min(window.length(), (b + 1) * block);
            for (int i = b * block; i < end; i++) {
                double sample = window.samples()[window.offset() + i];
                power[b] += sample * sample / block;
            }
        }
        Arrays.sort(power);
        int louder = (int) (settings.loudShare() * power.length);
        return 10 * Math.log10(power[power.length - 1 - louder] + Double.MIN_NORMAL);
    }
}
