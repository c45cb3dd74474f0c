package dev.rostrum.service.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.diarization.frontend.ChannelHealth;
import dev.rostrum.diarization.frontend.FrontEnd;
import dev.rostrum.diarization.frontend.SoundFormat;
import dev.rostrum.drivers.audio.AudioBlock;
import dev.rostrum.service.testing.LogLines;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What the rest of the daemon learns of the microphones. */
final class MicrophonesTest {
    private static final int RATE = 16_000;

    private boolean open = true;
    private final Microphones microphones = new Microphones(() -> open);
    private final SplittableRandom random = new SplittableRandom(4);
    private long passedOn;

    @Test
    void shouldPassSoundOnAndTellOfADeadMicrophone() {
        FrontEnd watched = microphones.watch(new SoundFormat(RATE, 3), (block, out) -> passedOn += block.frames());
        assertThat(microphones.latest()).isEmpty();
        hear(watched, 30);
        assertThat(passedOn).isEqualTo(30 * 1600L);
        assertThat(microphones.trouble()).contains("microphone-1-dead");
        assertThat(microphones.latest().get(1).sentences())
                .containsExactly(
                        "Microphone channel 1 is silent; check its cable and connector, and whether it is muted.");
        assertThat(microphones.figures())
                .containsEntry("microphone.1.level-db", -130.0)
                .hasSize(12);
        microphones.watch(new SoundFormat(RATE, 2), (block, out) -> {});
        assertThat(microphones.latest()).isEmpty();
        assertThat(microphones.trouble()).isEmpty();
    }

    @Test
    void shouldCallChannelsAsTheCardDoesWhicheverAreInUse() {
        SoundFormat inUse = new SoundFormat(RATE, 3, List.of(4, 2, 1));

        hear(microphones.watch(inUse, (block, out) -> {}), 30);

        assertThat(microphones.trouble()).contains("microphone-2-dead");
        assertThat(microphones.latest()).extracting(ChannelHealth::channel).containsExactly(4, 2, 1);
        assertThat(microphones.figures()).containsKeys("microphone.4.level-db", "microphone.1.level-db");
    }

    @Test
    void shouldSayNothingOfMicrophonesToWhichNobodyListens() {
        FrontEnd watched = microphones.watch(new SoundFormat(RATE, 3), (block, out) -> passedOn += block.frames());
        hear(watched, 30);

        open = false;
        assertThat(microphones.latest()).isEmpty();
        assertThat(microphones.figures()).isEmpty();
        assertThat(microphones.trouble()).isEmpty();

        watched.finish((position, mono, offset, length) -> {});
        open = true;
        assertThat(microphones.latest()).isEmpty();
        assertThat(microphones.trouble()).isEmpty();
    }

    @Test
    void shouldTakeDigitalSilenceBetweenSpeakersForANoiseGate() {
        try (LogLines log = new LogLines(Microphones.class)) {
            FrontEnd watched = microphones.watch(new SoundFormat(RATE, 1), (block, out) -> {});
            for (int pause = 0; pause < 50; pause++) {
                sound(watched, 10, 0.01);
                sound(watched, 5, 0);
                assertThat(microphones.trouble()).isEmpty();
                assertThat(microphones.latest().getFirst().gated()).isTrue();
            }

            assertThat(log.all()).singleElement().asString().contains("noise gate");
        }
    }

    @Test
    void shouldTellOfDigitalSilenceThatLastsMinutesOnceAndOfItsEnd() {
        try (LogLines log = new LogLines(Microphones.class)) {
            FrontEnd watched = microphones.watch(new SoundFormat(RATE, 1), (block, out) -> {});
            sound(watched, 5, 0.01);
            sound(watched, 295, 0);
            assertThat(microphones.trouble()).isEmpty();
            sound(watched, 10, 0);
            assertThat(microphones.trouble()).contains("microphone-0-dead");
            sound(watched, 15, 0.01);
            assertThat(microphones.trouble()).isEmpty();
            sound(watched, 310, 0);
            assertThat(microphones.trouble()).contains("microphone-0-dead");

            assertThat(log.all())
                    .filteredOn(line -> line.contains("fault=DEAD"))
                    .hasSize(1);
        }
    }

    @Test
    void shouldHoldAFaultThatComesAndGoes() {
        FrontEnd watched = microphones.watch(new SoundFormat(RATE, 3), (block, out) -> {});
        try (LogLines log = new LogLines(Microphones.class)) {
            for (int time = 0; time < 10; time++) {
                hear(watched, 10);
                hearAll(watched, 50);
                assertThat(microphones.trouble()).contains("microphone-1-dead");
            }
            hearAll(watched, 100);
            assertThat(microphones.trouble()).isEmpty();

            assertThat(log.all())
                    .filteredOn(line -> line.contains("fault=DEAD"))
                    .hasSize(1);
        }
    }

    /** So many seconds of noise, or of digital silence, from one microphone. */
    private void sound(FrontEnd frontEnd, int seconds, double level) {
        AudioBlock block = new AudioBlock(1, RATE);
        for (int s = 0; s < seconds; s++) {
            for (int i = 0; i < RATE; i++) {
                block.channel(0)[i] = (float) (level * random.nextGaussian());
            }
            block.filled(RATE, 0, 0);
            frontEnd.accept(new CapturedSound(block), (position, mono, offset, length) -> {});
        }
    }

    /** As {@link #hear}, and the microphone in the middle hears, too. */
    private void hearAll(FrontEnd frontEnd, int blocks) {
        AudioBlock block = new AudioBlock(3, 1600);
        for (int b = 0; b < blocks; b++) {
            for (int i = 0; i < 1600; i++) {
                for (int c = 0; c < 3; c++) {
                    block.channel(c)[i] = (float) (0.01 * random.nextGaussian());
                }
            }
            block.filled(1600, b * 1600L, 0);
            frontEnd.accept(new CapturedSound(block), (position, mono, offset, length) -> {});
        }
    }

    private void hear(FrontEnd frontEnd, int blocks) {
        AudioBlock block = new AudioBlock(3, 1600);
        for (int b = 0; b < blocks; b++) {
            for (int i = 0; i < 1600; i++) {
                block.channel(0)[i] = (float) (0.01 * random.nextGaussian());
                block.channel(2)[i] = (float) (0.01 * random.nextGaussian());
            }
            block.filled(1600, b * 1600L, 0);
            frontEnd.accept(new CapturedSound(block), (position, mono, offset, length) -> {});
        }
    }
}
