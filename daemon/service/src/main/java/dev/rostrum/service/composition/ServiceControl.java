package dev.rostrum.service.composition;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.rostrum.service.control.ControlRequest;
import dev.rostrum.service.control.ControlTarget;
import dev.rostrum.service.event.CommandResult;
import dev.rostrum.service.event.Commands;
import dev.rostrum.service.event.EventSink;
import dev.rostrum.service.event.HealthReport;
import dev.rostrum.service.event.RoomEvent;
import dev.rostrum.service.event.RoomState;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The running daemon as the control socket sees it: what the room is like, the newest figures, and a reload. Told by
 * the conductor, asked by any thread.
 */
final class ServiceControl implements EventSink, ControlTarget {
    private static final JsonFactory JSON = new JsonFactory();

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
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("phase", now.phase().word());
            if (now.mutedBy().isPresent()) {
                json.writeStringField("mutedBy", now.mutedBy().get());
            }
            json.writeArrayFieldStart("active");
            for (RoomState.ActiveSpeaker active : now.active()) {
                json.writeString(active.speaker().label());
            }
            json.writeEndArray();
            json.writeBooleanField("overlap", now.overlap());
            if (now.latency().isPresent()) {
                json.writeNumberField("latencyMs", now.latency().get().toMillis());
            }
            json.writeArrayFieldStart("degraded");
            for (String word : now.degraded()) {
                json.writeString(word);
            }
            json.writeEndArray();
            json.writeNumberField("atSample", now.atSample());
            json.writeObjectFieldStart("figures");
            for (Map.Entry<String, Double> figure : new TreeMap<>(health.figures()).entrySet()) {
                json.writeNumberField(figure.getKey(), figure.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot fail", e);
        }
        return text.toString();
    }
}
