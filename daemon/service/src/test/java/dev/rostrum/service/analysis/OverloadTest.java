package dev.rostrum.service.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.diarization.evidence.WindowEvidence;
import dev.rostrum.diarization.pipeline.EventStage;
import dev.rostrum.diarization.pipeline.MeanEmbedding;
import dev.rostrum.diarization.pipeline.ToneSegmentation;
import dev.rostrum.diarization.pipeline.TwoTones;
import dev.rostrum.diarization.timeline.MeetingTracker;
import dev.rostrum.diarization.timeline.TimelineEvent;
import dev.rostrum.diarization.tracking.Timing;
import dev.rostrum.drivers.audio.AudioBlock;
import dev.rostrum.drivers.audio.AudioSource;
import dev.rostrum.drivers.audio.CaptureFormat;
import dev.rostrum.model.segmentation.FrameGrid;
import dev.rostrum.model.segmentation.HeardSound;
import dev.rostrum.model.segmentation.SegmentationNetwork;
import dev.rostrum.model.segmentation.SpeakerPosteriors;
import dev.rostrum.service.capture.CaptureAgent;
import dev.rostrum.service.capture.CaptureLink;
import dev.rostrum.service.capture.CapturedSound;
import dev.rostrum.service.capture.Microphones;
import dev.rostrum.service.time.ManualTimeSource;
import dev.rostrum.service.time.StreamClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A path on a machine that becomes too slow for its sound, and quick again; time goes by only in its networks. */
class OverloadTest {
    private static final int RATE = TwoTones.RATE;
    private static final int HOP = RATE / 2;
    private static final Duration QUICK = Duration.ofMillis(50);

    private final ManualTimeSource time = new ManualTimeSource();
    private final Listening tracker = new Listening();
    private final CaptureLink link = new CaptureLink(100, () -> {});
    private final MeanEmbedding embedding = new MeanEmbedding(20);
    private final LatencyDial dial = new LatencyDial(new Timing(RATE, HOP), RATE);
    private final CaptureAgent capture = new CaptureAgent(
            new Speech(),
            link,
            new StreamClock(time, RATE),
            new CaptureAgent.Surroundings(time, new SplittableRandom(1), CaptureAgent.Settings.defaults()),
            false);
    private final AnalysisAgent analysis = new AnalysisAgent(
            link,
            new AnalysisAgent.Equipment(
                    format -> new Microphones(() -> true).watch(CapturedSound.format(format), RATE, Optional.empty()),
                    TwoTones.path(new Slow(), embedding, new EventStage(tracker, dial::set, event -> {})),
                    dial,
                    LoadLadder.Settings.defaults()),
            new AnalysisAgent.Outlet(() -> {}),
            time);
    private Duration runTakes = QUICK;

    @Test
    void shouldRunTheNetworksLessOftenAndSayTheLatency() {
        listen(30);
        assertThat(dial.effort()).isEqualTo(Effort.FULL);
        assertThat(dial.latency()).isEqualTo(Duration.ofSeconds(1));

        dial.turn(Duration.ofMillis(600));
        runTakes = Duration.ofMillis(450);
        listen(30);

        assertThat(dial.effort()).isEqualTo(Effort.WIDER_HOP);
        assertThat(dial.latency()).isEqualTo(Duration.ofSeconds(1));
        assertThat(distances().getLast()).isEqualTo(2 * HOP);
    }

    @Test
    void shouldEmbedLessAndPassLaterWhereThatIsNotEnough() {
        listen(60);
        int usual = embedding.calls();
        runTakes = Duration.ofMillis(1100);
        listen(30);
        assertThat(dial.effort()).isEqualTo(Effort.LEAST);
        assertThat(tracker.passOneIn).isEqualTo(4);

        int before = embedding.calls();
        listen(60);

        assertThat(embedding.calls() - before)
                .as("half of the pieces, and local speakers that so few pieces do not cover")
                .isBetween(usual / 2, usual * 7 / 10);
        assertThat(distances().getLast()).isEqualTo(2 * HOP);
    }

    @Test
    void shouldDecideEveryFrameWithinTheLatencyAnnouncedWhateverIsSpent() {
        listen(20);
        for (int millis : new int[] {450, 1100, 50, 450, 50}) {
            runTakes = Duration.ofMillis(millis);
            listen(100);
        }

        for (int i = 0; i + 1 < tracker.windows.size(); i++) {
            Heard heard = tracker.windows.get(i);
            long decidedUntil = heard.endSample - heard.timing.latencySamples() + heard.timing.hopSamples();
            long next = tracker.windows.get(i + 1).endSample;
            assertThat(next - decidedUntil)
                    .as("window at %s s under %s", heard.endSample / (double) RATE, heard.timing)
                    .isLessThanOrEqualTo(heard.timing.latencySamples());
        }
        assertThat(distances()).contains(HOP, 2 * HOP);
    }

    @Test
    void shouldSpendEverythingAgainOnceThereIsTime() {
        runTakes = Duration.ofMillis(1100);
        listen(60);
        assertThat(dial.effort()).isEqualTo(Effort.LEAST);

        runTakes = QUICK;
        listen(100);

        assertThat(dial.effort()).isEqualTo(Effort.FULL);
        assertThat(tracker.passOneIn).isEqualTo(1);
        assertThat(tracker.timing).isEqualTo(new Timing(RATE, HOP));
        assertThat(distances().getLast()).isEqualTo(HOP);
    }

    /** Hears so much more sound; the machine has all the time that it needs. */
    private void listen(int seconds) {
        for (int block = 0; block < seconds * 50; block++) {
            capture.doWork();
            analysis.doWork();
        }
    }

    private List<Integer> distances() {
        List<Integer> distances = new ArrayList<>();
        for (int i = 0; i + 1 < tracker.windows.size(); i++) {
            distances.add((int) (tracker.windows.get(i + 1).endSample - tracker.windows.get(i).endSample));
        }
        return distances;
    }

    private record Heard(long endSample, Timing timing) {}

    /** Remembers when windows came, and by which timing they were heard. */
    private static final class Listening implements MeetingTracker {
        private final List<Heard> windows = new ArrayList<>();
        private Timing timing = new Timing(RATE, HOP);
        private int passOneIn;

        @Override
        public Map<String, Double> figures() {
            return Map.of();
        }

        @Override
        public Timing timing() {
            return timing;
        }

        @Override
        public void timing(Timing wanted) {
            timing = wanted;
        }

        @Override
        public void passOneIn(int n) {
            passOneIn = n;
        }

        @Override
        public void accept(WindowEvidence evidence, Consumer<TimelineEvent> out) {
            windows.add(new Heard(evidence.endSample(), timing));
        }

        @Override
        public void gap(long fromSample, long toSample, Consumer<TimelineEvent> out) {}

        @Override
        public void finish(long atSample, Consumer<TimelineEvent> out) {}
    }

    /** One who speaks on and on, block by block. */
    private static final class Speech implements AudioSource {
        private final float[] sound = TwoTones.sound("aa");
        private long position;

        @Override
        public CaptureFormat open() {
            return new CaptureFormat(RATE, 1);
        }

        @Override
        public Outcome read(AudioBlock block) {
            int frames = block.capacityFrames();
            for (int i = 0; i < frames; i++) {
                block.channel(0)[i] = sound[(int) ((position + i) % sound.length)];
            }
            block.filled(frames, position, 0);
            position += frames;
            return Outcome.FRAMES;
        }

        @Override
        public void close() {}
    }

    private final class Slow implements SegmentationNetwork {
        private final SegmentationNetwork network = new ToneSegmentation();

        @Override
        public FrameGrid grid() {
            return network.grid();
        }

        @Override
        public int windowSamples() {
            return network.windowSamples();
        }

        @Override
        public int shortestWindowSamples() {
            return network.shortestWindowSamples();
        }

        @Override
        public SpeakerPosteriors follow(HeardSound next) {
            return segment(next);
        }

        @Override
        public SpeakerPosteriors segment(long firstSample, float[] samples, int offset, int length) {
            time.advance(runTakes);
            return network.segment(firstSample, samples, offset, length);
        }
    }
}
