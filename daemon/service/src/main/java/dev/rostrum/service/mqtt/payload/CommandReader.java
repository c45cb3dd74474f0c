package dev.rostrum.service.mqtt.payload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.service.event.RoomCommand;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Name and payload of a command become the command, or the reason why it is refused. Plain. */
public final class CommandReader {
    /** Every command of the contract. */
    public static final List<String> NAMES = List.of(
            "mute",
            "unmute",
            "identify",
            "new-meeting",
            "name-speaker",
            "forget-speaker",
            "set-latency",
            "snapshot",
            "discovery");

    /** Reads at most shallow, short documents and says so otherwise. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(8)
                    .maxStringLength(1024)
                    .maxNumberLength(32)
                    .maxNameLength(64)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final Pattern SPEAKER = Pattern.compile("S([1-9]\\d{0,4})");

    /** What a command message asks for. */
    public sealed interface Asked {
        /** Something that the conductor decides. */
        record Room(RoomCommand command) implements Asked {}

        /** All turns of the meeting. */
        record Snapshot() implements Asked {}

        /** To announce the unit to Home Assistant, or to take the announcement back. */
        record Discovery(boolean announced) implements Asked {}
    }

    /** The payload is not what the command needs; the message says what is wrong, for people. */
    public static final class BadRequest extends Exception {
        private static final long serialVersionUID = 1;

        BadRequest(String message) {
            super(message);
        }
    }

    private CommandReader() {}

    /**
     * Reads one command.
     *
     * @param name one of {@link #NAMES}
     * @param payload nothing, or a JSON object; unknown fields are ignored
     */
    public static Asked read(String name, byte[] payload) throws BadRequest {
        Map<String, String> fields = fields(payload);
        return switch (name) {
            case "mute" -> new Asked.Room(on(fields) ? new RoomCommand.Mute() : new RoomCommand.Unmute());
            case "unmute" -> new Asked.Room(new RoomCommand.Unmute());
            case "identify" -> new Asked.Room(new RoomCommand.Identify());
            case "new-meeting" -> new Asked.Room(new RoomCommand.NewMeeting());
            case "name-speaker" -> new Asked.Room(naming(fields));
            case "forget-speaker" -> new Asked.Room(new RoomCommand.ForgetSpeaker(speaker(fields)));
            case "set-latency" -> new Asked.Room(new RoomCommand.SetLatency(latency(fields)));
            case "snapshot" -> new Asked.Snapshot();
            case "discovery" -> new Asked.Discovery(on(fields));
            default -> throw new BadRequest("no command is called so");
        };
    }

    /** {@code mute} with {@code "on": false} unmutes: some switches know only one topic. */
    private static boolean on(Map<String, String> fields) throws BadRequest {
        return switch (fields.getOrDefault("on", "true")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new BadRequest("field on: true or false expected");
        };
    }

    private static RoomCommand naming(Map<String, String> fields) throws BadRequest {
        String name = required(fields, "name");
        SpeakerId speaker = speaker(fields);
        try {
            return new RoomCommand.NameSpeaker(speaker, name);
        } catch (IllegalArgumentException e) {
            throw new BadRequest("field name: " + e.getMessage());
        }
    }

    private static SpeakerId speaker(Map<String, String> fields) throws BadRequest {
        Matcher matcher = SPEAKER.matcher(required(fields, "speaker"));
        if (!matcher.matches()) {
            throw new BadRequest("field speaker: a speaker's id such as S2 expected");
        }
        return new SpeakerId(Integer.parseInt(matcher.group(1)));
    }

    private static Duration latency(Map<String, String> fields) throws BadRequest {
        try {
            double seconds = Double.parseDouble(required(fields, "seconds"));
            if (!(seconds >= 0.5 && seconds <= 5)) {
                throw new BadRequest("field seconds: 0.5 to 5 expected");
            }
            return Duration.ofMillis(Math.round(seconds * 1000));
        } catch (NumberFormatException e) {
            throw new BadRequest("field seconds: a number expected");
        }
    }

    private static String required(Map<String, String> fields, String name) throws BadRequest {
        String value = fields.get(name);
        if (value == null) {
            throw new BadRequest("field " + name + " is missing");
        }
        return value;
    }

    /** The scalar fields of a JSON object as text; no payload at all has none. */
    private static Map<String, String> fields(byte[] payload) throws BadRequest {
        Map<String, String> fields = new HashMap<>();
        if (payload.length == 0) {
            return fields;
        }
        try (JsonParser parser = FACTORY.createParser(payload)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new BadRequest("a JSON object expected");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                if (parser.nextToken().isScalarValue()) {
                    fields.put(field, parser.getText());
                } else {
                    parser.skipChildren();
                }
            }
            if (parser.nextToken() != null) {
                throw new BadRequest("something follows the JSON object");
            }
        } catch (IOException e) {
            throw new BadRequest("no valid JSON: " + e.getClass().getSimpleName());
        }
        return fields;
    }
}
