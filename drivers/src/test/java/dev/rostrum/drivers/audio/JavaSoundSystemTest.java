package dev.rostrum.drivers.audio;

import static org.assertj.core.api.Assertions.assertThat;

import javax.sound.sampled.Mixer;
import org.junit.jupiter.api.Test;

class JavaSoundSystemTest {
    @Test
    void shouldNotCountACardThatWentSinceItWasListed() {
        assertThat(JavaSoundSystem.captures(new GoneCard())).isFalse();
    }

    /** What is left of a card that was pulled out between listing and looking. */
    private static final class GoneCard extends Mixer.Info {
        GoneCard() {
            super("Array [plughw:1,0]", "nobody", "USB Audio", "6.1.0");
        }
    }
}
