package dev.rostrum.daemon.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rostrum.daemon.window.AudioWindow;
import org.junit.jupiter.api.Test;

/** A square wave of amplitude a has the level 20 log10 a. */
final class SegmentationLevelTest {
    private static final int RATE = 16_000;

    private final SegmentationLevel level = new SegmentationLevel(SegmentationLevel.Settings.defaults(), RATE);

    @Test
    void shouldLeaveSoundOfAGoodLevelAlone() {
        AudioWindow window = wave(0, 0.1f);

        assertThat(level.condition(window)).isSameAs(window);
    }

    @Test
    void shouldRaiseQuietSound() {
        AudioWindow heard = level.condition(wave(0, 0.001f));

        // -60 dB is raised to -30 dB
        assertThat(Math.abs(heard.samples()[heard.offset()])).isCloseTo(0.0316f, within(1e-4f));
    }

    @Test
    void shouldLowerLoudSound() {
        AudioWindow heard = level.condition(wave(0, 1));

        assertThat(Math.abs(heard.samples()[heard.offset()])).isCloseTo(0.501f, within(1e-3f));
    }

    @Test
    void shouldNotBlowUpAPause() {
        level.condition(wave(0, 0.1f));
        AudioWindow pause = wave(RATE, 0.0001f);

        assertThat(level.condition(pause)).isSameAs(pause);
    }

    @Test
    void shouldLeaveSilenceAlone() {
        AudioWindow silence = wave(0, 0);

        assertThat(level.condition(silence)).isSameAs(silence);
    }

    private static AudioWindow wave(long first, float amplitude) {
        float[] samples = new float[RATE];
        for (int i = 0; i < RATE; i++) {
            samples[i] = i / 20 % 2 == 0 ? amplitude : -amplitude;
        }
        return new AudioWindow(0, first, samples, 0, RATE);
    }
}
