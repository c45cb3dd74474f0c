package dev.rostrum.daemon.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.drivers.audio.AudioBlock;
import dev.rostrum.drivers.audio.CaptureFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What the rest of the daemon learns of the microphones. */
final class MicrophonesTest {
    private static final int RATE = 16_000;

    private final Microphones microphones = new Microphones();
    private final SplittableRandom random = new SplittableRandom(4);
    private long passedOn;

    @Test
    void shouldPassSoundOnAndTellOfADeadMicrophone() {
        FrontEnd watched = microphones.watch(new CaptureFormat(RATE, 3), (block, out) -> passedOn += block.frames());
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
        microphones.watch(new CaptureFormat(RATE, 2), (block, out) -> {});
        assertThat(microphones.latest()).isEmpty();
        assertThat(microphones.trouble()).isEmpty();
    }

    @Test
    void shouldCallChannelsAsTheCardDoesWhicheverAreInUse() {
        CaptureFormat inUse = new CaptureFormat(RATE, 3, List.of(4, 2, 1));

        hear(microphones.watch(inUse, (block, out) -> {}), 30);

        assertThat(microphones.trouble()).contains("microphone-2-dead");
        assertThat(microphones.latest()).extracting(ChannelHealth::channel).containsExactly(4, 2, 1);
        assertThat(microphones.figures()).containsKeys("microphone.4.level-db", "microphone.1.level-db");
    }

    private void hear(FrontEnd frontEnd, int blocks) {
        AudioBlock block = new AudioBlock(3, 1600);
        for (int b = 0; b < blocks; b++) {
            for (int i = 0; i < 1600; i++) {
                block.channel(0)[i] = (float) (0.01 * random.nextGaussian());
                block.channel(2)[i] = (float) (0.01 * random.nextGaussian());
            }
            block.filled(1600, b * 1600L, 0);
            frontEnd.accept(block, (position, mono, offset, length) -> {});
        }
    }
}
