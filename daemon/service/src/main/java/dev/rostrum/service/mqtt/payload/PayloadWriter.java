package dev.rostrum.service.mqtt.payload;

import static dev.rostrum.service.event.Decimals.rounded;

import dev.rostrum.diarization.frontend.Bearing;
import dev.rostrum.diarization.frontend.array.Zone;
import dev.rostrum.service.event.CommandResult;
import dev.rostrum.service.event.HealthReport;
import dev.rostrum.service.event.MeetingRoster;
import dev.rostrum.service.event.RoomState;
import dev.rostrum.service.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What every retained topic of the contract says. Plain: same arguments, same bytes. The topic's own fields come first
 * because people read them first; {@link #sealed} adds the envelope that all messages share.
 */
public final class PayloadWriter {
    /** Version of the contract; part of every message and, as {@code v1}, of every topic. */
    static final int SCHEMA = 1;

    /** Whether the unit can be reached. */
    public enum Availability {
        ONLINE,
        OFFLINE
    }

    private record Reachable(Availability availability, String reason, String room) {}

    private record State(
            RoomState.Phase phase,
            boolean speech,
            int count,
            List<Active> active,
            boolean overlap,
            boolean muted,
            @Nullable String mutedBy,
            @Nullable Double latencySeconds,
            List<String> degraded) {}

    private record Active(
            String speaker,
            @Nullable String name,
            long since,
            @Nullable Double azimuth,
            @Nullable Double azimuthConfidence) {}

    private record Speakers(long meeting, boolean running, List<Speaker> speakers) {}

    /** Somebody of a meeting with the share. */
    record Speaker(
            String speaker,
            @Nullable String name,
            double talkSeconds,
            double share,
            int turns,
            long first,
            long last,
            @Nullable Double azimuth,
            @Nullable Double azimuthConfidence) {}

    private record LastMeeting(
            long meeting,
            String begin,
            String end,
            long from,
            long to,
            int turns,
            double speechSeconds,
            double silenceSeconds,
            double overlapSeconds,
            double overlapShare,
            List<Speaker> speakers,
            int revision) {}

    private record Zones(long meeting, List<ZoneNow> zones) {}

    private record ZoneNow(
            String zone,
            double fromAzimuth,
            double toAzimuth,
            boolean speech,
            List<String> active,
            double talkSeconds) {}

    private record Health(Map<String, Double> figures, Map<String, String> versions) {}

    private record Reply(
            String command,
            String outcome,
            @Nullable String reason,
            @Nullable String explanation) {}

    private record Envelope(
            int schema,
            String unit,
            String boot,
            long seq,
            long position,
            int rate,
            String time,
            boolean clockSynced) {}

    private final MqttIdentity identity;

    public PayloadWriter(MqttIdentity identity) {
        this.identity = identity;
    }

    /** What a topic says, with the fields that every message ends with: what is sent. */
    public byte[] sealed(Stamp stamp, byte[] body) {
        return Json.joined(
                body,
                Json.CAMEL.bytes(new Envelope(
                        SCHEMA,
                        identity.unit(),
                        identity.boot(),
                        stamp.sequence(),
                        stamp.position(),
                        identity.sampleRate(),
                        Instant.ofEpochMilli(stamp.epochMillis()).toString(),
                        stamp.clockSynchronised())));
    }

    /**
     * What {@code availability} says.
     *
     * @param reason {@code connected}, {@code stopped} or {@code lost}
     */
    public byte[] availability(Availability availability, String reason) {
        return Json.CAMEL.bytes(new Reachable(availability, reason, identity.room()));
    }

    /**
     * What {@code state} says.
     *
     * @param roster where the speakers' names stand
     */
    public byte[] state(RoomState state, MeetingRoster roster) {
        return Json.CAMEL.bytes(new State(
                state.phase(),
                state.speech(),
                state.active().size(),
                state.active().stream()
                        .map(active -> new Active(
                                active.speaker().label(),
                                known(roster.nameOf(active.speaker())),
                                active.sinceSample(),
                                azimuth(active.bearing()),
                                azimuthConfidence(active.bearing())))
                        .toList(),
                state.overlap(),
                state.muted(),
                state.mutedBy().orElse(null),
                state.latency()
                        .map(latency -> rounded(latency.toMillis() / 1000.0, 3))
                        .orElse(null),
                troubles(state)));
    }

    /** What is not as it should be, as far as whoever reads a message can meet it. */
    public static List<String> troubles(RoomState state) {
        return state.degraded().stream()
                .filter(word -> !MqttStatus.BEFORE_THE_CONNECTION.contains(word))
                .toList();
    }

    /** What {@code speakers} says. */
    public byte[] speakers(MeetingRoster roster) {
        return Json.CAMEL.bytes(new Speakers(roster.meeting(), roster.running(), told(roster.speakers())));
    }

    /**
     * What {@code last-meeting} says: the meeting that {@code roster} holds, after all its corrections.
     *
     * @param begin wall time of its first sample
     * @param end wall time of its last one
     * @param revision how many corrections of it the figures hold
     */
    public byte[] lastMeeting(MeetingRoster roster, Instant begin, Instant end, int revision) {
        MeetingRoster.Summary summary = roster.summary();
        double overlapShare = summary.speech() == 0 ? 0 : (double) summary.overlap() / summary.speech();
        return Json.CAMEL.bytes(new LastMeeting(
                roster.meeting(),
                begin.toString(),
                end.toString(),
                summary.fromSample(),
                summary.toSample(),
                summary.turns(),
                seconds(summary.speech()),
                seconds(summary.silence()),
                seconds(summary.overlap()),
                rounded(overlapShare, 3),
                told(roster.speakers()),
                revision));
    }

    /**
     * What {@code zones} says: who speaks in each, and how long anybody did in this meeting. A speaker without a
     * direction is in none.
     */
    public byte[] zones(RoomState state, MeetingRoster roster) {
        return Json.CAMEL.bytes(new Zones(
                roster.meeting(),
                identity.zones().stream().map(zone -> told(zone, state, roster)).toList()));
    }

    private static boolean inside(Zone zone, Optional<Bearing> bearing) {
        return bearing.filter(one -> zone.contains(one.azimuthDegrees())).isPresent();
    }

    /** Who speaks in each zone now. */
    public List<List<String>> activeByZone(RoomState state) {
        return identity.zones().stream().map(zone -> activeIn(zone, state)).toList();
    }

    private static List<String> activeIn(Zone zone, RoomState state) {
        return state.active().stream()
                .filter(a -> inside(zone, a.bearing()))
                .map(a -> a.speaker().label())
                .toList();
    }

    private ZoneNow told(Zone zone, RoomState state, MeetingRoster roster) {
        List<String> active = activeIn(zone, state);
        return new ZoneNow(
                zone.name(),
                rounded(zone.fromDegrees(), 1),
                rounded(zone.toDegrees(), 1),
                !active.isEmpty(),
                active,
                seconds(roster.speechSamples(turn -> inside(zone, turn.bearing()))));
    }

    /** What {@code health} says: the unit's figures, then those of the publisher itself. */
    public byte[] health(HealthReport report, Map<String, Double> publisher) {
        Map<String, Double> figures = new TreeMap<>(report.figures());
        figures.putAll(publisher);
        figures.values().removeIf(figure -> !Double.isFinite(figure));
        figures.replaceAll((_, figure) -> rounded(figure, 3));
        return Json.CAMEL.bytes(new Health(figures, new TreeMap<>(identity.versions())));
    }

    /** Payload of a reply, but for a snapshot's. */
    public byte[] reply(Stamp stamp, String command, CommandResult result) {
        Reply reply = switch (result) {
            case CommandResult.Done _ -> new Reply(command, "done", null, null);
            case CommandResult.Refused refused ->
                new Reply(command, "refused", refused.reason(), refused.explanation());
        };
        return sealed(stamp, Json.CAMEL.bytes(reply));
    }

    /** The speakers with their shares. */
    List<Speaker> told(List<MeetingRoster.Speaker> speakers) {
        return speakers.stream()
                .map(speaker -> new Speaker(
                        speaker.speaker().label(),
                        known(speaker.name()),
                        seconds(speaker.talkSamples()),
                        rounded(speaker.share(), 3),
                        speaker.turns(),
                        speaker.firstSample(),
                        speaker.lastSample(),
                        azimuth(speaker.bearing()),
                        azimuthConfidence(speaker.bearing())))
                .toList();
    }

    /** Samples as seconds, to the hundredth. */
    double seconds(long samples) {
        return rounded((double) samples / identity.sampleRate(), 2);
    }

    private static @Nullable String known(String name) {
        return name.isEmpty() ? null : name;
    }

    private static @Nullable Double azimuth(Optional<Bearing> bearing) {
        return bearing.map(one -> rounded(one.azimuthDegrees(), 1)).orElse(null);
    }

    private static @Nullable Double azimuthConfidence(Optional<Bearing> bearing) {
        return bearing.map(one -> rounded(one.confidence(), 2)).orElse(null);
    }
}
