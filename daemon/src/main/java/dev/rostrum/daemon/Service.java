package dev.rostrum.daemon;

import dev.rostrum.daemon.Daemon.OpenSink;
import dev.rostrum.daemon.capture.CaptureAgent;
import dev.rostrum.daemon.conductor.FrontDesk;
import dev.rostrum.daemon.config.DaemonConfig;
import dev.rostrum.daemon.event.Commands;
import dev.rostrum.daemon.health.MuteStore;
import dev.rostrum.daemon.health.NotifySocket;
import dev.rostrum.daemon.indicator.ButtonReader;
import dev.rostrum.daemon.indicator.FrontPanel;
import dev.rostrum.daemon.indicator.Indicator;
import dev.rostrum.daemon.indicator.PanelSettings;
import dev.rostrum.daemon.indicator.Sign;
import dev.rostrum.daemon.mqtt.MqttIdentity;
import dev.rostrum.daemon.mqtt.MqttPublisher;
import dev.rostrum.daemon.pipeline.Networks;
import dev.rostrum.daemon.pipeline.Tracking;
import dev.rostrum.daemon.time.TimeSource;
import dev.rostrum.daemon.timeline.MeetingTracker;
import dev.rostrum.model.tensorflow.LoadedModels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The daemon as a service: from the configuration to the end of the process, with a clean stop on SIGTERM. */
public final class Service {
    private static final Logger LOG = LoggerFactory.getLogger(Service.class);
    private static final int LOADING_SECONDS = 60;
    private static final Duration IDENTIFY_FOR = Duration.ofSeconds(10);
    private static final Path CLOCK_SYNCHRONISED = Path.of("/run/systemd/timesync/synchronized");

    private Service() {}

    /**
     * Runs until SIGTERM, the end of a finite source or a failure.
     *
     * @return why it failed; empty otherwise
     */
    public static Optional<String> run(DaemonConfig config) throws InterruptedException {
        TimeSource time = TimeSource.system();
        NotifySocket notify = new NotifySocket(System.getenv());
        notify.send("STATUS=Starting: loading networks\nEXTEND_TIMEOUT_USEC=" + LOADING_SECONDS * 1_000_000L);
        PanelSettings.ButtonKeys button = config.panel().button();
        MuteStore muteStore = new MuteStore(config.unit().stateFolder());
        ExecutorService slowLane = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("revision").daemon().factory());
        Networks.Settings hearing = Networks.Settings.defaults();
        try (Networks networks = Networks.load(LoadedModels.Settings.defaults(), hearing);
                FrontPanel panel =
                        new FrontPanel(config.panel().light().settings(), button.settings(), time::nanoTime);
                Indicator indicator = new Indicator(panel::openLight);
                ButtonReader reader = new ButtonReader(panel::openButton, button.settings())) {
            Daemon.Sound sound = new Daemon.Sound(
                    time,
                    config.audio().newSource(networks.sampleRate(), time::nanoTime),
                    CaptureAgent.Settings.defaults(),
                    config.audio().backlogBlocks(),
                    muteStore.startMuted(),
                    new Daemon.Hearing(
                            networks.sampleRate(), networks::newPipeline, tracker(config, networks, slowLane)));
            FrontDesk desk = new FrontDesk(
                    indicator, reader, muteStore, config.listening().unmute(), IDENTIFY_FOR);
            Daemon.Room room = new Daemon.Room(desk, notify::send, notify.watchdog());
            return runUntilStopped(Daemon.start(sound, room, sinks(config, networks, time)));
        } finally {
            slowLane.shutdownNow();
        }
    }

    private static Optional<String> runUntilStopped(Daemon daemon) throws InterruptedException {
        Thread main = Thread.currentThread();
        Thread hook = new Thread(
                () -> {
                    daemon.close();
                    join(main);
                },
                "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try (daemon) {
            return daemon.awaitEnd();
        } finally {
            removeHook(hook);
        }
    }

    /** The process must not end before the main thread has closed what it opened. */
    private static void join(Thread main) {
        try {
            main.join(Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.debug("stopping already");
        }
    }

    private static MeetingTracker tracker(DaemonConfig config, Networks networks, ExecutorService slowLane) {
        int rate = networks.sampleRate();
        return Tracking.newLiveTracker(
                Math.toIntExact(samples(config.listening().latency(), rate)),
                networks.hopSamples(),
                samples(config.listening().meetingEndsAfter(), rate),
                slowLane);
    }

    private static long samples(Duration duration, int rate) {
        return duration.toMillis() * rate / 1000;
    }

    private static List<Function<Commands, OpenSink>> sinks(DaemonConfig config, Networks networks, TimeSource time) {
        String unit = config.unit().id().orElseGet(new UnitId(Path.of("/"))::find);
        MqttIdentity identity = new MqttIdentity(
                unit, config.unit().room().orElse(unit), UUID.randomUUID().toString(), networks.sampleRate(), Map.of());
        return List.of(commands -> {
            MqttPublisher publisher = MqttPublisher.start(
                    config.mqtt(),
                    identity,
                    new MqttPublisher.Ports(time, () -> Files.exists(CLOCK_SYNCHRONISED), commands));
            return new OpenSink(
                    publisher,
                    () -> publisher.status().connected() ? Optional.empty() : Optional.of(Sign.BROKER_OFFLINE),
                    publisher);
        });
    }
}
