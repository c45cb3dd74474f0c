package dev.rostrum.diarization.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rostrum.diarization.window.AudioWindow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A square wave of amplitude a has the level 20 log10 a; the target is -20 dB, amplitude .1. */
final class SoundLevelTest {
    private static final int RATE = 16_000;

    private final SoundLevel level = new SoundLevel(SoundLevel.Settings.defaults(), RATE);

    @ParameterizedTest
    @ValueSource(floats = {0.002f, 0.03f, 0.1f, 1})
    void shouldBringSoundToItsTarget(float amplitude) {
        level.hear(wave(0, amplitude));

        assertThat(level.gain() * amplitude).isCloseTo(0.1f, within(1e-4f));
        assertThat(level.gainDb()).isCloseTo(20 * Math.log10(0.1 / amplitude), within(1e-4));
    }

    @Test
    void shouldRaiseByNoMoreThanItsMost() {
        level.hear(wave(0, 0.0001f));

        assertThat(level.gainDb()).isEqualTo(40);
    }

    @Test
    void shouldNotBlowUpAPause() {
        level.hear(wave(0, 0.1f));
        level.hear(wave(RATE, 0.0001f));

        // falls by .1 dB a second
        assertThat(level.gainDb()).isCloseTo(0.1, within(1e-4));
    }

    @Test
    void shouldNotTurnTheRoomDownForABang() {
        AudioWindow speech = wave(0, 0.01f);
        for (int i = 0; i < RATE / 20; i++) {
            speech.samples()[RATE / 2 + i] = 1;
        }

        level.hear(longer(speech));

        assertThat(level.gainDb()).isCloseTo(20, within(1e-3));
    }

    /** Ten of it, one after the other, only the first with what was done to it. */
    private static AudioWindow longer(AudioWindow first) {
        float[] samples = new float[10 * RATE];
        System.arraycopy(first.samples(), 0, samples, 0, RATE);
        for (int second = 1; second < 10; second++) {
            System.arraycopy(wave(0, 0.01f).samples(), 0, samples, second * RATE, RATE);
        }
        return new AudioWindow(0, 0, samples, 0, samples.length);
    }

    @Test
    void shouldLeaveSilenceAlone() {
        level.hear(wave(0, 0));

        assertThat(level.gainDb()).isZero();
        assertThat(level.gain()).isEqualTo(1);
    }

    private static AudioWindow wave(long first, float amplitude) {
        float[] samples = new float[RATE];
        for (int i = 0; i < RATE; i++) {
            samples[i] = i / 20 % 2 == 0 ? amplitude : -amplitude;
        }
        return new AudioWindow(0, first, samples, 0, RATE);
    }
}
