package dev.rostrum.service.composition;

import dev.rostrum.service.control.ControlRequest;
import dev.rostrum.service.control.ControlTarget;
import dev.rostrum.service.event.CommandResult;
import dev.rostrum.service.event.Commands;
import dev.rostrum.service.event.EventSink;
import dev.rostrum.service.event.HealthReport;
import dev.rostrum.service.event.RoomEvent;
import dev.rostrum.service.event.RoomState;
import dev.rostrum.service.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The running daemon as the control socket sees it: what the room is like, the newest figures, and a reload. Told by
 * the conductor, asked by any thread.
 */
final class ServiceControl implements EventSink, ControlTarget {
    /** The answer to {@code status}. */
    private record Status(
            RoomState.Phase phase,
            @Nullable String mutedBy,
            List<String> active,
            boolean overlap,
            @Nullable Long latencyMs,
            List<String> degraded,
            long atSample,
            Map<String, Double> figures) {}

    private static final long STARTED_WITHIN_SECONDS = 5;

    private final Commands commands;
    private final Future<ConfigReload> reload;
    private final Optional<LiveEnrolment> enrolment;
    private volatile RoomState state = new RoomState(RoomState.Phase.STARTING, List.of(), false, List.of(), 0);
    private volatile HealthReport health = new HealthReport(0, Map.of());

    /**
     * A target that has heard nothing yet.
     *
     * @param reload there once the daemon has started
     * @param enrolment by what the daemon hears; nothing where nobody may be enrolled
     */
    ServiceControl(Commands commands, Future<ConfigReload> reload, Optional<LiveEnrolment> enrolment) {
        this.commands = commands;
        this.reload = reload;
        this.enrolment = enrolment;
    }

    @Override
    public void onEvent(RoomEvent event) {
        switch (event) {
            case RoomEvent.StateChanged changed -> state = changed.state();
            case RoomEvent.HealthReported reported -> health = reported.report();
            case RoomEvent.Timeline ignored -> {}
            case RoomEvent.SpeakerNamed ignored -> {}
        }
    }

    @Override
    public Commands commands() {
        return commands;
    }

    @Override
    public CommandResult reload() {
        try {
            return reload.get(STARTED_WITHIN_SECONDS, TimeUnit.SECONDS).run();
        } catch (TimeoutException e) {
            return new CommandResult.Refused("starting", "The daemon is still starting.");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new CommandResult.Refused("stopping", "The daemon is stopping.");
        }
    }

    @Override
    public CommandResult enrol(ControlRequest.Enrol asked) {
        return enrolment.map(live -> live.begin(asked)).orElseGet(() -> ControlTarget.super.enrol(asked));
    }

    @Override
    public CommandResult enrolmentOutcome(String name) {
        return enrolment.map(live -> live.outcome(name)).orElseGet(() -> ControlTarget.super.enrolmentOutcome(name));
    }

    @Override
    public String status() {
        RoomState now = state;
        return Json.CAMEL.text(new Status(
                now.phase(),
                now.mutedBy().orElse(null),
                now.active().stream().map(active -> active.speaker().label()).toList(),
                now.overlap(),
                now.latency().map(Duration::toMillis).orElse(null),
                now.degraded(),
                now.atSample(),
                new TreeMap<>(health.figures())));
    }
}
