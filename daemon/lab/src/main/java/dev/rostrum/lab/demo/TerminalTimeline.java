package dev.rostrum.lab.demo;

import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.diarization.timeline.SpeechTurn;
import dev.rostrum.diarization.timeline.TimelineEvent;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnChange;
import dev.rostrum.service.event.EventSink;
import dev.rostrum.service.event.RoomEvent;
import dev.rostrum.service.event.RoomState;
import dev.rostrum.service.event.RoomState.ActiveSpeaker;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who speaks now and who spoke in the last minute, as one lane a speaker that is redrawn in place, the past repainted
 * when it is corrected. For a terminal; {@link PlainLines} is for the rest. Conductor thread.
 */
public final class TerminalTimeline implements EventSink {
    private static final int CELLS = 60;
    private static final int[] COLOURS = {36, 33, 35, 32, 34, 31, 96, 93};
    private static final String CLEAR_LINE = "\033[K";

    private final PrintStream out;
    private final int sampleRate;
    private final double totalSeconds;
    private final TreeMap<Long, SpeechTurn> turns = new TreeMap<>();
    private int drawnLines;
    private long drawnAtCell = -1;
    private String now = "";

    /** TerminalTimeline of a stream of {@code totalSeconds}. */
    public TerminalTimeline(PrintStream out, int sampleRate, double totalSeconds) {
        this.out = out;
        this.sampleRate = sampleRate;
        this.totalSeconds = totalSeconds;
    }

    @Override
    public void onEvent(RoomEvent event) {
        switch (event) {
            case RoomEvent.Timeline timeline -> apply(timeline.event());
            case RoomEvent.StateChanged changed -> draw(changed.state());
            case RoomEvent.HealthReported ignored -> {}
            case RoomEvent.SpeakerNamed ignored -> {}
        }
    }

    private void apply(TimelineEvent event) {
        switch (event) {
            case TimelineEvent.TurnStarted e -> turns.put(e.turn().id(), e.turn());
            case TimelineEvent.TurnUpdated e -> turns.put(e.turn().id(), e.turn());
            case TimelineEvent.TurnEnded e -> turns.put(e.turn().id(), e.turn());
            case TimelineEvent.Correction correction ->
                correction.changes().forEach(change -> {
                    switch (change) {
                        case TurnChange.Replaced replaced ->
                            turns.put(replaced.turn().id(), replaced.turn());
                        case TurnChange.Withdrawn withdrawn -> turns.remove(withdrawn.id());
                    }
                });
            case TimelineEvent.MeetingStarted started -> turns.clear();
            case TimelineEvent.MeetingEnded ended -> {}
            case TimelineEvent.StreamGap gap -> {}
        }
        long cell = event.emittedAtSample() / sampleRate;
        if (cell != drawnAtCell) {
            drawnAtCell = cell;
            draw(event.emittedAtSample());
        }
    }

    private void draw(RoomState state) {
        StringBuilder text = new StringBuilder(state.phase().name().toLowerCase(Locale.ROOT));
        for (ActiveSpeaker active : state.active()) {
            text.append(String.format(
                    Locale.ROOT,
                    "  %s since %.1f s",
                    active.speaker().label(),
                    (double) active.sinceSample() / sampleRate));
        }
        now = text.append(state.overlap() ? "  overlap" : "").toString();
        draw(state.atSample());
    }

    private void draw(long atSample) {
        TreeSet<SpeakerId> speakers = new TreeSet<>();
        turns.values().forEach(turn -> speakers.add(turn.speaker()));
        StringBuilder text = new StringBuilder(drawnLines == 0 ? "" : "\r\033[%dA".formatted(drawnLines));
        double seconds = (double) atSample / sampleRate;
        text.append(String.format(Locale.ROOT, "%6.1f of %.0f s  %s", seconds, totalSeconds, now))
                .append(CLEAR_LINE)
                .append('\n');
        for (SpeakerId speaker : speakers) {
            text.append(lane(speaker, atSample / sampleRate)).append(CLEAR_LINE).append('\n');
        }
        drawnLines = speakers.size() + 1;
        out.print(text);
        out.flush();
    }

    /** From where the speaker was last heard, in degrees; nothing with one microphone. */
    private String direction(SpeakerId speaker) {
        return turns.values().stream()
                .filter(turn -> turn.speaker().equals(speaker) && turn.bearing().isPresent())
                .max(Comparator.comparingLong(SpeechTurn::toSample))
                .flatMap(SpeechTurn::bearing)
                .map(bearing -> String.format(Locale.ROOT, " %3.0f°", bearing.azimuthDegrees()))
                .orElse("");
    }

    /** One cell a second: full where the speaker spoke for half of it, thin where for less. */
    private String lane(SpeakerId speaker, long lastCell) {
        long first = Math.max(0, lastCell - CELLS + 1);
        StringBuilder lane = new StringBuilder(
                "  %-4s\033[%dm".formatted(speaker.label(), COLOURS[(speaker.number() - 1) % COLOURS.length]));
        for (long cell = first; cell <= lastCell; cell++) {
            long from = cell * sampleRate;
            long spoken = 0;
            for (SpeechTurn turn : turns.values()) {
                if (turn.speaker().equals(speaker)) {
                    spoken += Math.max(
                            0, Math.min(turn.toSample(), from + sampleRate) - Math.max(turn.fromSample(), from));
                }
            }
            lane.append(spoken == 0 ? '·' : 2 * spoken >= sampleRate ? '█' : '▄');
        }
        return lane.append("\033[0m").append(direction(speaker)).toString();
    }
}
