package dev.rostrum.service.conductor;

import dev.rostrum.diarization.timeline.TimelineEvent;
import dev.rostrum.drivers.button.ButtonGesture;
import dev.rostrum.service.agent.Agent;
import dev.rostrum.service.analysis.AnalysisAgent;
import dev.rostrum.service.analysis.LatencyDial;
import dev.rostrum.service.capture.CaptureAgent;
import dev.rostrum.service.conductor.CommandInbox.Asked;
import dev.rostrum.service.event.Commands;
import dev.rostrum.service.event.EventSink;
import dev.rostrum.service.event.HealthReport;
import dev.rostrum.service.event.RoomCommand;
import dev.rostrum.service.event.RoomEvent;
import dev.rostrum.service.event.RoomState;
import dev.rostrum.service.event.RoomState.Phase;
import dev.rostrum.service.time.StreamClock;
import dev.rostrum.service.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.LongToIntFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one who decides and tells: reads events, button and commands, knows what the room is like, and hands everything
 * to the sinks in one order. On closing it tells what the path still had to say, and that the unit stops.
 */
public final class ConductorAgent implements Agent {
    private static final Logger LOG = LoggerFactory.getLogger(ConductorAgent.class);
    private static final long HEALTH_EVERY_NS = Duration.ofSeconds(10).toNanos();
    private static final Duration NAP = Duration.ofMillis(10);
    /** Button, commands and events wake the conductor; what is wrong may wait so long. */
    private static final Duration NAP_WHILE_MUTED = Duration.ofMillis(500);

    private final Ears ears;
    private final PanelController desk;
    private final CommandInbox inbox;
    private final Audience audience;
    private final MuteSwitch mute;
    private final RoomView view = new RoomView();
    private final SpeakerNames names = new SpeakerNames();
    private final CommandExecutor orders;
    private RoomState told;
    private long healthAtNs;
    private long heardToSample;
    private long positionSample;
    private volatile boolean atRest;
    private volatile boolean broken;

    /** The path that the conductor listens to. */
    public record Ears(
            CaptureAgent capture,
            AnalysisAgent analysis,
            AnalysisAgent.Outlet events,
            LatencyDial latency,
            StreamClock clock,
            TimeSource time) {}

    /**
     * Those who are told.
     *
     * @param sinks in this order
     * @param ticks called every round with the monotonic time; what they return is work done
     * @param troubles each a word for {@link RoomState#degraded()} while something is wrong
     * @param health figures of the device, now and then
     */
    public record Audience(
            List<EventSink> sinks,
            List<LongToIntFunction> ticks,
            List<Supplier<Optional<String>>> troubles,
            LongFunction<Map<String, Double>> health) {}

    /** A conductor that has told nothing yet. */
    public ConductorAgent(Ears ears, PanelController desk, CommandInbox inbox, Audience audience, boolean startMuted) {
        this.ears = ears;
        this.desk = desk;
        this.inbox = inbox;
        this.audience = audience;
        this.mute = new MuteSwitch(ears.capture(), desk, startMuted);
        this.orders = new CommandExecutor(ears, desk, mute, names, () -> position(told.phase()), this::tell);
        this.told = new RoomState(Phase.STARTING, List.of(), false, List.of(), 0);
    }

    /** Whether everything that the path has said so far was handed to the sinks. Any thread. */
    public boolean heardAll() {
        return ears.events().waiting() == 0 && atRest;
    }

    /** A part of the daemon failed: from now on that is what the room is told. Any thread. */
    public void breakDown() {
        broken = true;
    }

    @Override
    public String name() {
        return "conductor";
    }

    @Override
    public void onStart() {
        mute.by().ifPresent(who -> LOG.info("event=starts-muted by={}", who));
        tell(new RoomEvent.StateChanged(told));
        healthAtNs = ears.time().nanoTime() + HEALTH_EVERY_NS;
    }

    @Override
    public int doWork() {
        long nowNs = ears.time().nanoTime();
        heardToSample = ears.analysis().position(); // before the events, so that none of them lies behind it
        int work = hearEvents() + hearButton(nowNs) + hearCommands(nowNs) + mute.tick();
        Phase before = told.phase();
        work += tellState(phase());
        for (LongToIntFunction tick : audience.ticks()) {
            work += tick.applyAsInt(nowNs);
        }
        if (nowNs - healthAtNs >= 0 || told.phase() != before) {
            healthAtNs = nowNs + HEALTH_EVERY_NS;
            tellHealth(nowNs);
        }
        atRest = work == 0;
        return work;
    }

    /** The light wants a look this often; muted, it only flashes now and then. */
    @Override
    public Duration napAtMost() {
        if (told.phase() != Phase.MUTED || !mute.settled()) {
            return NAP;
        }
        Duration steady = desk.indicator().steadyFor(ears.time().nanoTime());
        return steady.compareTo(NAP_WHILE_MUTED) < 0 ? steady : NAP_WHILE_MUTED;
    }

    @Override
    public void onClose() {
        heardToSample = ears.analysis().position();
        hearEvents();
        tellHealth(ears.time().nanoTime());
        tellState(Phase.STOPPING);
    }

    private int hearEvents() {
        int heard = 0;
        for (Optional<TimelineEvent> next = ears.events().poll();
                next.isPresent();
                next = ears.events().poll()) {
            TimelineEvent event = next.get();
            if (event instanceof TimelineEvent.MeetingStarted started) {
                LOG.info("event=meeting-started meeting={} by=speech", started.meeting());
            }
            view.apply(event);
            names.apply(event);
            tell(new RoomEvent.Timeline(event));
            heard++;
        }
        return heard;
    }

    private int hearButton(long nowNs) {
        int heard = 0;
        for (Optional<ButtonGesture> gesture = desk.button().take(nowNs);
                gesture.isPresent();
                gesture = desk.button().take(nowNs)) {
            orders.obey(new Asked(meaning(gesture.get()), Commands.BUTTON, result -> {}), nowNs);
            heard++;
        }
        return heard;
    }

    private RoomCommand meaning(ButtonGesture gesture) {
        return switch (gesture) {
            case TOGGLE_MUTE -> mute.by().isPresent() ? new RoomCommand.Unmute() : new RoomCommand.Mute();
            case IDENTIFY -> new RoomCommand.Identify();
            case FORGET_MEETING -> new RoomCommand.NewMeeting();
        };
    }

    private int hearCommands(long nowNs) {
        int heard = 0;
        for (Optional<Asked> asked = inbox.take(); asked.isPresent(); asked = inbox.take()) {
            orders.obey(asked.get(), nowNs);
            heard++;
        }
        return heard;
    }

    private Phase phase() {
        if (broken) {
            return Phase.FAULT;
        }
        return switch (ears.capture().state().line()) {
            case CLOSED -> Phase.STARTING;
            case OPEN -> told.phase() == Phase.STARTING && noSoundYet() ? Phase.STARTING : Phase.LISTENING;
            case MUTED -> Phase.MUTED;
            case LOST -> Phase.NO_MICROPHONE;
            case ENDED -> told.phase() == Phase.STOPPING ? Phase.STOPPING : Phase.LISTENING;
        };
    }

    /** A line that opens may still bring nothing. */
    private boolean noSoundYet() {
        return ears.capture().counts().frames() + ears.capture().counts().dropped() == 0;
    }

    private int tellState(Phase phase) {
        List<String> degraded = new ArrayList<>();
        audience.troubles().forEach(trouble -> trouble.get().ifPresent(degraded::add));
        switch (phase) {
            case NO_MICROPHONE, FAULT -> degraded.addFirst(phase.word());
            case STARTING, LISTENING, MUTED, STOPPING -> {}
        }
        if (mute.notStored()) {
            degraded.add("mute-not-stored");
        }
        RoomState now = view.state(phase, degraded, told.atSample())
                .withLatency(ears.latency().latency())
                .withMutedBy(mute.closedBy());
        if (now.equals(told)) {
            return 0;
        }
        told = now.at(position(phase));
        tell(new RoomEvent.StateChanged(told));
        return 1;
    }

    /** Where the stream is heard to; where no sound is on its way, where it would be. Never runs backwards. */
    private long position(Phase phase) {
        boolean waits = phase == Phase.STARTING || !ears.analysis().paused();
        positionSample =
                Math.max(positionSample, waits ? heardToSample : ears.clock().sampleNow());
        return positionSample;
    }

    private void tellHealth(long nowNs) {
        HealthReport report =
                new HealthReport(position(told.phase()), audience.health().apply(nowNs));
        tell(new RoomEvent.HealthReported(report));
    }

    private void tell(RoomEvent event) {
        for (EventSink sink : audience.sinks()) {
            sink.onEvent(event);
        }
    }
}
