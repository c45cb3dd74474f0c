package dev.rostrum.service.composition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.diarization.pipeline.ListeningPipeline;
import dev.rostrum.diarization.pipeline.Tracking;
import dev.rostrum.diarization.window.WindowAssembler;
import dev.rostrum.drivers.audio.AudioBlock;
import dev.rostrum.drivers.audio.AudioSource;
import dev.rostrum.drivers.audio.CaptureFormat;
import dev.rostrum.drivers.button.ButtonSettings;
import dev.rostrum.drivers.button.NoButton;
import dev.rostrum.drivers.simulated.SimulatedLight;
import dev.rostrum.service.agent.Bell;
import dev.rostrum.service.analysis.Analysis;
import dev.rostrum.service.capture.CaptureAgent;
import dev.rostrum.service.conductor.PanelController;
import dev.rostrum.service.health.MuteStore;
import dev.rostrum.service.indicator.ButtonReader;
import dev.rostrum.service.indicator.Indicator;
import dev.rostrum.service.mqtt.Wait;
import dev.rostrum.service.time.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When the daemon says that it is ready, and what it says when a part of it fails. Takes five seconds. */
@Timeout(60)
class DaemonTest {
    private static final int RATE = 16_000;
    private static final int HOP = 8_000;

    private final TimeSource time = TimeSource.system();
    private final Bell bell = new Bell();
    private final SimulatedLight light = new SimulatedLight(time::nanoTime);
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final Reluctant source = new Reluctant();

    @TempDir
    Path folder;

    @Test
    void shouldNotBeReadyBeforeThereIsSound() throws Exception {
        try (Indicator indicator = new Indicator(() -> light);
                ButtonReader button = new ButtonReader(NoButton::new, ButtonSettings.defaults(), bell::ring);
                Daemon daemon = start(indicator, button)) {
            assertThat(source.asked.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(told).noneMatch(line -> line.contains("READY=1"));
            assertThat(daemon.ended()).isFalse();

            source.atMost = HOP; // too little for the networks, which would fail
            source.frames = 320;

            awaitTold("READY=1\nSTATUS=Listening");
        }
    }

    @Test
    void shouldShowAFaultBeforeItEnds() throws Exception {
        source.frames = 320;
        try (Indicator indicator = new Indicator(() -> light);
                ButtonReader button = new ButtonReader(NoButton::new, ButtonSettings.defaults(), bell::ring);
                Daemon daemon = start(indicator, button)) {

            Optional<String> failure = daemon.awaitEnd();

            assertThat(failure).hasValueSatisfying(why -> assertThat(why).contains("analysis", "no network"));
            assertThat(light.now().orElseThrow().sign()).isEqualTo("fault");
            awaitTold("STATUS=Fault");
        }
    }

    private void awaitTold(String what) {
        Wait.until(Duration.ofSeconds(30), () -> told.stream().anyMatch(line -> line.contains(what)));
    }

    /** A daemon whose networks fail with the first window. */
    private Daemon start(Indicator indicator, ButtonReader button) {
        Analysis hearing = new Analysis(
                RATE,
                sink -> new ListeningPipeline(
                        new WindowAssembler(10 * RATE, RATE, HOP),
                        window -> {
                            throw new IllegalStateException("no network");
                        },
                        sink),
                Tracking.newTracker(HOP, HOP));
        AudioInput sound =
                new AudioInput(time, source, Optional.empty(), CaptureAgent.Settings.defaults(), 100, false, hearing);
        PanelController desk = new PanelController(
                indicator,
                button,
                new MuteStore(folder),
                PanelController.ButtonRules.BUTTON_ONLY,
                Duration.ofSeconds(1));
        return Daemon.start(sound, new RoomContext(desk, bell, told::add, Duration.ZERO), List.of());
    }

    /** A microphone that opens, and delivers only when told to. */
    private static final class Reluctant implements AudioSource {
        final CountDownLatch asked = new CountDownLatch(50);
        volatile int frames;
        volatile long atMost = Long.MAX_VALUE;
        private long position;

        @Override
        public CaptureFormat open() {
            position = 0;
            return new CaptureFormat(RATE, 1);
        }

        @Override
        public Outcome read(AudioBlock block) {
            asked.countDown();
            if (frames == 0 || position >= atMost) {
                return Outcome.NOT_YET;
            }
            block.filled(frames, position, 0);
            position += frames;
            return Outcome.FRAMES;
        }

        @Override
        public void close() {
            frames = 0;
        }
    }
}
