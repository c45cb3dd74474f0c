package dev.rostrum.service.conductor;

import dev.rostrum.diarization.frontend.FirstChannel;
import dev.rostrum.diarization.pipeline.EventStage;
import dev.rostrum.diarization.pipeline.ListeningPipeline;
import dev.rostrum.diarization.pipeline.Tracking;
import dev.rostrum.diarization.timeline.MeetingTracker;
import dev.rostrum.diarization.window.WindowAssembler;
import dev.rostrum.drivers.DeviceException;
import dev.rostrum.drivers.audio.AudioBlock;
import dev.rostrum.drivers.audio.AudioSource;
import dev.rostrum.drivers.audio.CaptureFormat;
import dev.rostrum.drivers.button.ButtonSettings;
import dev.rostrum.drivers.simulated.SimulatedButton;
import dev.rostrum.drivers.simulated.SimulatedLight;
import dev.rostrum.service.analysis.AnalysisAgent;
import dev.rostrum.service.analysis.LatencyDial;
import dev.rostrum.service.analysis.LoadLadder;
import dev.rostrum.service.capture.CaptureAgent;
import dev.rostrum.service.capture.CaptureLink;
import dev.rostrum.service.capture.CapturedSound;
import dev.rostrum.service.event.CommandResult;
import dev.rostrum.service.event.RoomCommand;
import dev.rostrum.service.event.RoomEvent;
import dev.rostrum.service.event.RoomState;
import dev.rostrum.service.health.MuteStore;
import dev.rostrum.service.indicator.ButtonReader;
import dev.rostrum.service.indicator.Indicator;
import dev.rostrum.service.time.ManualTimeSource;
import dev.rostrum.service.time.StreamClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * One start of a unit on the caller's thread: capture, analysis (without networks) and conductor, each given its rounds by
 * {@link #work}. Another one over the same folder is the unit after a restart.
 */
final class ConductedRoom {
    private static final int RATE = 16_000;
    private static final int HOP = 8_000;
    private static final int ROUNDS = 4;

    final ManualTimeSource time = new ManualTimeSource();
    final SimulatedButton button = new SimulatedButton();
    final Microphone microphone = new Microphone();
    final List<RoomEvent> told = new ArrayList<>();
    private final CommandInbox inbox = new CommandInbox(() -> {});
    private final CaptureAgent capture;
    private final AnalysisAgent analysis;
    private final ConductorAgent conductor;

    /** A unit with or without a button. */
    ConductedRoom(Path folder, ButtonSettings settings) {
        MuteStore store = new MuteStore(folder);
        boolean muted = store.mutedBy().isPresent();
        CaptureLink link = new CaptureLink(100, () -> {});
        StreamClock clock = new StreamClock(time, RATE);
        capture = new CaptureAgent(
                microphone,
                link,
                clock,
                new CaptureAgent.Surroundings(time, new SplittableRandom(1), CaptureAgent.Settings.defaults()),
                muted);
        AnalysisAgent.Outlet outlet = new AnalysisAgent.Outlet(() -> {});
        MeetingTracker tracker = Tracking.newTracker(HOP, HOP);
        LatencyDial dial = new LatencyDial(tracker.timing(), RATE);
        ListeningPipeline pipeline = new ListeningPipeline(
                new WindowAssembler(10 * RATE, RATE, HOP),
                window -> {
                    throw new IllegalStateException("no network");
                },
                new EventStage(tracker, dial::set, outlet::accept));
        analysis = new AnalysisAgent(
                link,
                new AnalysisAgent.Equipment(
                        format -> new FirstChannel(CapturedSound.format(format), RATE),
                        pipeline,
                        dial,
                        LoadLadder.Settings.never()),
                outlet,
                time);
        SimulatedLight light = new SimulatedLight(time::nanoTime);
        Indicator indicator = new Indicator(() -> light);
        PanelController desk = new PanelController(
                indicator,
                new ButtonReader(() -> button, settings, () -> {}),
                store,
                PanelController.ButtonRules.BUTTON_ONLY,
                Duration.ofSeconds(3));
        conductor = new ConductorAgent(
                new ConductorAgent.Ears(capture, analysis, outlet, dial, clock, time),
                desk,
                inbox,
                new ConductorAgent.Audience(List.of(told::add), List.of(), List.of(), nowNs -> Map.of()),
                muted);
        conductor.onStart();
        work();
    }

    /** Lets everybody do what is due. */
    void work() {
        for (int i = 0; i < ROUNDS; i++) {
            time.advance(Duration.ofMillis(20));
            capture.doWork();
            analysis.doWork();
            conductor.doWork();
        }
    }

    /** Asks, and what came of it. */
    CommandResult ask(RoomCommand command, String origin) {
        List<CommandResult> answers = new ArrayList<>();
        inbox.submit(command, origin, answers::add);
        work();
        return answers.getFirst();
    }

    /** A short press. */
    void press() {
        button.press(time.nanoTime(), Duration.ofMillis(200));
        time.advance(Duration.ofMillis(300));
        work();
    }

    /** A part of the unit failed. */
    void breakDown() {
        conductor.breakDown();
        work();
    }

    /** The unit stops in good order. */
    void stop() {
        capture.onClose();
        analysis.onClose();
        conductor.onClose();
    }

    /** What the room was told last. */
    RoomState state() {
        return told.stream()
                .filter(RoomEvent.StateChanged.class::isInstance)
                .map(event -> ((RoomEvent.StateChanged) event).state())
                .toList()
                .getLast();
    }

    /** A microphone that delivers a block whenever it is asked, and can be pulled out. */
    static final class Microphone implements AudioSource {
        Optional<String> missing = Optional.empty();
        private long position;

        @Override
        public CaptureFormat open() {
            if (missing.isPresent()) {
                throw new DeviceException(missing.get());
            }
            position = 0;
            return new CaptureFormat(RATE, 1);
        }

        @Override
        public Outcome read(AudioBlock block) {
            if (missing.isPresent()) {
                return Outcome.LOST;
            }
            block.filled(320, position, 0);
            position += 320;
            return Outcome.FRAMES;
        }

        @Override
        public void close() {
            position = 0;
        }
    }
}
