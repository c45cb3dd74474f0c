package dev.rostrum.diarization.frontend.array;

import static dev.rostrum.diarization.frontend.ArrayRoom.RATE;
import static dev.rostrum.diarization.frontend.ArrayRoom.RESPEAKER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.rostrum.diarization.frontend.ArrayRoom;
import dev.rostrum.diarization.frontend.ArrayRoom.Heard;
import dev.rostrum.diarization.frontend.Azimuth;
import dev.rostrum.diarization.frontend.ChannelFault;
import dev.rostrum.diarization.frontend.DirectionTrack;
import dev.rostrum.diarization.frontend.DriverBlock;
import dev.rostrum.diarization.frontend.MonoSink;
import dev.rostrum.diarization.frontend.SoundFormat;
import dev.rostrum.diarization.frontend.SoundFormatException;
import dev.rostrum.drivers.audio.AudioBlock;
import dev.rostrum.drivers.simulated.CarriedMeeting;
import dev.rostrum.drivers.simulated.SpeakerPath;
import dev.rostrum.drivers.simulated.Utterance;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ArrayFrontEndTest {
    @Test
    void shouldFindASpeakerAnywhereAroundTheTable() {
        Random random = new Random(20);
        List<Double> errors = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            double azimuth = 360 * random.nextDouble();
            float[][] sound = ArrayRoom.speaker(RESPEAKER, i, azimuth, 0.8 + random.nextDouble());
            Heard heard = ArrayRoom.hear(frontEnd(RESPEAKER), sound, 320);
            assertThat(heard.strongest()).as("frames of %.0f degrees", azimuth).hasSizeGreaterThan(20);
            assertThat(ArrayRoom.medianError(heard.strongest(), azimuth)).isLessThan(10);
            heard.strongest().forEach(found -> errors.add(Azimuth.between(found, azimuth)));
        }
        assertThat(ArrayRoom.medianError(errors, 0)).isLessThanOrEqualTo(3);
    }

    @Test
    void shouldTellTheSideOfALineButNotFrontFromBack() {
        ArrayGeometry line =
                ArraySettings.of(ArraySettings.Shape.LINEAR4).geometry().orElseThrow();
        float[][] sound = ArrayRoom.speaker(line, 0, 60, 1.2);

        List<Double> folded = ArrayRoom.hear(frontEnd(line), sound, 256).strongest().stream()
                .map(azimuth -> azimuth > 180 ? 360 - azimuth : azimuth)
                .toList();

        assertThat(line.straight()).isTrue();
        assertThat(ArrayRoom.medianError(folded, 60)).isLessThanOrEqualTo(4);
    }

    @Test
    void shouldGiveEverySampleOnceWhateverTheBlocks() {
        float[][] sound = Arrays.stream(ArrayRoom.speaker(RESPEAKER, 1, 200, 1))
                .map(channel -> Arrays.copyOf(channel, 20_001))
                .toArray(float[][]::new);

        Heard small = ArrayRoom.hear(frontEnd(RESPEAKER), sound, 77);
        Heard large = ArrayRoom.hear(frontEnd(RESPEAKER), sound, 1600);

        assertThat(small.nextSample()).isEqualTo(20_001);
        assertThat(small.mono()).isEqualTo(large.mono());
        assertThat(small.directions().azimuthsDegrees())
                .isEqualTo(large.directions().azimuthsDegrees());
    }

    @Test
    void shouldPassTheSpeakerAsLoudAsOneMicrophone() {
        float[][] sound = ArrayRoom.speaker(RESPEAKER, 2, 130, 1);

        Heard heard = ArrayRoom.hear(frontEnd(RESPEAKER), sound, 320);

        int end = sound[0].length - RATE / 2;
        double level = ratioDb(power(heard.mono(), RATE / 2, end), power(sound[0], RATE / 2, end));
        assertThat(level).isBetween(-4.0, 1.5);
    }

    @Test
    void shouldDropADyingChannelWithoutAClick() {
        float[][] sound = ArrayRoom.speaker(RESPEAKER, 3, 20, 1);
        float[][] clean = Arrays.stream(sound).map(float[]::clone).toArray(float[][]::new);
        int dies = sound[0].length / 2;
        Arrays.fill(sound[2], dies, sound[2].length, 0);

        Heard heard = ArrayRoom.hear(frontEnd(RESPEAKER), sound, 320);
        Heard whole = ArrayRoom.hear(frontEnd(RESPEAKER), clean, 320);

        assertThat(greatestStep(heard.mono(), dies - RATE / 4, sound[0].length))
                .isLessThan(1.5f * greatestStep(whole.mono(), 0, sound[0].length));
        assertThat(ArrayRoom.medianError(heard.strongest(), 20)).isLessThanOrEqualTo(3);
    }

    @Test
    void shouldHearThroughAnInvertedAndAWeakChannel() {
        List<Utterance> said = new ArrayList<>();
        float[][] sound = longTalk(said, 290);
        for (int i = 0; i < sound[0].length; i++) {
            sound[1][i] *= -1;
            sound[3][i] *= 0.25f;
        }

        ArrayFrontEnd frontEnd = frontEnd(RESPEAKER);
        Heard heard = ArrayRoom.hear(frontEnd, sound, 320);

        DirectionTrack directions = heard.directions();
        List<Double> later = new ArrayList<>();
        for (int i = directions.frames() / 2; i < directions.frames(); i++) {
            if (directions.count(i) > 0) {
                later.add((double) directions.azimuthDegrees(i, 0));
            }
        }
        assertThat(ArrayRoom.medianError(later, 290)).isLessThanOrEqualTo(3);
        assertThat(frontEnd.geometryInDoubt()).isFalse();
        assertThat(frontEnd.monitor().health().get(1).faults()).contains(ChannelFault.INVERTED);
        assertThat(frontEnd.monitor().health().get(3).faults()).contains(ChannelFault.WEAK);
    }

    @Test
    void shouldDoubtAGeometryThatIsNotTheMicrophones() {
        float[][] sound = longTalk(new ArrayList<>(), 110);
        float[][] swapped = {sound[1], sound[0], sound[2], sound[3]};
        ArrayFrontEnd right = frontEnd(RESPEAKER);
        ArrayFrontEnd crossed = frontEnd(RESPEAKER);
        ArrayFrontEnd line = frontEnd(
                ArraySettings.of(ArraySettings.Shape.LINEAR4).geometry().orElseThrow());

        ArrayRoom.hear(right, sound, 320);
        ArrayRoom.hear(crossed, swapped, 320);
        ArrayRoom.hear(line, sound, 320);

        assertThat(right.geometryInDoubt()).isFalse();
        assertThat(crossed.geometryInDoubt()).isTrue();
        assertThat(line.geometryInDoubt()).isTrue();
    }

    @Test
    void shouldGiveNoDirectionsBySomethingThatDoesNotFit() {
        float[][] sound = longTalk(new ArrayList<>(), 110);

        DirectionTrack directions = ArrayRoom.hear(
                        frontEnd(ArraySettings.of(ArraySettings.Shape.LINEAR4)
                                .geometry()
                                .orElseThrow()),
                        sound,
                        320)
                .directions();

        assertThat(directions.centreSample(directions.frames() - 1)).isLessThan(sound[0].length / 2);
    }

    @Test
    void shouldSayWhatAWideSpacingCosts() {
        assertThat(RESPEAKER.spacingCost()).isEmpty();
        // half a wave of 857.5 Hz is 20 cm
        assertThat(ArrayGeometry.line(3, 0.2).spacingCost())
                .hasValueSatisfying(
                        cost -> assertThat(cost).startsWith("Above 858 Hz").contains("at most 86 mm"));
    }

    @Test
    void shouldAllocateNothingInSteadyState() {
        float[][] sound = ArrayRoom.speaker(RESPEAKER, 4, 75, 1);
        ArrayFrontEnd frontEnd = frontEnd(RESPEAKER);
        AudioBlock block = new AudioBlock(4, 320);
        MonoSink nobody = (position, mono, offset, length) -> {};
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = 0;
        long blocks = sound[0].length / 320;
        DriverBlock heard = new DriverBlock(block);
        for (int round = 0; round < 3; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < blocks; i++) {
                for (int c = 0; c < 4; c++) {
                    System.arraycopy(sound[c], i * 320, block.channel(c), 0, 320);
                }
                block.filled(320, (round * blocks + i) * 320, 0);
                frontEnd.accept(heard, nobody);
            }
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
        }
        assertThat(allocated).isLessThan(blocks);
    }

    @Test
    void shouldSayWhatDoesNotFit() {
        assertThatThrownBy(() -> new ArrayFrontEnd(new SoundFormat(RATE, 6), RATE, RESPEAKER))
                .isInstanceOf(SoundFormatException.class)
                .hasMessageContaining("the array has 4 microphones, the sound 6 channels");
        assertThatThrownBy(() -> new ArrayFrontEnd(new SoundFormat(48_000, 4), RATE, RESPEAKER))
                .isInstanceOf(SoundFormatException.class)
                .hasMessageContaining("48000 Hz");
    }

    private static float[][] longTalk(List<Utterance> said, double azimuth) {
        SpeakerPath seat = new SpeakerPath.Seat(ArrayRoom.centre().towards(azimuth, 1.1, 0.35));
        long at = RATE / 2;
        for (Utterance one : CarriedMeeting.load().utterances(any -> seat).subList(0, 4)) {
            said.add(new Utterance(one.speaker(), at, one.dry(), seat));
            at += one.dry().length + RATE / 4;
        }
        return ArrayRoom.render(RESPEAKER, said, at);
    }

    private static ArrayFrontEnd frontEnd(ArrayGeometry geometry) {
        return new ArrayFrontEnd(new SoundFormat(RATE, geometry.size()), RATE, geometry);
    }

    private static double power(float[] samples, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += samples[i] * samples[i];
        }
        return sum / (to - from);
    }

    private static double ratioDb(double a, double b) {
        return 10 * Math.log10(a / b);
    }

    private static float greatestStep(float[] samples, int from, int to) {
        float greatest = 0;
        for (int i = from + 1; i < to; i++) {
            greatest = Math.max(greatest, Math.abs(samples[i] - samples[i - 1]));
        }
        return greatest;
    }
}
