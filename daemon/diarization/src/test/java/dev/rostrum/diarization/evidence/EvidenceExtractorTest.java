package dev.rostrum.diarization.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.diarization.window.AudioWindow;
import dev.rostrum.diarization.window.WindowAssembler;
import dev.rostrum.model.embedding.EmbeddingNetwork;
import dev.rostrum.model.features.LogMelExtractor;
import dev.rostrum.model.segmentation.FrameGrid;
import dev.rostrum.model.segmentation.HeardSound;
import dev.rostrum.model.segmentation.SegmentationNetwork;
import dev.rostrum.model.segmentation.SpeakerPosteriors;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is asked of the networks, and how often, where one speaker speaks without a pause. */
class EvidenceExtractorTest {
    private static final int RATE = 16_000;
    private static final int HOP = RATE / 2;

    private final OneSpeaker segmentation = new OneSpeaker();
    private final Counting embedding = new Counting();
    private final EvidenceExtractor extractor = new EvidenceExtractor(
            segmentation,
            embedding,
            new LogMelExtractor(new LogMelExtractor.Settings(
                    LogMelExtractor.Kind.KALDI_LOG, RATE, 400, 160, 512, 80, 20, 8_000, 0.97, 0.85, 1e-7)),
            EvidenceExtractor.Settings.defaults());
    private final WindowAssembler assembler = new WindowAssembler(10 * RATE, RATE, HOP);

    @Test
    void shouldHearWholeWhileTheStretchIsYoungThenEveryTenthWindow() {
        hear(30);
        assertThat(segmentation.asked.substring(0, 18)).isEqualTo("w".repeat(18));
        assertThat(segmentation.asked.substring(18)).matches("w?f{1,9}(wf{9})*wf*");
    }

    @Test
    void shouldNeverGoOnAcrossAHole() {
        hear(25);
        segmentation.asked.setLength(0);
        assembler.restartAt(assembler.nextSample() + RATE);
        hear(12);
        assertThat(segmentation.asked.substring(0, 18)).isEqualTo("w".repeat(18));
    }

    @Test
    void shouldEmbedALocalSpeakerAgainOnlyWhereFramesHaveChanged() {
        hear(10);
        int pieces = embedding.frames.size();
        List<WindowEvidence> windows = hear(20);
        long locals = windows.stream().filter(window -> !window.locals().isEmpty()).count();
        long made = embedding.frames.stream().skip(pieces).filter(frames -> frames > 150).count();

        assertThat(locals).as("the local speaker has its vector in every second window").isEqualTo(20);
        assertThat(made).as("which is made anew where fewer than .6 of 3 s are the same").isEqualTo(10);
    }

    private List<WindowEvidence> hear(int seconds) {
        List<WindowEvidence> heard = new ArrayList<>();
        float[] sound = new float[HOP];
        for (int i = 0; i < sound.length; i++) {
            sound[i] = (float) (0.1 * Math.sin(i * 0.1));
        }
        for (int i = 0; i < 2 * seconds; i++) {
            for (int done = 0; done < HOP; ) {
                done += assembler.take(sound, done, HOP - done);
            }
            if (assembler.windowDue()) {
                AudioWindow window = assembler.window();
                heard.add(extractor.extract(window));
            }
        }
        return heard;
    }

    /** Says of every frame that local speaker 0 speaks alone, and notes how it was asked. */
    private static final class OneSpeaker implements SegmentationNetwork {
        private static final FrameGrid GRID = new FrameGrid(RATE, 495, 270);
        private final StringBuilder asked = new StringBuilder();

        @Override
        public FrameGrid grid() {
            return GRID;
        }

        @Override
        public int windowSamples() {
            return 10 * RATE;
        }

        @Override
        public int shortestWindowSamples() {
            return RATE;
        }

        @Override
        public SpeakerPosteriors segment(long firstSample, float[] samples, int offset, int length) {
            asked.append('w');
            return posteriors(firstSample, length);
        }

        @Override
        public SpeakerPosteriors follow(HeardSound next) {
            asked.append('f');
            return posteriors(next.firstSample(), next.length());
        }

        private static SpeakerPosteriors posteriors(long firstSample, int length) {
            int frames = (length - 991) / 270 + 1;
            float[] active = new float[frames];
            float[][] speechOverlap = new float[2][frames];
            byte[] masks = new byte[frames];
            for (int i = 0; i < frames; i++) {
                active[i] = 1;
                speechOverlap[0][i] = 1;
                masks[i] = 1;
            }
            return new RecordedPosteriors(firstSample, GRID, active, speechOverlap, masks);
        }
    }

    private static final class Counting implements EmbeddingNetwork {
        private final List<Integer> frames = new ArrayList<>();

        @Override
        public int size() {
            return 2;
        }

        @Override
        public int mels() {
            return 80;
        }

        @Override
        public int shortestFrames() {
            return 10;
        }

        @Override
        public float[] embed(float[] logMel, int count) {
            frames.add(count);
            return new float[] {1, 0};
        }
    }
}
