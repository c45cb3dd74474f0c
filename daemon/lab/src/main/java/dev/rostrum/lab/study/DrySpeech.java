package dev.rostrum.lab.study;

import java.nio.file.Path;
import java.util.Arrays;

/** A voice alone: a recording of one speaker without its pauses, at one level. */
final class DrySpeech {
    private static final double FRAME_SECONDS = 0.02;
    private static final int LONGEST_PAUSE_FRAMES = 10;
    private static final double SILENT_DB = 35;

    private DrySpeech() {}

    /**
     * Reads the first channel; pauses of more than 0.2 s, 35 dB below its loudest 20 ms, are cut down to that.
     *
     * @param levelDb root mean square of the outcome, dB re full scale
     * @param rateHz of the outcome
     */
    static float[] read(Path file, double levelDb, int rateHz) {
        WholeSound sound = WholeSound.firstChannel(file, rateHz);
        return level(withoutPauses(sound.channels()[0], (int) Math.round(FRAME_SECONDS * rateHz)), levelDb);
    }

    private static float[] withoutPauses(float[] all, int frame) {
        double loudest = 0;
        for (int from = 0; from + frame <= all.length; from += frame) {
            loudest = Math.max(loudest, power(all, from, frame));
        }
        double silent = loudest * Math.pow(10, -SILENT_DB / 10);
        float[] kept = new float[all.length];
        int length = 0;
        int pause = LONGEST_PAUSE_FRAMES; // none before the first word
        for (int from = 0; from + frame <= all.length; from += frame) {
            pause = power(all, from, frame) < silent ? pause + 1 : 0;
            if (pause <= LONGEST_PAUSE_FRAMES) {
                System.arraycopy(all, from, kept, length, frame);
                length += frame;
            }
        }
        return Arrays.copyOf(kept, Math.max(frame, length - Math.min(pause, LONGEST_PAUSE_FRAMES) * frame));
    }

    private static float[] level(float[] voice, double levelDb) {
        double now = power(voice, 0, voice.length);
        float factor = (float) Math.sqrt(Math.pow(10, levelDb / 10) / Math.max(now, Double.MIN_NORMAL));
        for (int i = 0; i < voice.length; i++) {
            voice[i] *= factor;
        }
        return voice;
    }

    private static double power(float[] sound, int from, int count) {
        double sum = 0;
        for (int i = from; i < from + count; i++) {
            sum += (double) sound[i] * sound[i];
        }
        return sum / count;
    }
}
