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
import java.util.Random;
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
    private final Random random = new Random(4);
    private double loudness = 0.1;
    private final WindowAssembler assembler = new WindowAssembler(10 * RATE, RATE, HOP);

    @Test
    void shouldHearWholeWhileTheStretchIsYoungThenEveryFifthWindow() {
        hear(30);
        assertThat(segmentation.asked.substring(0, 18)).isEqualTo("w".repeat(18));
        assertThat(segmentation.asked.substring(18)).matches("w?f{1,4}(wf{4})*wf*");
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
    void shouldEmbedNobodyBesideThePiecesThatHoldNobodyElse() {
        hear(10);
        int before = embedding.locals();
        assertThat(hear(6)).filteredOn(window -> !window.locals().isEmpty()).hasSize(6);
        assertThat(embedding.locals()).isEqualTo(before);
    }

    @Test
    void shouldEmbedALocalSpeakerAgainOnlyWhereFramesHaveChanged() {
        segmentation.inShortAnswers = true;
        hear(10);
        int before = embedding.locals();
        hear(6);
        assertThat(embedding.locals() - before)
                .as("who speaks on has other frames a second later")
                .isEqualTo(6);

        before = embedding.locals();
        segmentation.untilSample = assembler.nextSample();
        long told =
                hear(6).stream().filter(window -> !window.locals().isEmpty()).count();
        assertThat(told).as("who has stopped is still in the window").isPositive();
        assertThat(embedding.locals() - before).as("with the same frames").isLessThanOrEqualTo(1);
    }

    /** Nothing goes unheard for longer than a window lasts, and the step in which sound begins is heard. */
    @Test
    void shouldAskNobodyWhileNothingBegins() {
        segmentation.speaks = false;
        loudness = 0.001;
        hear(10);
        segmentation.asked.setLength(0);
        List<WindowEvidence> silence = hear(60);
        assertThat(segmentation.asked.length()).isBetween(6, 7);
        assertThat(silence).hasSize(120).allSatisfy(window -> {
            assertThat(window.posteriors().frames()).isBetween(588, 590);
            assertThat(window.posteriors().speech(window.posteriors().frames() - 1))
                    .isZero();
            long end = window.posteriors().firstSample() + 589L * 270 + 495;
            assertThat(end).isBetween(window.endSample() - 2 * 270 - 495, window.endSample() + 495);
        });

        segmentation.asked.setLength(0);
        segmentation.speaks = true;
        loudness = 0.01;
        assertThat(hear(1))
                .allSatisfy(window -> assertThat(
                                window.posteriors().speech(window.posteriors().frames() - 1))
                        .isEqualTo(1));
        assertThat(segmentation.asked).hasSize(2);
    }

    private List<WindowEvidence> hear(int seconds) {
        List<WindowEvidence> heard = new ArrayList<>();
        float[] sound = new float[HOP];
        for (int i = 0; i < sound.length; i++) {
            sound[i] = (float) (loudness * Math.sin(i * 0.1) + 0.0005 * random.nextGaussian());
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

    /** Says of every frame that local speaker 0 speaks alone, or nobody, and notes how it was asked. */
    private static final class OneSpeaker implements SegmentationNetwork {
        private static final FrameGrid GRID = new FrameGrid(RATE, 495, 270);
        private final StringBuilder asked = new StringBuilder();
        private boolean speaks = true;
        private boolean inShortAnswers;
        private long untilSample = Long.MAX_VALUE;

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

        private SpeakerPosteriors posteriors(long firstSample, int length) {
            int frames = (length - 991) / 270 + 1;
            float[] active = new float[frames];
            float[][] speechOverlap = new float[2][frames];
            byte[] masks = new byte[frames];
            for (int i = 0; i < frames; i++) {
                long centre = firstSample + 495 + i * 270L;
                boolean pause = inShortAnswers && centre % RATE > 0.8 * RATE;
                active[i] = speaks && !pause && centre < untilSample ? 1 : 0;
                speechOverlap[0][i] = active[i];
                masks[i] = (byte) active[i];
            }
            return new RecordedPosteriors(firstSample, GRID, active, speechOverlap, masks);
        }
    }

    private static final class Counting implements EmbeddingNetwork {
        private final List<Integer> frames = new ArrayList<>();

        /** How many were made of more than a piece holds. */
        int locals() {
            return (int) frames.stream().filter(count -> count > 150).count();
        }

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
