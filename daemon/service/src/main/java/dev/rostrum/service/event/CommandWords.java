package dev.rostrum.service.event;

import dev.rostrum.diarization.speakers.SpeakerId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What may be asked of the room, by its name and named texts: the same for MQTT, control socket and status page, so that
 * one rule says what a speaker, a name and a latency is. Plain.
 */
public final class CommandWords {
    /** Every command's name. */
    public static final List<String> NAMES =
            List.of("mute", "unmute", "identify", "new-meeting", "name-speaker", "forget-speaker", "set-latency");

    private static final double SHORTEST_SECONDS = 0.5;
    private static final double LONGEST_SECONDS = 5;

    private CommandWords() {}

    /**
     * The command.
     *
     * @param fields those that it does not need are passed over
     * @throws IllegalArgumentException saying, for people, which field is not what the command needs
     */
    public static RoomCommand read(String name, Map<String, String> fields) {
        return switch (name) {
            case "mute" -> on(fields) ? new RoomCommand.Mute() : new RoomCommand.Unmute();
            case "unmute" -> new RoomCommand.Unmute();
            case "identify" -> new RoomCommand.Identify();
            case "new-meeting" -> new RoomCommand.NewMeeting();
            case "name-speaker" -> naming(fields);
            case "forget-speaker" -> new RoomCommand.ForgetSpeaker(speaker(fields));
            case "set-latency" -> new RoomCommand.SetLatency(latency(fields));
            default -> throw new IllegalArgumentException("there is no command '" + name + "'");
        };
    }

    /** Name, as {@code do}, and fields of what {@link #read} reads. */
    public static Map<String, Object> write(RoomCommand command) {
        Map<String, Object> fields = new LinkedHashMap<>();
        switch (command) {
            case RoomCommand.Mute _ -> fields.put("do", "mute");
            case RoomCommand.Unmute _ -> fields.put("do", "unmute");
            case RoomCommand.Identify _ -> fields.put("do", "identify");
            case RoomCommand.NewMeeting _ -> fields.put("do", "new-meeting");
            case RoomCommand.NameSpeaker naming -> {
                fields.put("do", "name-speaker");
                fields.put("speaker", naming.speaker().label());
                fields.put("name", naming.name());
            }
            case RoomCommand.ForgetSpeaker forget -> {
                fields.put("do", "forget-speaker");
                fields.put("speaker", forget.speaker().label());
            }
            case RoomCommand.SetLatency wanted -> {
                fields.put("do", "set-latency");
                fields.put("seconds", wanted.latency().toMillis() / 1000.0);
            }
        }
        return fields;
    }

    /** {@code mute} with {@code "on": false} unmutes: some switches know only one topic. Not there: true. */
    public static boolean on(Map<String, String> fields) {
        return switch (fields.getOrDefault("on", "true")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("field on: true or false expected");
        };
    }

    /** The field, which has to be there. */
    public static String required(Map<String, String> fields, String name) {
        String value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException("field " + name + " is missing");
        }
        return value;
    }

    private static RoomCommand naming(Map<String, String> fields) {
        String name = required(fields, "name");
        SpeakerId speaker = speaker(fields);
        try {
            return new RoomCommand.NameSpeaker(speaker, name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("field name: " + e.getMessage(), e);
        }
    }

    private static SpeakerId speaker(Map<String, String> fields) {
        String label = required(fields, "speaker");
        try {
            return SpeakerLabel.read(label);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("field speaker: " + e.getMessage(), e);
        }
    }

    private static Duration latency(Map<String, String> fields) {
        double seconds;
        try {
            seconds = Double.parseDouble(required(fields, "seconds"));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("field seconds: a number expected", e);
        }
        if (!(seconds >= SHORTEST_SECONDS && seconds <= LONGEST_SECONDS)) {
            throw new IllegalArgumentException("field seconds: 0.5 to 5 expected");
        }
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
