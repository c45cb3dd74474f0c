package dev.rostrum.lab.demo;

import dev.rostrum.diarization.timeline.TimelineEvent;
import dev.rostrum.service.event.EventSink;
import dev.rostrum.service.event.RoomEvent;
import dev.rostrum.service.event.RoomState;
import java.io.PrintStream;
import java.util.Locale;
import java.util.stream.Collectors;

/** What happens in the room, a line each: for logs and files. Conductor thread. */
public final class PlainLines implements EventSink {
    private final PrintStream out;
    private final int sampleRate;
    private String before = "";

    /** Lines about a stream with this many samples a second. */
    public PlainLines(PrintStream out, int sampleRate) {
        this.out = out;
        this.sampleRate = sampleRate;
    }

    @Override
    public void onEvent(RoomEvent event) {
        switch (event) {
            case RoomEvent.StateChanged changed -> tell(changed.state());
            case RoomEvent.Timeline timeline -> tell(timeline.event());
            case RoomEvent.HealthReported ignored -> {}
            case RoomEvent.SpeakerNamed ignored -> {}
        }
    }

    private void tell(RoomState state) {
        String speaking =
                state.active().stream().map(active -> active.speaker().label()).collect(Collectors.joining(" and "));
        String line = state.phase().name().toLowerCase(Locale.ROOT)
                + (speaking.isEmpty() ? "" : ", " + speaking)
                + (state.degraded().isEmpty() ? "" : " (" + String.join(", ", state.degraded()) + ")");
        if (!line.equals(before)) {
            before = line;
            line(state.atSample(), line);
        }
    }

    private void tell(TimelineEvent event) {
        if (event instanceof TimelineEvent.Correction correction) {
            line(
                    event.emittedAtSample(),
                    "correction " + correction.batch() + ": "
                            + correction.changes().size() + " turns changed");
        }
    }

    private void line(long sample, String text) {
        out.printf(Locale.ROOT, "%7.1f s  %s%n", (double) sample / sampleRate, text);
    }
}
