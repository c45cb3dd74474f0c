package dev.rostrum.service.control;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.service.event.RoomCommand;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Requests and replies as one line of JSON: {@code {"do":"mute"}} and {@code {"ok":true}}. Plain. */
final class ControlJson {
    private static final JsonFactory JSON = new JsonFactory();

    private ControlJson() {}

    /** A line that is no request. */
    static final class BadRequest extends Exception {
        private static final long serialVersionUID = 1L;

        BadRequest(String message) {
            super(message);
        }
    }

    static String write(ControlRequest request) {
        Map<String, Object> fields = new LinkedHashMap<>();
        switch (request) {
            case ControlRequest.Status status -> fields.put("do", "status");
            case ControlRequest.Reload reload -> fields.put("do", "reload");
            case ControlRequest.Room room -> putRoom(room.command(), fields);
            case ControlRequest.Enrol enrol -> {
                fields.put("do", "enrol");
                fields.put("name", enrol.name());
                fields.put("consent", enrol.consent());
                fields.put("millis", enrol.howLong().toMillis());
            }
            case ControlRequest.EnrolmentOutcome asked -> {
                fields.put("do", "enrolment-outcome");
                fields.put("name", asked.name());
            }
        }
        return object(fields);
    }

    private static void putRoom(RoomCommand command, Map<String, Object> fields) {
        switch (command) {
            case RoomCommand.Mute mute -> fields.put("do", "mute");
            case RoomCommand.Unmute unmute -> fields.put("do", "unmute");
            case RoomCommand.Identify identify -> fields.put("do", "identify");
            case RoomCommand.NewMeeting meeting -> fields.put("do", "new-meeting");
            case RoomCommand.NameSpeaker name -> {
                fields.put("do", "name-speaker");
                fields.put("speaker", name.speaker().number());
                fields.put("name", name.name());
            }
            case RoomCommand.ForgetSpeaker forget -> {
                fields.put("do", "forget-speaker");
                fields.put("speaker", forget.speaker().number());
            }
            case RoomCommand.SetLatency latency -> {
                fields.put("do", "set-latency");
                fields.put("latencyMs", latency.latency().toMillis());
            }
        }
    }

    static ControlRequest readRequest(String line) throws BadRequest {
        Map<String, String> fields = flat(line);
        try {
            return switch (need(fields, "do")) {
                case "status" -> new ControlRequest.Status();
                case "reload" -> new ControlRequest.Reload();
                case "mute" -> new ControlRequest.Room(new RoomCommand.Mute());
                case "unmute" -> new ControlRequest.Room(new RoomCommand.Unmute());
                case "identify" -> new ControlRequest.Room(new RoomCommand.Identify());
                case "new-meeting" -> new ControlRequest.Room(new RoomCommand.NewMeeting());
                case "name-speaker" ->
                    new ControlRequest.Room(new RoomCommand.NameSpeaker(speaker(fields), need(fields, "name")));
                case "forget-speaker" -> new ControlRequest.Room(new RoomCommand.ForgetSpeaker(speaker(fields)));
                case "set-latency" ->
                    new ControlRequest.Room(
                            new RoomCommand.SetLatency(Duration.ofMillis(Long.parseLong(need(fields, "latencyMs")))));
                case "enrol" ->
                    new ControlRequest.Enrol(
                            need(fields, "name"),
                            need(fields, "consent"),
                            Duration.ofMillis(Long.parseLong(need(fields, "millis"))));
                case "enrolment-outcome" -> new ControlRequest.EnrolmentOutcome(need(fields, "name"));
                default -> throw new BadRequest("there is no command '" + fields.get("do") + "'");
            };
        } catch (NumberFormatException e) {
            throw new BadRequest("a number is needed: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new BadRequest(String.valueOf(e.getMessage()));
        }
    }

    static String write(ControlReply reply) {
        Map<String, Object> fields = new LinkedHashMap<>();
        switch (reply) {
            case ControlReply.Done done -> fields.put("ok", true);
            case ControlReply.Refused refused -> {
                fields.put("ok", false);
                fields.put("reason", refused.reason());
                fields.put("explanation", refused.explanation());
            }
            case ControlReply.Status status -> {
                return "{\"ok\":true,\"status\":" + status.json() + "}";
            }
        }
        return object(fields);
    }

    static ControlReply readReply(String line) throws BadRequest {
        String before = "{\"ok\":true,\"status\":";
        if (line.startsWith(before) && line.endsWith("}")) {
            return new ControlReply.Status(line.substring(before.length(), line.length() - 1));
        }
        Map<String, String> fields = flat(line);
        return need(fields, "ok").equals("true")
                ? new ControlReply.Done()
                : new ControlReply.Refused(need(fields, "reason"), need(fields, "explanation"));
    }

    private static SpeakerId speaker(Map<String, String> fields) throws BadRequest {
        return new SpeakerId(Integer.parseInt(need(fields, "speaker")));
    }

    private static String need(Map<String, String> fields, String name) throws BadRequest {
        String value = fields.get(name);
        if (value == null) {
            throw new BadRequest("'" + name + "' is missing");
        }
        return value;
    }

    private static Map<String, String> flat(String line) throws BadRequest {
        try (JsonParser parser = JSON.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new BadRequest("a JSON object is needed");
            }
            Map<String, String> fields = new HashMap<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                if (!parser.nextToken().isScalarValue()) {
                    throw new BadRequest("'" + name + "' may not be a list or an object");
                }
                fields.put(name, parser.getText());
            }
            return fields;
        } catch (IOException e) {
            throw new BadRequest("is no JSON object");
        }
    }

    private static String object(Map<String, Object> fields) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            for (Map.Entry<String, Object> field : fields.entrySet()) {
                json.writeFieldName(field.getKey());
                switch (field.getValue()) {
                    case Boolean truth -> json.writeBoolean(truth);
                    case Number number -> json.writeNumber(number.longValue());
                    default -> json.writeString(field.getValue().toString());
                }
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return text.toString();
    }
}
