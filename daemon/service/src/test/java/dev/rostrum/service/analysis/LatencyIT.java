package dev.rostrum.service.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.diarization.pipeline.TwoTones;
import dev.rostrum.drivers.audio.AudioBlock;
import dev.rostrum.drivers.audio.AudioSource;
import dev.rostrum.drivers.audio.CaptureFormat;
import dev.rostrum.drivers.button.ButtonSettings;
import dev.rostrum.drivers.led.LedSettings;
import dev.rostrum.service.agent.Bell;
import dev.rostrum.service.capture.CaptureAgent;
import dev.rostrum.service.composition.AudioInput;
import dev.rostrum.service.composition.Daemon;
import dev.rostrum.service.composition.OpenSink;
import dev.rostrum.service.composition.RoomContext;
import dev.rostrum.service.conductor.PanelController;
import dev.rostrum.service.event.CommandResult;
import dev.rostrum.service.event.RoomCommand;
import dev.rostrum.service.event.RoomEvent;
import dev.rostrum.service.health.MuteStore;
import dev.rostrum.service.indicator.ButtonReader;
import dev.rostrum.service.indicator.FrontPanel;
import dev.rostrum.service.indicator.Indicator;
import dev.rostrum.service.time.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The latency asked for of a running daemon: what it answers, and what it then says of itself. */
class LatencyIT {
    @TempDir
    Path folder;

    @Test
    void shouldTakeAnotherLatencyWhileItRunsAndSaySo() throws Exception {
        BlockingQueue<Duration> announced = new LinkedBlockingQueue<>();
        TimeSource time = TimeSource.system();
        Bell bell = new Bell();
        try (FrontPanel panel = new FrontPanel(LedSettings.defaults(), ButtonSettings.defaults(), time::nanoTime);
                Indicator indicator = new Indicator(panel::openLight);
                ButtonReader button = new ButtonReader(panel::openButton, ButtonSettings.defaults(), bell::ring);
                Daemon daemon = Daemon.start(
                        sound(time),
                        new RoomContext(desk(indicator, button), bell, line -> {}, Duration.ZERO),
                        List.of((commands, clock) -> OpenSink.of(event -> {
                            if (event instanceof RoomEvent.StateChanged changed) {
                                changed.state().latency().ifPresent(announced::add);
                            }
                        })))) {
            assertThat(awaited(announced, Duration.ofSeconds(5))).isTrue();

            assertThat(answer(daemon, Duration.ofMillis(800))).isInstanceOf(CommandResult.Done.class);
            assertThat(awaited(announced, Duration.ofMillis(800))).isTrue();

            assertThat(answer(daemon, Duration.ofMillis(499)))
                    .isInstanceOfSatisfying(CommandResult.Refused.class, refused -> {
                        assertThat(refused.reason()).isEqualTo("below-hop");
                        assertThat(refused.explanation()).contains("500 ms");
                    });
            assertThat(answer(daemon, Duration.ofSeconds(2))).isInstanceOf(CommandResult.Done.class);
            assertThat(awaited(announced, Duration.ofSeconds(2))).isTrue();
        }
    }

    private PanelController desk(Indicator indicator, ButtonReader button) {
        return new PanelController(
                indicator,
                button,
                new MuteStore(folder),
                PanelController.ButtonRules.BUTTON_ONLY,
                Duration.ofSeconds(1));
    }

    /** A path whose networks are simple functions, and which waits five seconds. */
    private static AudioInput sound(TimeSource time) {
        return new AudioInput(
                time,
                new Silence(),
                Optional.empty(),
                CaptureAgent.Settings.defaults(),
                10,
                false,
                new Analysis(TwoTones.RATE, TwoTones::path, TwoTones.tracker()));
    }

    private static CommandResult answer(Daemon daemon, Duration latency) throws InterruptedException {
        BlockingQueue<CommandResult> answers = new LinkedBlockingQueue<>();
        daemon.commands().submit(new RoomCommand.SetLatency(latency), "test", answers::add);
        return Optional.ofNullable(answers.poll(10, TimeUnit.SECONDS)).orElseThrow();
    }

    /** Whether it is announced, after whatever held before. */
    private static boolean awaited(BlockingQueue<Duration> announced, Duration wanted) throws InterruptedException {
        for (Duration next = announced.poll(10, TimeUnit.SECONDS);
                next != null;
                next = announced.poll(10, TimeUnit.SECONDS)) {
            if (next.equals(wanted)) {
                return true;
            }
        }
        return false;
    }

    /** A microphone that hears nothing, as slowly as asked. */
    private static final class Silence implements AudioSource {
        @Override
        public CaptureFormat open() {
            return new CaptureFormat(TwoTones.RATE, 1);
        }

        @Override
        public Outcome read(AudioBlock block) {
            return Outcome.NOT_YET;
        }

        @Override
        public void close() {}
    }
}
