package dev.rostrum.diarization.timeline;

import dev.rostrum.diarization.timeline.TimelineEvent.Correction;
import dev.rostrum.diarization.timeline.TimelineEvent.MeetingEnded;
import dev.rostrum.diarization.timeline.TimelineEvent.MeetingStarted;
import dev.rostrum.diarization.timeline.TimelineEvent.StreamGap;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnChange.Replaced;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnEnded;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnStarted;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnUpdated;
import dev.rostrum.diarization.tracking.OnlineDiarizer;
import dev.rostrum.diarization.tracking.frame.FramePosteriors;
import dev.rostrum.model.segmentation.SpeakerPosteriors;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * The meeting that runs, or may begin: it begins with its first turn, as of the first speech that the networks heard, and no
 * turn of it, corrected or not, begins before. Analysis thread.
 */
final class CurrentMeeting {
    private final OnlineDiarizer diarizer;
    private final PublishedTurns turns;
    private final long heardFromSample;
    /** Behind everything until speech is heard. */
    private long fromSample = Long.MAX_VALUE;

    private long lastSpeechSample;
    private boolean begun;

    /** @param heardFromSample first sample that {@code diarizer} hear */
    CurrentMeeting(OnlineDiarizer diarizer, PublishedTurns turns, long heardFromSample) {
        this.diarizer = diarizer;
        this.turns = turns;
        this.heardFromSample = heardFromSample;
    }

    OnlineDiarizer diarizer() {
        return diarizer;
    }

    PublishedTurns turns() {
        return turns;
    }

    long heardFromSample() {
        return heardFromSample;
    }

    /** Whether it was told. */
    boolean begun() {
        return begun;
    }

    /** Where the newest turn ended, or has got to. */
    long lastSpeechSample() {
        return lastSpeechSample;
    }

    /** Looks for the first speech. */
    void noteSpeech(SpeakerPosteriors window) {
        for (int i = 0; i < window.frames() && fromSample == Long.MAX_VALUE; i++) {
            if (window.speech(i) >= FramePosteriors.LIKELY) {
                // a step early: the frames of all windows are averaged on one grid, each moved to the nearest
                long heard = window.firstSample()
                        + window.grid().startOf(i)
                        - window.grid().stepSamples();
                fromSample = Math.max(heardFromSample, heard);
            }
        }
    }

    /**
     * Hands events on, the meeting's beginning before the first.
     *
     * @param number gives the meeting its number when it begins
     */
    Consumer<TimelineEvent> beginning(LongSupplier number, Consumer<TimelineEvent> out) {
        return event -> {
            List<SpeechTurn> told = turnsOf(event);
            if (!begun) {
                begun = true;
                fromSample = told.stream().mapToLong(SpeechTurn::fromSample).reduce(fromSample, Math::min);
                out.accept(new MeetingStarted(event.emittedAtSample(), number.getAsLong(), fromSample));
            }
            told.forEach(turn -> lastSpeechSample = Math.max(lastSpeechSample, turn.toSample()));
            out.accept(event);
        };
    }

    /** What of {@code stretches} lies in the meeting; all of it before that has begun. */
    List<LabelSegment> inside(List<LabelSegment> stretches) {
        return begun
                ? stretches.stream()
                        .filter(stretch -> stretch.toSample() > fromSample)
                        .map(stretch -> stretch.beginningAt(Math.max(fromSample, stretch.fromSample())))
                        .toList()
                : stretches;
    }

    private static List<SpeechTurn> turnsOf(TimelineEvent event) {
        return switch (event) {
            case TurnStarted started -> List.of(started.turn());
            case TurnUpdated updated -> List.of(updated.turn());
            case TurnEnded ended -> List.of(ended.turn());
            case Correction correction ->
                correction.changes().stream()
                        .flatMap(change ->
                                change instanceof Replaced replaced ? Stream.of(replaced.turn()) : Stream.empty())
                        .toList();
            case MeetingStarted _, MeetingEnded _, StreamGap _ -> List.of();
        };
    }
}
