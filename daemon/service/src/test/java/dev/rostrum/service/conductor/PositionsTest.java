package dev.rostrum.service.conductor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.diarization.frontend.FirstChannel;
import dev.rostrum.diarization.pipeline.EventStage;
import dev.rostrum.diarization.pipeline.ListeningPipeline;
import dev.rostrum.diarization.pipeline.Tracking;
import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.diarization.timeline.MeetingTracker;
import dev.rostrum.diarization.timeline.SpeechTurn;
import dev.rostrum.diarization.timeline.SpeechTurn.Certainty;
import dev.rostrum.diarization.timeline.SpeechTurn.Stage;
import dev.rostrum.diarization.timeline.TimelineEvent;
import dev.rostrum.diarization.window.WindowAssembler;
import dev.rostrum.drivers.button.ButtonSettings;
import dev.rostrum.drivers.button.NoButton;
import dev.rostrum.drivers.simulated.SimulatedLight;
import dev.rostrum.service.analysis.AnalysisAgent;
import dev.rostrum.service.analysis.LatencyDial;
import dev.rostrum.service.analysis.LoadLadder;
import dev.rostrum.service.capture.CaptureAgent;
import dev.rostrum.service.capture.CaptureLink;
import dev.rostrum.service.capture.CapturedSound;
import dev.rostrum.service.event.Commands;
import dev.rostrum.service.event.RoomCommand;
import dev.rostrum.service.event.RoomEvent;
import dev.rostrum.service.event.RoomState.Phase;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where in the stream a unit says to be, through all that can happen to its line; sound without end, no networks. */
class PositionsTest {
    private static final int RATE = 16_000;
    private static final int NEVER = 1000 * RATE;
    private static final Duration BLOCK = Duration.ofMillis(20);
    private static final long LATE_MS = 60;

    private final ManualTimeSource time = new ManualTimeSource();
    private final long startedMs = time.epochMillis();
    private final StreamClock clock = new StreamClock(time, RATE);
    private final ConductedRoom.Microphone microphone = new ConductedRoom.Microphone();
    private final CaptureLink link = new CaptureLink(500, () -> {});
    private final AnalysisAgent.Outlet outlet = new AnalysisAgent.Outlet(() -> {});
    private final MeetingTracker tracker = Tracking.newTracker(RATE / 2, RATE / 2);
    private final LatencyDial dial = new LatencyDial(tracker.timing(), RATE);
    private final AnalysisAgent analysis = new AnalysisAgent(
            link,
            new AnalysisAgent.Equipment(
                    format -> new FirstChannel(CapturedSound.format(format), RATE),
                    new ListeningPipeline(
                            new WindowAssembler(NEVER, NEVER, NEVER),
                            window -> {
                                throw new IllegalStateException("no network");
                            },
                            new EventStage(tracker, dial::set, outlet::accept)),
                    dial,
                    LoadLadder.Settings.never()),
            outlet,
            time);
    private final CaptureAgent capture = new CaptureAgent(
            microphone,
            link,
            clock,
            new CaptureAgent.Surroundings(time, new SplittableRandom(1), CaptureAgent.Settings.defaults()),
            false);
    private final List<Told> told = new ArrayList<>();
    private final CommandInbox inbox = new CommandInbox(() -> {});

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private ConductorAgent conductor;

    private record Told(RoomEvent event, long atMs, long spokenMs) {}

    @BeforeEach
    void begin() {
        SimulatedLight light = new SimulatedLight(time::nanoTime);
        PanelController desk = new PanelController(
                new Indicator(() -> light),
                new ButtonReader(NoButton::new, ButtonSettings.defaults(), () -> {}),
                new MuteStore(folder),
                PanelController.ButtonRules.BUTTON_ONLY,
                Duration.ofSeconds(1));
        conductor = new ConductorAgent(
                new ConductorAgent.Ears(capture, analysis, outlet, dial, clock, time),
                desk,
                inbox,
                new ConductorAgent.Audience(List.of(this::hear), List.of(), List.of(), nowNs -> Map.of()),
                false);
        conductor.onStart();
    }

    @Test
    void shouldNeverGoBackAndKeepStepWithTheClock() {
        microphone.missing = Optional.of("no such card");
        run(Duration.ofSeconds(25), true); // no microphone yet: the stream is where it would be
        microphone.missing = Optional.empty();
        run(Duration.ofSeconds(45), true);
        int slow = told.size();
        run(Duration.ofSeconds(3), false); // analysis falls behind
        int behind = told.size();
        capture.mute(true);
        run(Duration.ofMillis(100), false);
        assertThat(lastPhase()).isEqualTo(Phase.MUTED);
        int caughtUp = told.size();
        run(Duration.ofSeconds(30), true);
        capture.mute(false);
        run(Duration.ofSeconds(20), true);
        microphone.missing = Optional.of("no such card");
        run(Duration.ofSeconds(15), true);
        microphone.missing = Optional.empty();
        run(Duration.ofSeconds(45), true);
        capture.onClose();
        analysis.onClose();
        conductor.onClose();

        assertThat(told.stream().map(t -> t.event().atSample())).isSorted();
        assertThat(lastPhase()).isEqualTo(Phase.STOPPING);
        for (int i = 0; i < told.size(); i++) {
            Told each = told.get(i);
            long lateMs = each.atMs() - each.spokenMs();
            boolean backlog = i >= slow && i < caughtUp;
            assertThat(lateMs).as("%s", each).isBetween(-LATE_MS, backlog ? 3000 + 2 * LATE_MS : LATE_MS);
            assertThat(each.event().atSample() * 1000 / RATE + startedMs)
                    .as("%s", each)
                    .isBetween(each.spokenMs() - LATE_MS, each.spokenMs() + LATE_MS);
        }
        assertThat(told.get(behind).atMs() - told.get(behind).spokenMs())
                .as("what was heard when the line closed")
                .isGreaterThan(2900);
    }

    @Test
    void shouldStampANamingWhereTheStreamIsHeardTo() {
        run(Duration.ofSeconds(5), true);
        long heardTo = analysis.position();
        outlet.accept(new TimelineEvent.MeetingStarted(heardTo, 1, 0));
        outlet.accept(new TimelineEvent.TurnStarted(
                heardTo,
                new SpeechTurn(
                        1, 0, new SpeakerId(1), 0, heardTo, Stage.OPEN, Certainty.CONFIRMED, 1, Optional.empty())));
        run(Duration.ofSeconds(3), false); // analysis falls behind
        inbox.submit(new RoomCommand.NameSpeaker(new SpeakerId(1), "Ada"), Commands.PAGE, result -> {});
        run(BLOCK, false);

        RoomEvent named = told.getLast().event();
        assertThat(named).isInstanceOf(RoomEvent.SpeakerNamed.class);
        assertThat(named.atSample()).isEqualTo(heardTo);
    }

    private Phase lastPhase() {
        return told.stream()
                .map(Told::event)
                .filter(RoomEvent.StateChanged.class::isInstance)
                .map(event -> ((RoomEvent.StateChanged) event).state().phase())
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private void hear(RoomEvent event) {
        told.add(new Told(event, time.epochMillis(), clock.epochMillisAt(event.atSample())));
    }

    private void run(Duration length, boolean analysing) {
        for (long ms = 0; ms < length.toMillis(); ms += BLOCK.toMillis()) {
            time.advance(BLOCK);
            capture.doWork();
            while (analysing && analysis.doWork() > 0) {
                // all that was captured
            }
            conductor.doWork();
        }
    }
}
