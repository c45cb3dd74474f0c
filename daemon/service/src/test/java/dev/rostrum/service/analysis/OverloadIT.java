package dev.rostrum.service.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.diarization.evidence.EvidenceSink;
import dev.rostrum.diarization.evidence.WindowEvidence;
import dev.rostrum.diarization.pipeline.ListeningPipeline;
import dev.rostrum.diarization.pipeline.ToneSegmentation;
import dev.rostrum.diarization.pipeline.Tracking;
import dev.rostrum.diarization.pipeline.TwoTones;
import dev.rostrum.diarization.window.WindowAssembler;
import dev.rostrum.drivers.audio.AudioBlock;
import dev.rostrum.drivers.audio.AudioSource;
import dev.rostrum.drivers.audio.CaptureFormat;
import dev.rostrum.drivers.audio.PacedSource;
import dev.rostrum.drivers.button.ButtonSettings;
import dev.rostrum.drivers.button.NoButton;
import dev.rostrum.drivers.simulated.SimulatedLight;
import dev.rostrum.service.agent.Bell;
import dev.rostrum.service.capture.CaptureAgent;
import dev.rostrum.service.composition.AudioInput;
import dev.rostrum.service.composition.Daemon;
import dev.rostrum.service.composition.OpenSink;
import dev.rostrum.service.composition.RoomContext;
import dev.rostrum.service.conductor.PanelController;
import dev.rostrum.service.event.RoomEvent;
import dev.rostrum.service.event.RoomState;
import dev.rostrum.service.health.MuteStore;
import dev.rostrum.service.indicator.ButtonReader;
import dev.rostrum.service.indicator.Indicator;
import dev.rostrum.service.time.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A daemon in real time whose networks become too slow for a microphone, and quick again: what its state says. A hop
 * of a fifth of a second, and less patience than usual. Takes fifteen seconds.
 */
@Timeout(90)
class OverloadIT {
    private static final int RATE = TwoTones.RATE;
    private static final int HOP = RATE / 5;
    private static final LoadLadder.Settings IMPATIENT =
            new LoadLadder.Settings(Duration.ofSeconds(1), 0.8, 0.3, Duration.ofSeconds(2), Duration.ofSeconds(10), 2);

    private final TimeSource time = TimeSource.system();
    private final Bell bell = new Bell();
    private final BlockingQueue<RoomState> told = new LinkedBlockingQueue<>();
    private final AtomicInteger runMillis = new AtomicInteger(5);

    @TempDir
    Path folder;

    @Test
    void shouldSayWhatItSavesAndThatItIsLateUntilThereIsTimeAgain() throws Exception {
        try (Indicator indicator = new Indicator(() -> new SimulatedLight(time::nanoTime));
                ButtonReader button = new ButtonReader(NoButton::new, ButtonSettings.defaults(), bell::ring);
                Daemon daemon = start(indicator, button)) {
            await(state -> state.degraded().isEmpty() && latency(state) == 200);

            runMillis.set(190);
            await(state -> state.degraded().contains("hop-doubled") && latency(state) == 400);

            runMillis.set(700);
            await(state -> state.degraded().containsAll(Effort.LEAST.words()));
            await(state -> state.degraded().contains("late"));

            runMillis.set(5);
            await(state -> state.degraded().isEmpty() && latency(state) == 200);
            assertThat(daemon.ended()).isFalse();
        }
    }

    private static long latency(RoomState state) {
        return state.latency().map(Duration::toMillis).orElse(-1L);
    }

    private void await(Predicate<RoomState> wanted) throws InterruptedException {
        RoomState last = null;
        for (RoomState next = told.poll(30, TimeUnit.SECONDS); next != null; next = told.poll(30, TimeUnit.SECONDS)) {
            if (wanted.test(next)) {
                return;
            }
            last = next;
        }
        throw new AssertionError("the last state told is " + last);
    }

    private Daemon start(Indicator indicator, ButtonReader button) {
        AudioInput sound = new AudioInput(
                time,
                new PacedSource(new Hush(), time::nanoTime),
                Optional.empty(),
                CaptureAgent.Settings.defaults(),
                250,
                false,
                new Analysis(RATE, this::path, Tracking.newTracker(HOP, HOP), IMPATIENT));
        PanelController desk = new PanelController(
                indicator,
                button,
                new MuteStore(folder),
                PanelController.ButtonRules.BUTTON_ONLY,
                Duration.ofSeconds(1));
        return Daemon.start(
                sound,
                new RoomContext(desk, bell, line -> {}, Duration.ZERO),
                List.of((commands, clock) -> OpenSink.of(event -> {
                    if (event instanceof RoomEvent.StateChanged changed) {
                        told.add(changed.state());
                    }
                })));
    }

    /** Networks that hear nobody, as slowly as wanted. */
    private ListeningPipeline path(EvidenceSink evidence) {
        ToneSegmentation network = new ToneSegmentation();
        return new ListeningPipeline(
                new WindowAssembler(network.windowSamples(), network.shortestWindowSamples(), HOP),
                window -> {
                    rest(runMillis.get());
                    return new WindowEvidence(
                            window.endSample(),
                            network.segment(window.firstSample(), window.samples(), window.offset(), window.length()),
                            Map.of(),
                            List.of());
                },
                evidence);
    }

    private static void rest(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Noise that nobody takes for a dead microphone. */
    private static final class Hush implements AudioSource {
        private final SplittableRandom random = new SplittableRandom(1);
        private long position;

        @Override
        public CaptureFormat open() {
            return new CaptureFormat(RATE, 1);
        }

        @Override
        public Outcome read(AudioBlock block) {
            for (int i = 0; i < block.capacityFrames(); i++) {
                block.channel(0)[i] = (float) (0.05 * random.nextGaussian());
            }
            block.filled(block.capacityFrames(), position, 0);
            position += block.frames();
            return Outcome.FRAMES;
        }

        @Override
        public void close() {}
    }
}
