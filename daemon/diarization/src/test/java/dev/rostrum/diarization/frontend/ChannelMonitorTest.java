package dev.rostrum.diarization.frontend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import dev.rostrum.drivers.audio.AudioBlock;
import dev.rostrum.drivers.audio.AudioSource;
import dev.rostrum.drivers.simulated.CarriedMeeting;
import dev.rostrum.drivers.simulated.Position;
import dev.rostrum.drivers.simulated.RoomSettings;
import dev.rostrum.drivers.simulated.SimulatedRoomSource;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The carried meeting in a simulated room, with one microphone spoilt at a time. */
final class ChannelMonitorTest {
    private static final int RATE = 16_000;
    private static final int CHANNELS = 4;

    private static float[][] clean = new float[0][];

    private final ChannelMonitor monitor =
            new ChannelMonitor(new SoundFormat(RATE, CHANNELS), ChannelMonitor.Settings.defaults());
    private final float[][] sound = {clean[0].clone(), clean[1].clone(), clean[2].clone(), clean[3].clone()};

    @BeforeAll
    static void render() {
        SimulatedRoomSource source = new SimulatedRoomSource(
                CarriedMeeting.load().aroundTable(RoomSettings.defaults(), Position.ring(CHANNELS, 0.032, 45)));
        source.open();
        AudioBlock block = new AudioBlock(CHANNELS, 30 * RATE);
        assertThat(source.read(block)).isEqualTo(AudioSource.Outcome.FRAMES);
        clean = new float[][] {block.channel(0), block.channel(1), block.channel(2), block.channel(3)};
    }

    @Test
    void shouldFindNothingWrongWithGoodMicrophones() {
        hear(30, 320);
        for (ChannelHealth health : monitor.health()) {
            assertThat(health.faults()).isEmpty();
            assertThat(health.gainDb()).isCloseTo(0, within(1.5));
            /* the room's noise: ventilation at -54 and microphones at -64 dB */
            assertThat(health.floorDb()).isBetween(-60.0, -50.0);
            assertThat(health.clippedShare()).isZero();
        }
    }

    @Test
    void shouldNoticeADeadChannelInHalfASecondAndItsReturn() {
        for (int i = 10 * RATE; i < 20 * RATE; i++) {
            sound[2][i] = 0;
        }
        AudioBlock block = new AudioBlock(CHANNELS, RATE / 10);
        for (int tick = 0; tick < 300; tick++) {
            fill(block, tick * (RATE / 10));
            monitor.accept(new DriverBlock(block));
            boolean within = tick >= 105 && tick < 200;
            boolean around = tick < 99 || tick > 205;
            if (within || around) {
                assertThat(monitor.dead(2)).as("tick %s", tick).isEqualTo(within);
            }
            assertThat(monitor.dead(1)).isFalse();
        }
    }

    @Test
    void shouldTakeAChannelWithNothingButItsOwnHissForDead() {
        scale(1, 1e-4f);
        assertFaults(1, Set.of(ChannelFault.DEAD));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void shouldNameTheInvertedChannel(int channel) {
        scale(channel, -1);
        assertFaults(channel, Set.of(ChannelFault.INVERTED));
    }

    @Test
    void shouldNameAWeakAndAStrongChannel() {
        scale(1, 0.25f);
        hear(30, 320);
        assertThat(monitor.health().get(1).faults()).containsExactly(ChannelFault.WEAK);
        assertThat(monitor.health().get(1).gainDb()).isCloseTo(-12, within(1.5));
    }

    @Test
    void shouldNameAStrongChannel() {
        scale(3, 3);
        assertFaults(3, Set.of(ChannelFault.STRONG));
    }

    @Test
    void shouldNameAClippingChannel() {
        for (int i = 0; i < sound[0].length; i++) {
            sound[0][i] = Math.clamp(1.9f * sound[0][i], -0.08f, 0.08f) / 0.08f;
        }
        hear(30, 320);
        assertThat(monitor.health().get(0).faults()).contains(ChannelFault.CLIPPING);
        assertThat(monitor.health().get(1).faults()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {50, 60})
    void shouldHearTheMains(double hertz) {
        for (int i = 0; i < sound[0].length; i++) {
            sound[2][i] += (float) (0.004 * Math.sin(2 * Math.PI * hertz * i / RATE)
                    + 0.002 * Math.sin(2 * Math.PI * 3 * hertz * i / RATE));
        }
        assertFaults(2, Set.of(ChannelFault.HUM));
    }

    @Test
    void shouldNameANoisyChannel() {
        SplittableRandom random = new SplittableRandom(9);
        for (int i = 0; i < sound[0].length; i++) {
            sound[1][i] += (float) (0.012 * random.nextGaussian());
        }
        assertFaults(1, Set.of(ChannelFault.NOISY));
    }

    @Test
    void shouldNotDependOnTheSizeOfBlocks() {
        scale(1, 0.3f);
        hear(20, 333);
        List<ChannelHealth> small = monitor.health();
        ChannelMonitor other = new ChannelMonitor(new SoundFormat(RATE, CHANNELS), ChannelMonitor.Settings.defaults());
        AudioBlock block = new AudioBlock(CHANNELS, 20 * RATE);
        fill(block, 0);
        other.accept(new DriverBlock(block));
        assertThat(other.health()).isEqualTo(small);
    }

    @Test
    void shouldAllocateNothingWhileItListens() {
        hear(5, 320);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        AudioBlock block = new AudioBlock(CHANNELS, 320);
        fill(block, 5 * RATE);
        DriverBlock heard = new DriverBlock(block);
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 200; i++) {
                monitor.accept(heard);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).isZero();
    }

    @Test
    void shouldTellTheInstallerWhatToDo() {
        scale(0, -1);
        hear(30, 320);
        assertThat(monitor.health().get(0).sentences())
                .containsExactly("Microphone channel 0 moves against the others; swap the two wires of its cable.");
    }

    private void assertFaults(int channel, Set<ChannelFault> faults) {
        hear(30, 320);
        for (ChannelHealth health : monitor.health()) {
            assertThat(health.faults())
                    .as("channel %s", health.channel())
                    .isEqualTo(health.channel() == channel ? faults : Set.of());
        }
    }

    private void scale(int channel, float gain) {
        for (int i = 0; i < sound[channel].length; i++) {
            sound[channel][i] *= gain;
        }
    }

    private void hear(int seconds, int blockFrames) {
        AudioBlock block = new AudioBlock(CHANNELS, blockFrames);
        for (int at = 0; at < seconds * RATE; at += block.frames()) {
            fill(block, at);
            int left = seconds * RATE - at;
            block.filled(Math.min(left, block.capacityFrames()), at, 0);
            monitor.accept(new DriverBlock(block));
        }
    }

    private void fill(AudioBlock block, int from) {
        int frames = Math.min(block.capacityFrames(), sound[0].length - from);
        for (int c = 0; c < CHANNELS; c++) {
            System.arraycopy(sound[c], from, block.channel(c), 0, frames);
        }
        block.filled(frames, from, 0);
    }
}
