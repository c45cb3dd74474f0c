package dev.rostrum.service.status;

import dev.rostrum.diarization.frontend.Bearing;
import dev.rostrum.diarization.frontend.ChannelHealth;
import dev.rostrum.diarization.frontend.array.Zone;
import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.service.event.CommandResult;
import dev.rostrum.service.event.HealthReport;
import dev.rostrum.service.event.MeetingRoster;
import dev.rostrum.service.event.RoomState;
import dev.rostrum.service.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the page is told, each as one line of JSON. Positions are samples; everything else has its unit in its name. */
final class StatusJson {
    private StatusJson() {}

    /** How the page itself stands. */
    record Feed(int clients, long lostEvents) {}

    private record Unit(
            String unit,
            String room,
            int sampleRateHz,
            long hopMs,
            long normalResidentMb,
            List<String> networks,
            List<Zone> zones) {}

    private record State(
            RoomState.Phase phase,
            long atSamples,
            String mutedBy,
            boolean overlap,
            List<Active> active,
            List<String> degraded) {}

    private record Active(
            String speaker,
            long sinceSamples,
            @Nullable Double azimuthDegrees,
            @Nullable Float azimuthConfidence) {}

    private record Named(String speaker, String name) {}

    private record Tick(
            long atSamples,
            long epochMs,
            boolean clockSynchronised,
            Meeting meeting,
            List<Speaker> speakers,
            List<Microphone> microphones,
            Lamp lamp,
            StatusSources.Broker broker,
            int clients,
            long lostEvents) {}

    private record Meeting(long number, boolean running, double speechS, double overlapS, double silenceS) {}

    private record Speaker(
            String speaker,
            int turns,
            double talkS,
            double share,
            long lastSamples,
            @Nullable Double azimuthDegrees,
            @Nullable Float azimuthConfidence) {}

    private record Microphone(
            int channel,
            double levelDb,
            double floorDb,
            double gainDb,
            double clippedShare,
            boolean gated,
            List<String> faults) {}

    private record Lamp(String sign, String colour, List<Integer> rhythmMs, String fault) {}

    private record Result(
            boolean ok, @Nullable String reason, @Nullable String explanation) {}

    static String unit(StatusSources.UnitFacts unit) {
        return Json.SNAKE.text(new Unit(
                unit.unit(),
                unit.room(),
                unit.sampleRate(),
                unit.normal().hopMs(),
                unit.normal().residentMb(),
                unit.networks(),
                unit.zones()));
    }

    static String state(RoomState state) {
        return Json.SNAKE.text(new State(
                state.phase(),
                state.atSample(),
                state.mutedBy().orElse(""),
                state.overlap(),
                state.active().stream()
                        .map(active -> new Active(
                                active.speaker().label(),
                                active.sinceSample(),
                                azimuth(active.bearing()),
                                azimuthConfidence(active.bearing())))
                        .toList(),
                state.degraded()));
    }

    static String named(SpeakerId speaker, String name) {
        return Json.SNAKE.text(new Named(speaker.label(), name));
    }

    static String figures(HealthReport report) {
        return Json.SNAKE.text(new TreeMap<>(report.figures()));
    }

    static String tick(StatusSources sources, MeetingRoster roster, Feed feed) {
        double rate = sources.unit().sampleRate();
        MeetingRoster.Summary summary = roster.summary();
        StatusSources.Lamp lamp = sources.lamp().get();
        return Json.SNAKE.text(new Tick(
                sources.position().getAsLong(),
                sources.time().epochMillis(),
                sources.clockSynchronised().getAsBoolean(),
                new Meeting(
                        roster.meeting(),
                        roster.running(),
                        summary.speech() / rate,
                        summary.overlap() / rate,
                        summary.silence() / rate),
                roster.speakers().stream().map(one -> told(one, rate)).toList(),
                sources.microphones().get().stream().map(StatusJson::told).toList(),
                new Lamp(
                        lamp.sign(),
                        lamp.colour(),
                        lamp.rhythmMs(),
                        lamp.fault().orElse("")),
                sources.broker().get(),
                feed.clients(),
                feed.lostEvents()));
    }

    static String result(CommandResult result) {
        return Json.SNAKE.text(
                switch (result) {
                    case CommandResult.Done _ -> new Result(true, null, null);
                    case CommandResult.Refused refused -> new Result(false, refused.reason(), refused.explanation());
                });
    }

    private static Speaker told(MeetingRoster.Speaker speaker, double rate) {
        return new Speaker(
                speaker.speaker().label(),
                speaker.turns(),
                speaker.talkSamples() / rate,
                speaker.share(),
                speaker.lastSample(),
                azimuth(speaker.bearing()),
                azimuthConfidence(speaker.bearing()));
    }

    private static Microphone told(ChannelHealth one) {
        return new Microphone(
                one.channel(),
                one.levelDb(),
                one.floorDb(),
                one.gainDb(),
                one.clippedShare(),
                one.gated(),
                one.sentences());
    }

    private static @Nullable Double azimuth(Optional<Bearing> bearing) {
        return bearing.map(Bearing::azimuthDegrees).orElse(null);
    }

    private static @Nullable Float azimuthConfidence(Optional<Bearing> bearing) {
        return bearing.map(Bearing::confidence).orElse(null);
    }
}
