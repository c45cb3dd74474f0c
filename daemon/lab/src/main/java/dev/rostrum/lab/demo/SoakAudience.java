package dev.rostrum.lab.demo;

import dev.rostrum.diarization.timeline.TimelineEvent;
import dev.rostrum.diarization.timeline.TurnLedger;
import dev.rostrum.service.event.EventSink;
import dev.rostrum.service.event.RoomEvent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Listens to a daemon under strain and checks that what it says can be so. Conductor thread; figures for any reader. */
final class SoakAudience implements EventSink {
    /** Of four people, counted generously: a gap or a mute in the middle of a word makes a stranger now and then. */
    static final int MOST_SPEAKERS = 16;

    private final TurnLedger ledger = new TurnLedger(TurnLedger.Retention.CURRENT_MEETING);
    private volatile @Nullable String impossible;
    private volatile long lastTurnSample;
    private volatile long events;
    private volatile long meetings;
    private volatile int highestSpeaker;

    @Override
    @SuppressWarnings({"NonAtomicVolatileUpdate", "NonAtomicOperationOnVolatileField"}) // one writer
    public void onEvent(RoomEvent event) {
        if (!(event instanceof RoomEvent.Timeline timeline) || impossible != null) {
            return;
        }
        events++;
        try {
            ledger.apply(timeline.event());
        } catch (IllegalArgumentException e) {
            impossible = e.getMessage();
            return;
        }
        switch (timeline.event()) {
            case TimelineEvent.TurnStarted started -> {
                lastTurnSample = started.emittedAtSample();
                highestSpeaker =
                        Math.max(highestSpeaker, started.turn().speaker().number());
            }
            case TimelineEvent.MeetingStarted ignored -> meetings++;
            case TimelineEvent.MeetingEnded ignored -> {}
            case TimelineEvent.TurnUpdated ignored -> {}
            case TimelineEvent.TurnEnded ignored -> {}
            case TimelineEvent.Correction ignored -> {}
            case TimelineEvent.StreamGap ignored -> {}
        }
    }

    /** The first event that could not follow the ones before. */
    Optional<String> impossible() {
        return Optional.ofNullable(impossible);
    }

    /** Where the newest turn began to be told. */
    long lastTurnSample() {
        return lastTurnSample;
    }

    long events() {
        return events;
    }

    long meetings() {
        return meetings;
    }

    /** The highest number that any speaker had. */
    int highestSpeaker() {
        return highestSpeaker;
    }
}
