package dev.rostrum.service.event;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.rostrum.diarization.timeline.SpeechTurn;
import dev.rostrum.diarization.timeline.TimelineEvent;
import dev.rostrum.diarization.timeline.TimelineEvent.MeetingEnded;
import dev.rostrum.diarization.timeline.TimelineEvent.MeetingStarted;
import dev.rostrum.diarization.timeline.TimelineEvent.StreamGap;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnEnded;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnStarted;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnUpdated;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event of a stream, called as over MQTT: {@code topic} says of which event topic it is, {@code position} up to which
 * sample the sound was heard when it was said. Every figure is as it is, none rounded.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "topic")
@JsonSubTypes({
    @JsonSubTypes.Type(value = EventFields.Start.class, name = "turn/start"),
    @JsonSubTypes.Type(value = EventFields.Update.class, name = "turn/update"),
    @JsonSubTypes.Type(value = EventFields.End.class, name = "turn/end"),
    @JsonSubTypes.Type(value = EventFields.Correction.class, name = "correction"),
    @JsonSubTypes.Type(value = EventFields.Meeting.class, name = "meeting")
})
sealed interface EventFields {
    record Start(long position, TurnFields turn) implements EventFields {}

    record Update(long position, TurnFields turn) implements EventFields {}

    record End(long position, TurnFields turn) implements EventFields {}

    record Correction(long position, int batch, List<ChangeFields> changes) implements EventFields {}

    /** What happened to a meeting, and what has to be told of it. */
    enum Kind {
        STARTED,
        ENDED,
        GAP
    }

    record Meeting(
            long position,
            Kind kind,
            @Nullable Long meeting,
            @Nullable Long from,
            @Nullable Long to) implements EventFields {}

    static EventFields of(TimelineEvent event) {
        long position = event.emittedAtSample();
        return switch (event) {
            case TurnStarted started -> new Start(position, exact(started.turn()));
            case TurnUpdated updated -> new Update(position, exact(updated.turn()));
            case TurnEnded ended -> new End(position, exact(ended.turn()));
            case TimelineEvent.Correction correction ->
                new Correction(
                        position,
                        correction.batch(),
                        correction.changes().stream()
                                .map(change -> ChangeFields.of(change, EventFields::exact))
                                .toList());
            case MeetingStarted started ->
                new Meeting(position, Kind.STARTED, started.meeting(), started.fromSample(), null);
            case MeetingEnded ended -> new Meeting(position, Kind.ENDED, ended.meeting(), null, ended.toSample());
            case StreamGap gap -> new Meeting(position, Kind.GAP, null, gap.fromSample(), gap.toSample());
        };
    }

    /**
     * The event that was told.
     *
     * @throws IllegalArgumentException it holds what can be no event
     */
    default TimelineEvent event() {
        return switch (this) {
            case Start start -> new TurnStarted(start.position(), start.turn().turn());
            case Update update ->
                new TurnUpdated(update.position(), update.turn().turn());
            case End end -> new TurnEnded(end.position(), end.turn().turn());
            case Correction correction ->
                new TimelineEvent.Correction(
                        correction.position(),
                        correction.batch(),
                        correction.changes().stream().map(ChangeFields::change).toList());
            case Meeting meeting -> event(meeting);
        };
    }

    private static TimelineEvent event(Meeting told) {
        return switch (told.kind()) {
            case STARTED ->
                new MeetingStarted(told.position(), need("meeting", told.meeting()), need("from", told.from()));
            case ENDED -> new MeetingEnded(told.position(), need("meeting", told.meeting()), need("to", told.to()));
            case GAP -> new StreamGap(told.position(), need("from", told.from()), need("to", told.to()));
        };
    }

    private static long need(String name, @Nullable Long value) {
        if (value == null) {
            throw new IllegalArgumentException("'" + name + "' is missing");
        }
        return value;
    }

    private static TurnFields exact(SpeechTurn turn) {
        return TurnFields.of(turn, "");
    }
}
