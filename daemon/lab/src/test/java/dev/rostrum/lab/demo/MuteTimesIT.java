package dev.rostrum.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.diarization.pipeline.Networks;
import dev.rostrum.diarization.pipeline.Tracking;
import dev.rostrum.drivers.audio.AudioBlock;
import dev.rostrum.drivers.audio.AudioSource;
import dev.rostrum.drivers.audio.CaptureFormat;
import dev.rostrum.drivers.audio.PacedSource;
import dev.rostrum.drivers.button.ButtonSettings;
import dev.rostrum.drivers.led.LedSettings;
import dev.rostrum.drivers.simulated.SimulatedLight;
import dev.rostrum.model.tensorflow.LoadedModels;
import dev.rostrum.service.agent.Bell;
import dev.rostrum.service.analysis.Analysis;
import dev.rostrum.service.capture.CaptureAgent;
import dev.rostrum.service.capture.LineState.Line;
import dev.rostrum.service.composition.AudioInput;
import dev.rostrum.service.composition.BrokerSink;
import dev.rostrum.service.composition.Daemon;
import dev.rostrum.service.composition.RoomContext;
import dev.rostrum.service.conductor.PanelController;
import dev.rostrum.service.health.MuteStore;
import dev.rostrum.service.indicator.ButtonReader;
import dev.rostrum.service.indicator.FrontPanel;
import dev.rostrum.service.indicator.Indicator;
import dev.rostrum.service.indicator.LightPattern;
import dev.rostrum.service.mqtt.Mosquitto;
import dev.rostrum.service.mqtt.Observer;
import dev.rostrum.service.mqtt.Wait;
import dev.rostrum.service.mqtt.link.MqttSettings;
import dev.rostrum.service.mqtt.payload.MqttIdentity;
import dev.rostrum.service.time.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long a press takes to mute, in the daemon as shipped while it hears a meeting with its networks; the light, the button and
 * the room are simulated, the broker is real. Prints its figures; takes 40 s.
 */
@Tag("long")
class MuteTimesIT {
    private static final Logger LOG = LoggerFactory.getLogger(MuteTimesIT.class);
    private static final int PRESSES = 20;
    private static final double MUTING_MS = 50;
    private static final double MUTED_MS = 300;
    private static final double TOLD_MS = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final TimeSource time = TimeSource.system();
    private final Bell bell = new Bell();
    private final LedSettings led = LedSettings.simulated();
    private final ButtonSettings button = ButtonSettings.simulated();

    @TempDir
    Path folder;

    /** Milliseconds of one press: from the debounced release to the light's answer and to "muted", from there to the broker. */
    private record Times(double muting, double muted, double told, double closedBeforeMuted) {}

    @Test
    void shouldMuteAsFastAsAPersonExpects() throws Exception {
        List<Times> all = new ArrayList<>();
        WatchedSource source = new WatchedSource(
                new PacedSource(DemoMeeting.first(OptionalDouble.empty()).source(), time::nanoTime), time);
        try (Mosquitto broker = Mosquitto.start(folder);
                Observer observer = new Observer(broker.uri(), "rostrum/v1/u/state");
                Networks networks = Networks.load(LoadedModels.Settings.defaults(), Networks.Settings.defaults());
                FrontPanel panel = new FrontPanel(led, button, time::nanoTime);
                Indicator indicator = new Indicator(panel::openLight);
                ButtonReader reader = new ButtonReader(panel::openButton, button, bell::ring);
                Daemon daemon = start(networks, source, broker, new Desk(indicator, reader))) {
            for (int press = 0; press < PRESSES; press++) {
                awaitLine(daemon, Line.OPEN);
                // a second of sound, and another phase of every nap each time
                Thread.sleep(1000 + 7L * press);
                all.add(press(panel, observer, source));
                panel.simulatedButton().press(time.nanoTime() - 100_000_000L, Duration.ofMillis(100));
            }
        }

        LOG.info("muting light {}", figures(all, Times::muting));
        LOG.info("muted light {}", figures(all, Times::muted));
        LOG.info("broker told, after the light {}", figures(all, Times::told));
        assertThat(all)
                .allSatisfy(times -> assertThat(times.closedBeforeMuted()).isPositive());
        assertThat(median(all, Times::muting)).isLessThan(MUTING_MS);
        assertThat(median(all, Times::muted)).isLessThan(MUTED_MS);
        assertThat(median(all, Times::told)).isLessThan(TOLD_MS);
    }

    private Times press(FrontPanel panel, Observer observer, WatchedSource source) {
        int before =
                (int) observer.all().stream().filter(MuteTimesIT::saysMuted).count();
        AtomicInteger met = new AtomicInteger();
        long releasedNs = time.nanoTime();
        panel.simulatedButton().press(releasedNs - 200_000_000L, Duration.ofMillis(200));
        long debouncedNs = releasedNs + button.debounce().toNanos();
        observer.await(message -> saysMuted(message) && met.incrementAndGet() > before);
        long toldNs = time.nanoTime();
        long mutedNs = awaitShown(panel.simulatedLight(), LightPattern.MUTED, releasedNs);
        long mutingNs = awaitShown(panel.simulatedLight(), LightPattern.MUTING, releasedNs);
        return new Times(
                millis(mutingNs - debouncedNs),
                millis(mutedNs - debouncedNs),
                Math.max(0, millis(toldNs - mutedNs)),
                millis(mutedNs - source.closedNs()));
    }

    private static boolean saysMuted(Observer.Seen message) {
        return message.payload().contains("\"phase\":\"muted\"");
    }

    /** When the light first said so since {@code sinceNs}; the broker may be told a moment before the light is. */
    private static long awaitShown(SimulatedLight light, LightPattern sign, long sinceNs) {
        Wait.until(PATIENCE, () -> shown(light, sign, sinceNs).isPresent());
        return shown(light, sign, sinceNs).getAsLong();
    }

    private static OptionalLong shown(SimulatedLight light, LightPattern sign, long sinceNs) {
        return light.changes().stream()
                .filter(change ->
                        change.atNs() >= sinceNs && change.glow().sign().equals(sign.word()))
                .mapToLong(SimulatedLight.Change::atNs)
                .findFirst();
    }

    private record Desk(Indicator indicator, ButtonReader button) {}

    private Daemon start(Networks networks, AudioSource source, Mosquitto broker, Desk desk) {
        MqttSettings mqtt = MqttSettings.defaults().withBroker(broker.uri());
        BrokerSink sink = new BrokerSink(
                mqtt.withOutboxBelow(folder),
                new MqttIdentity("u", "Room", "boot", networks.sampleRate(), Map.of()),
                time,
                () -> false);
        Analysis hearing = new Analysis(
                networks.sampleRate(),
                networks::newPipeline,
                Tracking.newTracker(networks.hopSamples(), networks.hopSamples()));
        AudioInput sound =
                new AudioInput(time, source, Optional.empty(), CaptureAgent.Settings.defaults(), 100, false, hearing);
        PanelController front = new PanelController(
                desk.indicator(),
                desk.button(),
                new MuteStore(folder),
                PanelController.ButtonRules.BUTTON_ONLY,
                Duration.ofSeconds(1));
        return Daemon.start(sound, new RoomContext(front, bell, line -> {}, Duration.ZERO), List.of(sink::open));
    }

    private static void awaitLine(Daemon daemon, Line wanted) {
        Wait.until(PATIENCE, () -> daemon.capture().state().line() == wanted);
    }

    private static double millis(long ns) {
        return ns / 1e6;
    }

    private static double median(List<Times> all, ToDoubleFunction<Times> part) {
        return all.stream().mapToDouble(part).sorted().toArray()[all.size() / 2];
    }

    private static String figures(List<Times> all, ToDoubleFunction<Times> part) {
        return String.format(
                Locale.ROOT,
                "median %.0f ms, longest %.0f ms",
                median(all, part),
                all.stream().mapToDouble(part).max().orElseThrow());
    }

    /** Remembers when it was closed. */
    private static final class WatchedSource implements AudioSource {
        private final AudioSource source;
        private final TimeSource time;
        private volatile long closedNs;

        WatchedSource(AudioSource source, TimeSource time) {
            this.source = source;
            this.time = time;
        }

        long closedNs() {
            return closedNs;
        }

        @Override
        public CaptureFormat open() {
            return source.open();
        }

        @Override
        public Outcome read(AudioBlock block) {
            return source.read(block);
        }

        @Override
        public void close() {
            source.close();
            closedNs = time.nanoTime();
        }
    }
}
