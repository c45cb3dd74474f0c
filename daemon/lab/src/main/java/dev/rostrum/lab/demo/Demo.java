package dev.rostrum.lab.demo;

import dev.rostrum.diarization.frontend.array.Zone;
import dev.rostrum.diarization.pipeline.Networks;
import dev.rostrum.diarization.pipeline.Tracking;
import dev.rostrum.diarization.timeline.TimelineEvent;
import dev.rostrum.drivers.audio.AudioSource;
import dev.rostrum.drivers.audio.PacedSource;
import dev.rostrum.drivers.button.ButtonSettings;
import dev.rostrum.drivers.led.LedSettings;
import dev.rostrum.drivers.simulated.SimulatedLight;
import dev.rostrum.service.agent.Bell;
import dev.rostrum.service.analysis.Analysis;
import dev.rostrum.service.capture.CaptureAgent;
import dev.rostrum.service.capture.CaptureAgent.Overload;
import dev.rostrum.service.composition.AudioInput;
import dev.rostrum.service.composition.BrokerSink;
import dev.rostrum.service.composition.Daemon;
import dev.rostrum.service.composition.OpenSink;
import dev.rostrum.service.composition.RoomContext;
import dev.rostrum.service.composition.StatusPage;
import dev.rostrum.service.composition.StatusPage.Surroundings;
import dev.rostrum.service.conductor.PanelController;
import dev.rostrum.service.event.EventSink;
import dev.rostrum.service.event.RoomEvent;
import dev.rostrum.service.health.MuteStore;
import dev.rostrum.service.indicator.ButtonReader;
import dev.rostrum.service.indicator.FrontPanel;
import dev.rostrum.service.indicator.Indicator;
import dev.rostrum.service.mqtt.link.MqttSettings;
import dev.rostrum.service.mqtt.payload.MqttIdentity;
import dev.rostrum.service.status.StatusServer;
import dev.rostrum.service.status.StatusSettings;
import dev.rostrum.service.time.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The daemon, as shipped, on the carried meeting: everything real but the room, the microphones, the light and the button. */
public final class Demo {
    private static final String UNIT = "demo";
    private static final String ROOM = "Demonstration";
    private static final List<Zone> ZONES = List.of(new Zone("window", 0, 180), new Zone("door", 180, 360));
    private static final int BLOCKS = 100;
    private static final Duration LONG_PRESS = Duration.ofMillis(3_500);

    private Demo() {}

    /** How fast the meeting goes. */
    public enum Pace {
        REAL_TIME(Duration.ofSeconds(3)),
        /** As fast as the machine can. */
        UNPACED(Duration.ofMillis(300));

        /** How long the pressed button makes the light blink: a fast machine may be through the meeting in three seconds. */
        private final Duration blink;

        Pace(Duration blink) {
            this.blink = blink;
        }
    }

    /**
     * What the demo runs with.
     *
     * @param broker where to publish
     * @param folder for what has to be remembered
     * @param latencySamples of the live labels
     * @param page the status page
     */
    public record Setting(Pace pace, String broker, Path folder, int latencySamples, Page page) {}

    /**
     * The status page of the demo.
     *
     * @param served is given its address, with the token that lets whoever opens it give commands, once it is served
     */
    public record Page(StatusSettings settings, Consumer<String> served) {}

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
        Bell bell = new Bell();
        List<TimelineEvent> events = new ArrayList<>();
        EventSink keeper = event -> {
            if (event instanceof RoomEvent.Timeline timeline) {
                events.add(timeline.event());
            }
        };
        BrokerSink broker = mqtt(setting.broker(), networks.sampleRate(), time);
        ButtonSettings button = ButtonSettings.simulated();
        try (FrontPanel panel = new FrontPanel(LedSettings.simulated(), button, time::nanoTime);
                Indicator indicator = new Indicator(panel::openLight);
                ButtonReader reader = new ButtonReader(panel::openButton, button, bell::ring)) {
            PanelController desk = new PanelController(
                    indicator,
                    reader,
                    new MuteStore(setting.folder()),
                    PanelController.ButtonRules.BUTTON_ONLY,
                    setting.pace().blink);
            StatusPage page = page(
                    setting.page(),
                    networks,
                    new Surroundings(time, () -> false, indicator, broker.address(), broker::status));
            List<OpenSink.Factory> sinks = List.of(
                    broker::open,
                    (commands, clock) -> page.open(commands),
                    (commands, clock) -> OpenSink.of(keeper),
                    (commands, clock) -> OpenSink.of(watcher));
            Optional<String> failure;
            Daemon daemon = Daemon.start(
                    sound(meeting, networks, setting, time),
                    new RoomContext(desk, bell, line -> {}, Duration.ZERO),
                    sinks);
            try (daemon) {
                page.show(daemon);
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

    private static AudioInput sound(DemoMeeting meeting, Networks networks, Setting setting, TimeSource time) {
        boolean paced = setting.pace() == Pace.REAL_TIME;
        AudioSource source = paced ? new PacedSource(meeting.source(), time::nanoTime) : meeting.source();
        CaptureAgent.Settings capture =
                CaptureAgent.Settings.defaults().withOverload(paced ? Overload.DROP : Overload.WAIT);
        return new AudioInput(
                time,
                source,
                Optional.of(meeting.array()),
                capture,
                BLOCKS,
                false,
                new Analysis(
                        networks.sampleRate(),
                        networks::newPipeline,
                        Tracking.newTracker(setting.latencySamples(), networks.hopSamples())));
    }

    private static MqttSettings settings(String broker) {
        return MqttSettings.defaults().withBroker(broker);
    }

    /** A publisher of the demo's unit to {@code broker}. */
    static BrokerSink mqtt(String broker, int sampleRate, TimeSource time) {
        MqttIdentity identity = new MqttIdentity(
                UNIT, ROOM, "demo-" + Long.toHexString(time.epochMillis()), sampleRate, ZONES, Map.of());
        return new BrokerSink(settings(broker), identity, time, () -> false);
    }

    private static StatusPage page(Page page, Networks networks, Surroundings around) {
        String token = StatusServer.newToken();
        return new StatusPage(
                page.settings(),
                StatusPage.facts(UNIT, ROOM, networks, ZONES),
                around,
                () -> token,
                url -> page.served().accept(url + "login?token=" + token));
    }

    /** The unit that the demo publishes as. */
    public static String unit() {
        return UNIT;
    }
}
