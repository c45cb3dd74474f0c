package dev.rostrum.service;

import dev.rostrum.diarization.pipeline.Networks;
import dev.rostrum.diarization.pipeline.Tracking;
import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.diarization.timeline.MeetingTracker;
import dev.rostrum.service.agent.Bell;
import dev.rostrum.service.analysis.Analysis;
import dev.rostrum.service.capture.CaptureAgent;
import dev.rostrum.service.composition.AudioInput;
import dev.rostrum.service.composition.ConfigReload;
import dev.rostrum.service.composition.Daemon;
import dev.rostrum.service.composition.NetworkLoading;
import dev.rostrum.service.composition.PanelChange;
import dev.rostrum.service.composition.Recognition;
import dev.rostrum.service.composition.RoomContext;
import dev.rostrum.service.composition.ServiceSinks;
import dev.rostrum.service.conductor.PanelController;
import dev.rostrum.service.config.DaemonConfig;
import dev.rostrum.service.config.ListeningSettings;
import dev.rostrum.service.config.LogSettings;
import dev.rostrum.service.control.InstanceLock;
import dev.rostrum.service.event.Commands;
import dev.rostrum.service.event.RoomCommand;
import dev.rostrum.service.health.HangupSignal;
import dev.rostrum.service.health.HeapKeeper;
import dev.rostrum.service.health.MuteStore;
import dev.rostrum.service.health.NotifySocket;
import dev.rostrum.service.indicator.ButtonReader;
import dev.rostrum.service.indicator.FrontPanel;
import dev.rostrum.service.indicator.Indicator;
import dev.rostrum.service.time.TimeSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The daemon as a service: from the configuration to the end of the process, with a clean stop on SIGTERM. */
public final class Service {
    private static final Logger LOG = LoggerFactory.getLogger(Service.class);
    private static final int LOADING_SECONDS = 60;
    private static final Duration IDENTIFY_FOR = Duration.ofSeconds(10);
    private static final Duration LAST_CHORES = Duration.ofSeconds(1);

    private final Path file;
    private final DaemonConfig config;
    private final Consumer<LogSettings> log;
    private final TimeSource time = TimeSource.system();
    private final Bell bell = new Bell();
    private final NotifySocket notify = new NotifySocket(System.getenv());
    /** Complete once there is something to reload; a SIGHUP before waits here. */
    private final CompletableFuture<ConfigReload> reload = new CompletableFuture<>();

    /** The main thread has closed what it opened; it may go on to wait for the hook that waits for it. */
    private final CountDownLatch left = new CountDownLatch(1);

    private volatile boolean stopping;
    private volatile @Nullable Daemon daemon;

    private Service(Path file, DaemonConfig config, Consumer<LogSettings> log) {
        this.file = file;
        this.config = config;
        this.log = log;
    }

    /**
     * Runs until SIGTERM, the end of a finite source or a failure.
     *
     * @param file that the configuration came from, and comes from again at a reload
     * @param log sets how much is logged
     * @return why it failed; empty otherwise
     * @throws dev.rostrum.service.control.AlreadyRunningException if another daemon holds the runtime folder
     * @throws IOException if the runtime folder cannot be used
     */
    public static Optional<String> run(Path file, DaemonConfig config, Consumer<LogSettings> log)
            throws IOException, InterruptedException {
        InstanceLock lock = InstanceLock.acquire(config.unit().runtimeFolder());
        try {
            if (!config.log().equals(LogSettings.defaults())) { // the default gives way to the command line
                log.accept(config.log());
            }
            return new Service(file, config, log).runUntilStopped();
        } finally {
            lock.close();
        }
    }

    private Optional<String> runUntilStopped() throws InterruptedException {
        notify.send("STATUS=Starting: loading networks\nEXTEND_TIMEOUT_USEC=" + LOADING_SECONDS * 1_000_000L);
        HangupSignal.onHangup(() -> Thread.ofVirtual()
                .name("reload")
                .start(() -> LOG.debug("reload result={}", reload.join().run())));
        Thread hook = new Thread(this::stop, "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try (FrontPanel panel = new FrontPanel(
                        config.panel().light().settings(),
                        config.panel().button().settings(),
                        time::nanoTime);
                Indicator indicator = new Indicator(panel::openLight);
                ButtonReader button = new ButtonReader(
                        panel::openButton, config.panel().button().settings(), bell::ring)) {
            Optional<Networks> loaded = load(indicator);
            return loaded.isEmpty()
                    ? Optional.empty()
                    : listen(loaded.get(), new PanelChange(panel, indicator, button));
        } finally {
            left.countDown();
            removeHook(hook);
        }
    }

    /** Loads the networks while the light says so; empty if somebody wanted the end meanwhile. */
    private Optional<Networks> load(Indicator indicator) throws InterruptedException {
        NetworkLoading loading = NetworkLoading.begin(config.listening());
        while (!loading.over()) {
            if (stopping) {
                LOG.info("stopped while loading");
                notify.send("STOPPING=1\nSTATUS=Stopping");
                return Optional.empty();
            }
            indicator.tick(time.nanoTime());
        }
        return Optional.of(loading.networks());
    }

    private Optional<String> listen(Networks networks, PanelChange panel) throws InterruptedException {
        ExecutorService revision = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("revision").daemon().factory());
        MuteStore muteStore = new MuteStore(config.unit().stateFolder());
        Recognition.Known known = recognition(networks, revision);
        AudioInput sound = new AudioInput(
                time,
                config.audio().newSource(networks.sampleRate(), time::nanoTime),
                config.array().geometry(),
                CaptureAgent.Settings.defaults(),
                config.audio().backlogBlocks(),
                muteStore.mutedBy().isPresent(),
                new Analysis(networks.sampleRate(), networks::newPipeline, known.tracker()));
        PanelController desk = new PanelController(
                panel.indicator(), panel.button(), muteStore, config.listening().unmute(), IDENTIFY_FOR);
        RoomContext room = new RoomContext(desk, bell, notify::send, notify.watchdog());
        ServiceSinks sinks = new ServiceSinks(
                config, new ServiceSinks.Around(time, reload, panel.indicator(), known.enrolment()), networks);
        HeapKeeper.start();
        Daemon started = Daemon.start(sound, room, sinks.list());
        sinks.show(started);
        daemon = started;
        try (started) {
            reload.complete(new ConfigReload(file, config, started, new ConfigReload.Changes(panel::apply, log)));
            return stopping ? Optional.empty() : started.awaitEnd();
        } finally {
            revision.shutdownNow();
            closeOrHalt(networks, started);
        }
    }

    /** The networks must not be taken from under a thread that uses them. */
    private static void closeOrHalt(Networks networks, Daemon ended) {
        if (!ended.analysisEnded()) {
            LOG.error("analysis does not end; the process ends without it");
            Runtime.getRuntime().halt(1);
        }
        networks.close();
    }

    /** The process must not end before the main thread has closed what it opened. */
    private void stop() {
        stopping = true;
        Daemon running = daemon;
        if (running != null) {
            running.close();
        }
        try {
            if (!left.await(LAST_CHORES.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("the main thread takes too long to close what it opened");
            }
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

    private Recognition.Known recognition(Networks networks, ExecutorService revision) {
        ListeningSettings listening = config.listening();
        int rate = networks.sampleRate();
        int speakersAtLeast = listening.exactSpeakers().orElse(listening.minSpeakers());
        int speakersAtMost = listening.exactSpeakers().orElse(listening.maxSpeakers());
        MeetingTracker tracker = Tracking.newLiveTracker(
                networks.timed(networks.tracker(), Math.toIntExact(samples(listening.latency(), rate)))
                        .withMeetingEnd(samples(listening.meetingEndsAfter(), rate))
                        .withSpeakers(speakersAtLeast, speakersAtMost),
                networks.transform(),
                revision);
        return Recognition.around(tracker, config, rate, this::recognised);
    }

    private void recognised(SpeakerId speaker, String name) {
        Daemon running = daemon;
        if (running != null) {
            RoomCommand command = name.isEmpty()
                    ? new RoomCommand.ForgetSpeaker(speaker)
                    : new RoomCommand.NameSpeaker(speaker, name);
            running.commands().submit(command, Commands.ENROLMENT, result -> {});
        }
    }

    private static long samples(Duration duration, int rate) {
        return duration.toMillis() * rate / 1000;
    }
}
