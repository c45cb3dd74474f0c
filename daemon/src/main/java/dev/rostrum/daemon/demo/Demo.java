package dev.rostrum.daemon.demo;

import dev.rostrum.daemon.Daemon;
import dev.rostrum.daemon.Daemon.OpenSink;
import dev.rostrum.daemon.capture.CaptureAgent;
import dev.rostrum.daemon.capture.CaptureAgent.Overload;
import dev.rostrum.daemon.conductor.FrontDesk;
import dev.rostrum.daemon.event.Commands;
import dev.rostrum.daemon.event.EventSink;
import dev.rostrum.daemon.event.RoomEvent;
import dev.rostrum.daemon.health.MuteStore;
import dev.rostrum.daemon.indicator.ButtonReader;
import dev.rostrum.daemon.indicator.FrontPanel;
import dev.rostrum.daemon.indicator.Indicator;
import dev.rostrum.daemon.mqtt.MqttIdentity;
import dev.rostrum.daemon.mqtt.MqttPublisher;
import dev.rostrum.daemon.mqtt.MqttSettings;
import dev.rostrum.daemon.pipeline.Networks;
import dev.rostrum.daemon.pipeline.Tracking;
import dev.rostrum.daemon.time.TimeSource;
import dev.rostrum.daemon.timeline.TimelineEvent;
import dev.rostrum.drivers.audio.AudioSource;
import dev.rostrum.drivers.audio.PacedSource;
import dev.rostrum.drivers.button.ButtonSettings;
import dev.rostrum.drivers.led.LedSettings;
import dev.rostrum.drivers.simulated.SimulatedLight;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The daemon, as shipped, on the carried meeting: everything real but the room, the microphones, the light and the button. */
public final class Demo {
    private static final String UNIT = "demo";
    private static final int BLOCKS = 100;
    private static final Duration LONG_PRESS = Duration.ofMillis(3_500);

    private Demo() {}

    /** How fast the meeting goes. */
    public enum Pace {
        REAL_TIME,
        /** As fast as the machine can. */
        UNPACED
    }

    /**
     * What the demo runs with.
     *
     * @param broker where to publish
     * @param folder for what has to be remembered
     * @param latencySamples of the live labels
     */
    public record Setting(Pace pace, String broker, Path folder, int latencySamples) {}

    /**
     * What came of it.
     *
     * @param events everything that was said of the meeting, in order
     * @param droppedFrames sound that was not analysed
     * @param light what the light showed, oldest first
     */
    public record Outcome(
            List<TimelineEvent> events, long droppedFrames, double stepP95Millis, List<SimulatedLight.Change> light) {
        public Outcome {
            events = List.copyOf(events);
            light = List.copyOf(light);
        }
    }

    /**
     * Runs the meeting to its end.
     *
     * @param watcher is told everything as it happens
     * @throws IllegalStateException if a part of the daemon failed
     */
    public static Outcome run(DemoMeeting meeting, Networks networks, Setting setting, EventSink watcher)
            throws InterruptedException {
        TimeSource time = TimeSource.system();
        List<TimelineEvent> events = new ArrayList<>();
        EventSink keeper = event -> {
            if (event instanceof RoomEvent.Timeline timeline) {
                events.add(timeline.event());
            }
        };
        List<Function<Commands, OpenSink>> sinks = List.of(
                commands -> mqtt(setting.broker(), networks.sampleRate(), time, commands),
                commands -> OpenSink.of(keeper),
                commands -> OpenSink.of(watcher));
        ButtonSettings button = simulatedButton();
        try (FrontPanel panel = new FrontPanel(simulatedLight(), button, time::nanoTime);
                Indicator indicator = new Indicator(panel::openLight);
                ButtonReader reader = new ButtonReader(panel::openButton, button)) {
            FrontDesk desk = new FrontDesk(
                    indicator,
                    reader,
                    new MuteStore(setting.folder()),
                    FrontDesk.ButtonRules.BUTTON_ONLY,
                    Duration.ofSeconds(3));
            Optional<String> failure;
            Daemon daemon = Daemon.start(
                    sound(meeting, networks, setting, time), new Daemon.Room(desk, line -> {}, Duration.ZERO), sinks);
            try (daemon) {
                panel.simulatedButton().press(time.nanoTime() - LONG_PRESS.toNanos(), LONG_PRESS);
                failure = daemon.awaitEnd();
            }
            failure.ifPresent(why -> {
                throw new IllegalStateException(why);
            });
            return new Outcome(
                    events,
                    daemon.capture().counts().dropped(),
                    daemon.steps().percentileMillis(0.95),
                    panel.simulatedLight().changes());
        }
    }

    private static Daemon.Sound sound(DemoMeeting meeting, Networks networks, Setting setting, TimeSource time) {
        boolean paced = setting.pace() == Pace.REAL_TIME;
        AudioSource source = paced ? new PacedSource(meeting.source(), time::nanoTime) : meeting.source();
        CaptureAgent.Settings capture =
                CaptureAgent.Settings.defaults().withOverload(paced ? Overload.DROP : Overload.WAIT);
        return new Daemon.Sound(
                time,
                source,
                Optional.of(meeting.array()),
                capture,
                BLOCKS,
                false,
                new Daemon.Hearing(
                        networks.sampleRate(),
                        networks::newPipeline,
                        Tracking.newTracker(setting.latencySamples(), networks.hopSamples())));
    }

    private static LedSettings simulatedLight() {
        LedSettings led = LedSettings.defaults();
        return new LedSettings(
                LedSettings.Adapter.SIMULATED,
                led.chip(),
                led.lines(),
                led.activeLow(),
                led.sysfsName(),
                led.spiDevice(),
                led.ringLeds(),
                led.ringBrightness());
    }

    private static ButtonSettings simulatedButton() {
        ButtonSettings button = ButtonSettings.defaults();
        return new ButtonSettings(
                ButtonSettings.Adapter.SIMULATED,
                button.chip(),
                button.line(),
                button.activeLow(),
                button.bias(),
                button.debounce(),
                button.identifyAfter(),
                button.forgetAfter(),
                button.stuckAfter());
    }

    private static MqttSettings settings(String broker) {
        MqttSettings usual = MqttSettings.defaults();
        return new MqttSettings(
                broker,
                usual.login(),
                usual.tls(),
                usual.connection(),
                usual.retry(),
                usual.outbox(),
                usual.commands(),
                usual.pace(),
                usual.discovery());
    }

    /** A publisher of the demo's unit to {@code broker}. */
    static OpenSink mqtt(String broker, int sampleRate, TimeSource time, Commands commands) {
        MqttIdentity identity = new MqttIdentity(
                UNIT, "Demonstration", "demo-" + Long.toHexString(time.epochMillis()), sampleRate, Map.of());
        MqttPublisher publisher =
                MqttPublisher.start(settings(broker), identity, new MqttPublisher.Ports(time, () -> false, commands));
        return new OpenSink(
                publisher,
                () -> publisher.status().connected() ? Optional.empty() : Optional.of("broker-offline"),
                publisher);
    }

    /** The unit that the demo publishes as. */
    public static String unit() {
        return UNIT;
    }
}
