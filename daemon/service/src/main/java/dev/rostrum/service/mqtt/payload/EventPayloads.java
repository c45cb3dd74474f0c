package dev.rostrum.service.mqtt.payload;

import dev.rostrum.diarization.timeline.SpeechTurn;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnChange;
import dev.rostrum.service.event.ChangeFields;
import dev.rostrum.service.event.MeetingRoster;
import dev.rostrum.service.event.TurnFields;
import dev.rostrum.service.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The payload of every event topic of the contract. Plain: same arguments, same bytes. Events carry, beside the envelope,
 * the meeting and {@code event}, which counts only them: a hole in it means that something was lost.
 */
public final class EventPayloads {
    private final PayloadWriter common;
    private final MeetingRoster roster;

    /** Where in the stream of events a message stands. */
    public record Place(Stamp stamp, long meeting, long event) {}

    /** One message of several that belong together; {@code part} counts from 1. */
    public record Part(int part, int parts) {}

    private record TurnStart(TurnFields turn, boolean newSpeaker) {}

    private record Turn(TurnFields turn) {}

    private record Correction(int batch, int part, int parts, List<ChangeFields> changes) {}

    private record Meeting(
            String kind,
            @Nullable String reason,
            @Nullable Long from,
            @Nullable Long to) {}

    private record Summary(
            String kind,
            long from,
            long to,
            int turns,
            double speechSeconds,
            double overlapSeconds,
            double silenceSeconds,
            List<PayloadWriter.Speaker> speakers) {}

    private record Snapshot(
            long covers, String reason, boolean running, long from, int part, int parts, List<TurnFields> turns) {}

    private record Counted(long meeting, @Nullable Long event) {}

    /**
     * Writes with names from {@code roster}.
     *
     * @param roster LENT for the life of this object; read only
     */
    public EventPayloads(PayloadWriter common, MeetingRoster roster) {
        this.common = common;
        this.roster = roster;
    }

    /**
     * Payload of {@code turn/start}.
     *
     * @param newSpeaker nobody was called so in this meeting before
     */
    public byte[] turnStart(Place place, SpeechTurn turn, boolean newSpeaker) {
        return event(place, new TurnStart(told(turn), newSpeaker));
    }

    /** Payload of {@code turn/update} and {@code turn/end}. */
    public byte[] turn(Place place, SpeechTurn turn) {
        return event(place, new Turn(told(turn)));
    }

    /** Payload of {@code correction}. */
    public byte[] correction(Place place, int batch, Part part, List<TurnChange> changes) {
        return event(
                place,
                new Correction(
                        batch,
                        part.part(),
                        part.parts(),
                        changes.stream()
                                .map(change -> ChangeFields.of(change, this::told))
                                .toList()));
    }

    /** Payload of {@code meeting} when one starts, at {@code from}. */
    public byte[] started(Place place, long from) {
        return event(place, new Meeting("started", null, from, null));
    }

    /** Payload of {@code meeting} when one ends, at {@code to}. */
    public byte[] ended(Place place, long to) {
        return event(place, new Meeting("ended", null, null, to));
    }

    /** The same for one that nobody could end: what was heard of it ends at {@code to}. */
    public byte[] cutShort(Place place, long to) {
        return event(place, new Meeting("ended", "lost", null, to));
    }

    /** Payload of {@code meeting} when samples were lost. */
    public byte[] gap(Place place, long from, long to) {
        return event(place, new Meeting("gap", null, from, to));
    }

    /** Payload of {@code meeting} after its end: its figures. */
    public byte[] summary(Place place) {
        MeetingRoster.Summary summary = roster.summary();
        return event(
                place,
                new Summary(
                        "summary",
                        summary.fromSample(),
                        summary.toSample(),
                        summary.turns(),
                        common.seconds(summary.speech()),
                        common.seconds(summary.overlap()),
                        common.seconds(summary.silence()),
                        common.told(roster.speakers())));
    }

    /**
     * Payload of one part of a snapshot. Its place has event number 0 in a reply, which is no event.
     *
     * @param covers every event up to this number is contained
     * @param reason {@code asked} or {@code dropped}
     */
    public byte[] snapshot(Place place, long covers, String reason, Part part, List<SpeechTurn> turns) {
        return event(
                place,
                new Snapshot(
                        covers,
                        reason,
                        roster.running(),
                        roster.fromSample(),
                        part.part(),
                        part.parts(),
                        turns.stream().map(this::told).toList()));
    }

    private byte[] event(Place place, Object body) {
        Counted counted = new Counted(place.meeting(), place.event() > 0 ? place.event() : null);
        return common.sealed(place.stamp(), Json.joined(Json.CAMEL.bytes(body), Json.CAMEL.bytes(counted)));
    }

    private TurnFields told(SpeechTurn turn) {
        return TurnFields.of(turn, roster.nameOf(turn.speaker())).rounded();
    }
}
