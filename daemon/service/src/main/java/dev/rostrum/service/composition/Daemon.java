package dev.rostrum.service.composition;

import dev.rostrum.diarization.pipeline.EventStage;
import dev.rostrum.diarization.timeline.MeetingTracker;
import dev.rostrum.service.agent.Agent;
import dev.rostrum.service.agent.AgentRunner;
import dev.rostrum.service.agent.Bell;
import dev.rostrum.service.agent.Durations;
import dev.rostrum.service.agent.TaskQueue;
import dev.rostrum.service.analysis.Analysis;
import dev.rostrum.service.analysis.AnalysisAgent;
import dev.rostrum.service.analysis.LatencyDial;
import dev.rostrum.service.analysis.Lateness;
import dev.rostrum.service.capture.CaptureAgent;
import dev.rostrum.service.capture.CaptureAgent.Overload;
import dev.rostrum.service.capture.CaptureLink;
import dev.rostrum.service.capture.CapturedSound;
import dev.rostrum.service.capture.LineState.Line;
import dev.rostrum.service.capture.Microphones;
import dev.rostrum.service.conductor.CommandInbox;
import dev.rostrum.service.conductor.ConductorAgent;
import dev.rostrum.service.conductor.PanelController;
import dev.rostrum.service.conductor.ProcessFigures;
import dev.rostrum.service.conductor.ProcessorShare;
import dev.rostrum.service.conductor.Temperatures;
import dev.rostrum.service.event.Commands;
import dev.rostrum.service.event.EventSink;
import dev.rostrum.service.health.Heartbeat;
import dev.rostrum.service.health.ServiceReporter;
import dev.rostrum.service.health.Watchdog;
import dev.rostrum.service.time.StreamClock;
import dev.rostrum.service.time.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongToIntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The composition root: builds the path in its order, source to sinks, and takes it down in reverse. What is handed in
 * stays the caller's to close, after this is closed.
 */
public final class Daemon implements ConfigReload.Reloadable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);
    private static final Duration STUCK_AFTER = Duration.ofSeconds(20);
    private static final Duration LAST_WORDS = Duration.ofSeconds(3);
    private static final Path THERMAL_ZONES = Path.of("/sys/class/thermal");
    private static final long LOOK_AT_THE_END_MS = 5;
    private static final long SHOW_FAULT_MS = 2000;

    private static final double NS_PER_SECOND = 1e9;

    private final TimeSource time;
    private final long startedNs;
    private final List<AutoCloseable> openSinks = new ArrayList<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    /** A finite source is heard to its end, or {@link #stopped}. */
    private final CountDownLatch heard = new CountDownLatch(1);

    private final TaskQueue chores = new TaskQueue();
    private final ProcessorShare processor = new ProcessorShare();
    private final ServiceReporter reporter;
    private final ConductorAgent conductor;
    private final CaptureAgent capture;
    private final AnalysisAgent analysis;
    private final MeetingTracker tracker;
    private final CommandInbox inbox;
    private final Bell conductorBell;
    private final StreamClock clock;
    private final Microphones microphones;
    private final AgentRunner captureRunner;
    private final AgentRunner analysisRunner;
    private final AgentRunner conductorRunner;
    private volatile @Nullable String failure;
    private boolean closed;

    private Daemon(AudioInput sound, RoomContext room, List<OpenSink.Factory> sinks) {
        TimeSource time = sound.time();
        this.startedNs = time.nanoTime();
        this.time = time;
        this.clock = new StreamClock(time, sound.hearing().sampleRate());
        Bell analysisBell = new Bell();
        this.conductorBell = room.bell();
        this.inbox = new CommandInbox(conductorBell::ring);
        CaptureLink link = new CaptureLink(sound.blocks(), analysisBell::ring);
        this.capture = new CaptureAgent(
                sound.source(),
                link,
                clock,
                new CaptureAgent.Surroundings(time, new SplittableRandom(startedNs), sound.capture()),
                sound.startMuted());
        this.microphones = new Microphones(() -> capture.state().line() == Line.OPEN);
        AnalysisAgent.Outlet outlet = new AnalysisAgent.Outlet(conductorBell::ring);
        Analysis hearing = sound.hearing();
        this.tracker = hearing.tracker();
        LatencyDial latency = new LatencyDial(hearing.tracker().timing(), hearing.sampleRate());
        this.analysis = new AnalysisAgent(
                link,
                new AnalysisAgent.Equipment(
                        format -> microphones.watch(CapturedSound.format(format), clock.sampleRate(), sound.array()),
                        hearing.path().apply(new EventStage(hearing.tracker(), latency::set, outlet::accept)),
                        latency,
                        sound.ladder()),
                outlet,
                time);
        List<Heartbeat> beats = List.of(beat("capture"), beat("analysis"), beat("conductor"));
        this.reporter = new ServiceReporter(room.service(), new Watchdog(room.watchdog(), beats));
        this.conductor = new ConductorAgent(
                new ConductorAgent.Ears(capture, analysis, outlet, latency, clock, time),
                room.desk(),
                inbox,
                audience(room.desk(), sinks, overload(sound, link, latency)),
                sound.startMuted());
        this.captureRunner = runner(capture, new Bell(), beats.get(0));
        this.analysisRunner = runner(analysis, analysisBell, beats.get(1));
        this.conductorRunner = runner(conductor, conductorBell, beats.get(2));
    }

    /**
     * Builds everything and starts listening.
     *
     * @param sinks opened in this order
     */
    public static Daemon start(AudioInput sound, RoomContext room, List<OpenSink.Factory> sinks) {
        Daemon daemon = new Daemon(sound, room, sinks);
        daemon.conductorRunner.start();
        daemon.analysisRunner.start();
        daemon.captureRunner.start();
        return daemon;
    }

    /** The way in for commands. */
    public Commands commands() {
        return inbox;
    }

    /** Stream position and wall time. */
    public StreamClock clock() {
        return clock;
    }

    @Override
    public void perform(Runnable chore) {
        chores.add(chore);
        conductorBell.ring();
    }

    @Override
    public void reloading() {
        perform(() -> reporter.reloading(time.nanoTime()));
    }

    @Override
    public void reloaded(String problem) {
        perform(() -> reporter.reloaded(problem));
    }

    /** How the microphones are. */
    public Microphones microphones() {
        return microphones;
    }

    /** What happened at the capture line. */
    public CaptureAgent capture() {
        return capture;
    }

    /** How long the windows took. */
    public Durations steps() {
        return analysis.steps();
    }

    /**
     * Waits until a finite source is heard to its end, a thread failed or {@link #close} was called.
     *
     * @return why it failed; empty otherwise
     */
    public Optional<String> awaitEnd() throws InterruptedException {
        heard.await();
        while (!conductor.heardAll() && !stopped.await(LOOK_AT_THE_END_MS, TimeUnit.MILLISECONDS)) {
            // the conductor still has to hear it
        }
        if (failure != null) {
            Thread.sleep(SHOW_FAULT_MS); // long enough to be seen
        }
        return Optional.ofNullable(failure);
    }

    /** Stops listening, tells everybody, and waits for it; in reverse order of building. Twice does no harm. */
    @Override
    public synchronized void close() {
        end();
        if (closed) {
            return;
        }
        closed = true;
        captureRunner.stopWithin(LAST_WORDS);
        analysisRunner.stopWithin(LAST_WORDS);
        conductorRunner.stopWithin(LAST_WORDS);
        for (AutoCloseable sink : openSinks.reversed()) {
            try {
                sink.close();
            } catch (Exception e) { // the others still have to be closed
                LOG.warn("closing failed: {}", e.toString());
            }
        }
    }

    /** Stream position of the newest sample analysed. */
    public long position() {
        return analysis.position();
    }

    /** Whether {@link #awaitEnd} would return at once. */
    public boolean ended() {
        return stopped.getCount() == 0 || analysis.ended();
    }

    /** Whether the networks can be closed: nobody may be using them. */
    public boolean analysisEnded() {
        return analysisRunner.ended();
    }

    /** What is said where the machine is too slow for its sound. */
    private static List<Supplier<Optional<String>>> overload(AudioInput sound, CaptureLink link, LatencyDial dial) {
        List<Supplier<Optional<String>>> troubles = new ArrayList<>(dial.troubles());
        if (sound.capture().overload() == Overload.DROP) {
            int rate = sound.hearing().sampleRate();
            troubles.add(
                    new Lateness(() -> (long) link.waiting() * sound.capture().blockFrames(), rate)::trouble);
        }
        return troubles;
    }

    private ConductorAgent.Audience audience(
            PanelController desk, List<OpenSink.Factory> factories, List<Supplier<Optional<String>>> overload) {
        List<EventSink> sinks = new ArrayList<>(List.of(desk.indicator(), reporter));
        List<Supplier<Optional<String>>> troubles = new ArrayList<>(overload);
        for (OpenSink.Factory factory : factories) {
            OpenSink open = factory.open(inbox, clock);
            sinks.add(open.sink());
            troubles.add(open.trouble());
            openSinks.add(open.closing());
        }
        troubles.add(microphones::trouble);
        troubles.add(() -> desk.indicator().fault().map(why -> "light"));
        troubles.add(() -> desk.button().fault().map(why -> "button"));
        List<LongToIntFunction> ticks = List.of(desk.indicator()::tick, this::feedWatchdog, nowNs -> chores.doAll());
        return new ConductorAgent.Audience(
                sinks, ticks, troubles.stream().map(DegradedReasons::known).toList(), nowNs -> health(desk, nowNs));
    }

    /** Leaves nothing behind that would want a shorter nap. */
    private int feedWatchdog(long nowNs) {
        reporter.tick(nowNs);
        return 0;
    }

    private Map<String, Double> health(PanelController desk, long nowNs) {
        double uptime = (nowNs - startedNs) / NS_PER_SECOND;
        Map<String, Double> figures = new TreeMap<>(microphones.figures());
        figures.putAll(new Temperatures(THERMAL_ZONES).figures());
        figures.putAll(tracker.figures());
        ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .ifPresent(used ->
                        processor.since(used, nowNs).ifPresent(percent -> figures.put("process.cpu-percent", percent)));
        figures.put("button.lost-edges", (double) desk.button().lostEdges());
        return ProcessFigures.of(capture.counts(), analysis.steps(), figures, uptime);
    }

    private AgentRunner runner(Agent agent, Bell bell, Heartbeat beat) {
        return new AgentRunner(agent, bell, () -> onCycle(beat), this::onFailure);
    }

    private void onCycle(Heartbeat beat) {
        beat.beat(time.nanoTime());
        if (analysis.ended()) {
            heard.countDown();
        }
    }

    private void end() {
        stopped.countDown();
        heard.countDown();
    }

    private static Heartbeat beat(String thread) {
        return new Heartbeat(thread, STUCK_AFTER);
    }

    /** A thread that fails ends the daemon: the service manager starts it again from a clean state. */
    private void onFailure(String thread, Throwable thrown) {
        LOG.error("thread={} failed", thread, thrown);
        failure = "the " + thread + " thread failed: " + thrown;
        conductor.breakDown();
        end();
    }
}
