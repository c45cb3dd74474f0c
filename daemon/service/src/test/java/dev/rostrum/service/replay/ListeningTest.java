package dev.rostrum.service.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rostrum.diarization.evidence.EvidenceSink;
import dev.rostrum.diarization.evidence.RecordedPosteriors;
import dev.rostrum.diarization.evidence.WindowEvidence;
import dev.rostrum.diarization.frontend.array.ArrayInUse;
import dev.rostrum.diarization.pipeline.ListeningPipeline;
import dev.rostrum.diarization.window.AudioWindow;
import dev.rostrum.diarization.window.WindowAssembler;
import dev.rostrum.drivers.DeviceException;
import dev.rostrum.model.segmentation.FrameGrid;
import dev.rostrum.service.testing.WavFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is heard of files whose rate or channels are not the networks', and what is said of it. */
class ListeningTest {
    private static final int RATE = 16_000;
    private static final double TONE_HZ = 1000;

    @TempDir
    private Path folder;

    private final List<String> remarks = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(ints = {8_000, 11_025, 22_050, 32_000, 44_100, 48_000, 96_000, 192_000})
    void shouldHearEveryRateAsTheNetworksDoAndSaySoOnce(int rate) throws IOException {
        Path file = wav("a b.wav", rate, 2 * rate, i -> tone(i, rate));

        float[] heard = hear(file, new Listening(ArrayInUse.NONE, false, remarks::add));

        assertThat(remarks).containsExactly("a b.wav: resampled from " + rate + " to 16000 Hz");
        assertThat(heard).hasSizeBetween(2 * RATE - 1, 2 * RATE + 1);
        for (int i = RATE / 2; i < RATE * 3 / 2; i++) {
            assertThat((double) heard[i]).isCloseTo(tone(i, RATE), within(0.002));
        }
    }

    @Test
    void shouldSayNothingOfAFileThatIsAsItShouldBe() throws IOException {
        hear(wav("a.wav", RATE, RATE, i -> tone(i, RATE)), new Listening(ArrayInUse.NONE, false, remarks::add));

        assertThat(remarks).isEmpty();
    }

    @Test
    void shouldSayOnceWhichOfTwoChannelsIsHeardAndHowAlikeTheyAre() throws IOException {
        Path turns = stereo();

        float[] heard = hear(turns, new Listening(ArrayInUse.NONE, false, remarks::add));

        assertThat(remarks)
                .containsExactly("turns.wav: 2 channels, whose levels go together by -100 %; heard is channel 0,"
                        + " --channel mix hears all");
        assertThat(level(heard, 0)).isCloseTo(0.5, within(0.01));
        assertThat(level(heard, RATE)).isZero();
    }

    /** What the remark promises. */
    @Test
    void shouldHearAllChannelsByTheirMeanOrTheOneThatIsNamed() throws IOException {
        Path turns = stereo();

        float[] mix = hear(turns, new Listening(ArrayInUse.NONE, true, remarks::add));
        float[] second = hear(turns, new Listening(only(1), false, remarks::add));

        assertThat(level(mix, 0)).isCloseTo(0.25, within(0.01));
        assertThat(level(mix, RATE)).isCloseTo(0.25, within(0.01));
        assertThat(level(second, 0)).isZero();
        assertThat(level(second, RATE)).isCloseTo(0.5, within(0.01));
        assertThat(remarks).isEmpty();
        assertThatThrownBy(() -> hear(turns, new Listening(only(2), false, remarks::add)))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("channel 2 is asked of " + turns);
    }

    @Test
    void shouldTellCopiesAndSilentChannels() throws IOException {
        IntToDoubleFunction speech = i -> tone(i, RATE) * (1 + i / 4000 % 3) / 4;
        IntToDoubleFunction quieter = i -> speech.applyAsDouble(i) / 2;
        IntToDoubleFunction other = i -> tone(i, RATE) * (i / 8000 % 2);
        Path copy = wav("copy.wav", RATE, 70 * RATE, speech, quieter, other);
        hear(copy, new Listening(ArrayInUse.NONE, false, remarks::add));
        hear(wav("left.wav", RATE, RATE, i -> 0, speech), new Listening(ArrayInUse.NONE, false, remarks::add));

        assertThat(remarks).hasSize(2);
        assertThat(remarks.getFirst())
                .startsWith("copy.wav: 3 channels, whose levels go together by ")
                .contains(" to 100 %");
        assertThat(remarks.getLast()).startsWith("left.wav: 2 channels, of which 0 is silent; heard is channel 0");
    }

    @Test
    void shouldKeepEvidenceOfDifferentChannelsApart() {
        List<String> keys = List.of(
                Listening.silently(ArrayInUse.NONE).key(),
                Listening.silently(only(1)).key(),
                Listening.silently(only(2)).key(),
                new Listening(ArrayInUse.NONE, true, remarks::add).key());

        assertThat(keys).doesNotHaveDuplicates().first().isEqualTo("");
    }

    private static ArrayInUse only(int channel) {
        return new ArrayInUse(List.of(channel), Optional.empty());
    }

    /** Two speakers, each with a channel: one in the first second, the other in the second. */
    private Path stereo() throws IOException {
        return wav("turns.wav", RATE, 2 * RATE, i -> i < RATE ? tone(i, RATE) : 0, i -> i < RATE ? 0 : tone(i, RATE));
    }

    private static double tone(int sample, int rate) {
        return 0.5 * Math.sin(2 * Math.PI * TONE_HZ * sample / rate);
    }

    /** The largest sample in a second's middle. */
    private static double level(float[] sound, int from) {
        double most = 0;
        for (int i = from + RATE / 4; i < from + RATE * 3 / 4; i++) {
            most = Math.max(most, Math.abs(sound[i]));
        }
        return most;
    }

    private static float[] hear(Path file, Listening listening) {
        Ears ears = new Ears();
        new SoundFileListener(RATE, listening, ears::path)
                .listen(file, SoundFileListener.Pace.UNPACED, ears, sample -> {});
        return ears.sound();
    }

    /** Keeps all sound, half a second at a time, and says that nobody speaks. */
    private static final class Ears implements EvidenceSink {
        private static final int HOP = RATE / 2;

        private final List<float[]> pieces = new ArrayList<>();
        private long end;

        ListeningPipeline path(EvidenceSink sink) {
            return new ListeningPipeline(new WindowAssembler(RATE, HOP, HOP), this::keep, sink);
        }

        private WindowEvidence keep(AudioWindow window) {
            int fresh = (int) (window.endSample() - end);
            float[] piece = new float[fresh];
            System.arraycopy(window.samples(), window.offset() + window.length() - fresh, piece, 0, fresh);
            pieces.add(piece);
            end = window.endSample();
            RecordedPosteriors nobody = new RecordedPosteriors(
                    window.firstSample(), new FrameGrid(RATE, 495, 270), new float[2], new float[2][1], new byte[1]);
            return new WindowEvidence(window.endSample(), nobody, Map.of(), List.of());
        }

        float[] sound() {
            float[] all = new float[(int) end];
            int at = 0;
            for (float[] piece : pieces) {
                System.arraycopy(piece, 0, all, at, piece.length);
                at += piece.length;
            }
            return all;
        }

        @Override
        public void accept(WindowEvidence evidence) {}

        @Override
        public void gap(long fromSample, long toSample) {}

        @Override
        public void finish(long atSample) {}
    }

    private Path wav(String name, int rate, int frames, IntToDoubleFunction... channels) throws IOException {
        short[][] samples = new short[channels.length][frames];
        for (int channel = 0; channel < channels.length; channel++) {
            for (int i = 0; i < frames; i++) {
                samples[channel][i] =
                        (short) Math.clamp(Math.round(channels[channel].applyAsDouble(i) * 32768), -32768, 32767);
            }
        }
        return WavFile.write(folder.resolve(name), rate, samples);
    }
}
