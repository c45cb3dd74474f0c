package dev.rostrum.service.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rostrum.diarization.evidence.EvidenceSink;
import dev.rostrum.diarization.evidence.RecordedPosteriors;
import dev.rostrum.diarization.evidence.WindowEvidence;
import dev.rostrum.diarization.frontend.array.ArrayInUse;
import dev.rostrum.diarization.pipeline.ListeningPipeline;
import dev.rostrum.diarization.window.AudioWindow;
import dev.rostrum.diarization.window.WindowAssembler;
import dev.rostrum.drivers.DeviceException;
import dev.rostrum.drivers.audio.AudioBlock;
import dev.rostrum.drivers.audio.AudioFileSource;
import dev.rostrum.drivers.audio.AudioSource;
import dev.rostrum.drivers.audio.CaptureFormat;
import dev.rostrum.model.segmentation.FrameGrid;
import dev.rostrum.service.analysis.SourcePlayer;
import dev.rostrum.service.capture.AudioSettings;
import dev.rostrum.service.capture.CapturedSound;
import dev.rostrum.service.capture.Microphones;
import dev.rostrum.service.config.ConfigLoader;
import dev.rostrum.service.config.DaemonConfig;
import dev.rostrum.service.testing.WavFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recording of a card with six channels, of which four are the array's microphones. */
class SoundFileListenerTest {
    private static final int RATE = 16_000;
    private static final int FRAMES = 3 * RATE;

    @TempDir
    private Path folder;

    private DaemonConfig config;
    private Path sixChannels;

    @BeforeEach
    void record() throws IOException {
        config = ConfigLoader.parse("r.yaml", "audio: {channels: 6, use: [1, 2, 3, 4]}\narray: {shape: respeaker4}\n");
        SplittableRandom random = new SplittableRandom(7);
        short[][] six = new short[6][FRAMES];
        short[] said = new short[FRAMES];
        for (int i = 0; i < FRAMES; i++) {
            said[i] = (short) (3000 * random.nextGaussian());
        }
        for (int channel = 0; channel < 6; channel++) {
            for (int i = 0; i < FRAMES; i++) {
                // the outer two are the card's own mixture and playback: something else
                boolean microphone = channel >= 1 && channel <= 4;
                six[channel][i] = microphone ? said[Math.max(0, i - channel)] : (short) (8000 * Math.sin(i * 0.3));
            }
        }
        sixChannels = WavFile.write(folder.resolve("six.wav"), RATE, six);
    }

    @Test
    void shouldHearWhatTheDaemonWouldHear() {
        List<float[]> byListener =
                listen(new ArrayInUse(config.audio().use(), config.array().geometry()));
        List<float[]> byDaemon = daemon();

        assertThat(byListener).hasSameSizeAs(byDaemon).isNotEmpty();
        for (int i = 0; i < byDaemon.size(); i++) {
            assertThat(byListener.get(i)).isEqualTo(byDaemon.get(i));
        }
        assertThat(Arrays.equals(
                        byListener.getLast(),
                        listen(new ArrayInUse(
                                        List.of(0, 1, 2, 3), config.array().geometry()))
                                .getLast()))
                .isFalse();
    }

    @Test
    void shouldHearTheFirstChannelInUseWhereNoArrayIsKnown() throws IOException {
        List<float[]> third = listen(new ArrayInUse(List.of(3, 1), Optional.empty()));

        assertThat(third.getLast())
                .isEqualTo(listen(new ArrayInUse(List.of(3), Optional.empty())).getLast())
                .isNotEqualTo(listen(ArrayInUse.NONE).getLast());
    }

    @Test
    void shouldRefuseAChannelThatIsMissingAndAnArrayOfAnotherSize() {
        assertThatThrownBy(() -> listen(
                        new ArrayInUse(List.of(1, 2, 3, 6), config.array().geometry())))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("channel 6 is asked of");
        assertThatThrownBy(() ->
                        listen(new ArrayInUse(List.of(1, 2, 3), config.array().geometry())))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("4 microphones");
        assertThatThrownBy(() -> listen(ArrayInUse.of(config.array().geometry().orElseThrow())))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("6 channels");
    }

    private List<float[]> listen(ArrayInUse array) {
        Ears ears = new Ears();
        new SoundFileListener(RATE, Listening.silently(array), ears::pipeline)
                .listen(sixChannels, SoundFileListener.Pace.UNPACED, ears, sample -> {});
        return ears.windows;
    }

    /** As {@code AudioSettings} and {@code Daemon} put it together. */
    private List<float[]> daemon() {
        Ears ears = new Ears();
        AudioSettings audio = config.audio();
        try (AudioSource source = new AudioFileSource(sixChannels, audio.use())) {
            CaptureFormat format = source.open();
            new SourcePlayer(
                            source,
                            new AudioBlock(format.channels(), 320),
                            new Microphones(() -> true)
                                    .watch(
                                            CapturedSound.format(format),
                                            RATE,
                                            config.array().geometry()))
                    .play(ears.pipeline(ears), sample -> {});
        }
        return ears.windows;
    }

    /** Keeps the sound of every window and says that nobody speaks. */
    private static final class Ears implements EvidenceSink {
        private final List<float[]> windows = new ArrayList<>();

        ListeningPipeline pipeline(EvidenceSink sink) {
            return new ListeningPipeline(new WindowAssembler(2 * RATE, RATE, RATE / 2), this::keep, sink);
        }

        private WindowEvidence keep(AudioWindow window) {
            windows.add(Arrays.copyOfRange(window.samples(), window.offset(), window.offset() + window.length()));
            RecordedPosteriors nobody = new RecordedPosteriors(
                    window.firstSample(), new FrameGrid(RATE, 495, 270), new float[2], new float[2][1], new byte[1]);
            return new WindowEvidence(window.endSample(), nobody, Map.of(), List.of());
        }

        @Override
        public void accept(WindowEvidence evidence) {}

        @Override
        public void gap(long fromSample, long toSample) {}

        @Override
        public void finish(long atSample) {}
    }
}
