package dev.rostrum.diarization.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rostrum.diarization.window.AudioWindow;
import dev.rostrum.model.features.LogMelExtractor;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LogMelHistoryTest {
    private static final int RATE = 16_000;
    private static final double FLOOR = 1e-7;
    private static final LogMelExtractor.Settings KALDI = new LogMelExtractor.Settings(
            LogMelExtractor.Kind.KALDI_LOG, RATE, 400, 160, 512, 80, 20, 8_000, 0.97, 0.85, FLOOR);

    @Test
    void shouldGiveWhatTheLouderSoundWouldHaveGiven() {
        float[] quiet = noise(1e-4f);
        float[] loud = new float[RATE];
        for (int i = 0; i < RATE; i++) {
            loud[i] = 100 * quiet[i];
        }

        assertThat(raised(quiet, 40)).containsExactly(frame(loud), within(1e-4f));
    }

    @Test
    void shouldPutTheFloorBehindTheGain() {
        float[] silence = new float[RATE];

        assertThat(raised(silence, 40)).containsOnly((float) Math.log(FLOOR));
    }

    private static float[] raised(float[] sound, double gainDb) {
        LogMelHistory history = new LogMelHistory(new LogMelExtractor(KALDI), RATE);
        history.advanceTo(new AudioWindow(0, 0, sound, 0, RATE));
        float[] out = new float[KALDI.mels()];
        history.copy(5, gainDb, out, 0);
        return out;
    }

    /** Frame 5 straight from the extractor. */
    private static float[] frame(float[] sound) {
        float[] out = new float[KALDI.mels()];
        new LogMelExtractor(KALDI).extractFrame(sound, 5 * KALDI.shiftSamples(), out, 0);
        return out;
    }

    private static float[] noise(float amplitude) {
        Random random = new Random(1);
        float[] sound = new float[RATE];
        for (int i = 0; i < RATE; i++) {
            sound[i] = amplitude * (float) random.nextGaussian();
        }
        return sound;
    }
}
