package dev.rostrum.service.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rostrum.service.event.BadRequest;
import dev.rostrum.service.event.CommandWords;
import dev.rostrum.service.json.BadJsonException;
import dev.rostrum.service.json.FlatJson;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Requests and replies as one line of JSON: {@code {"do":"mute"}} and {@code {"ok":true}}. Plain. */
final class ControlJson {
    private static final String STATUS = "{\"ok\":true,\"status\":";

    private ControlJson() {}

    static String write(ControlRequest request) {
        return FlatJson.write(
                switch (request) {
                    case ControlRequest.Status _ -> Map.of("do", "status");
                    case ControlRequest.Reload _ -> Map.of("do", "reload");
                    case ControlRequest.Room room -> CommandWords.write(room.command());
                    case ControlRequest.Enrol enrol -> {
                        Map<String, Object> fields = new LinkedHashMap<>();
                        fields.put("do", "enrol");
                        fields.put("name", enrol.name());
                        fields.put("consent", enrol.consent());
                        fields.put("millis", enrol.howLong().toMillis());
                        yield fields;
                    }
                    case ControlRequest.EnrolmentOutcome asked -> {
                        Map<String, Object> fields = new LinkedHashMap<>();
                        fields.put("do", "enrolment-outcome");
                        fields.put("name", asked.name());
                        yield fields;
                    }
                });
    }

    static ControlRequest readRequest(String line) throws BadRequest {
        try {
            Map<String, String> fields = FlatJson.read(line.getBytes(UTF_8));
            String name = CommandWords.required(fields, "do");
            return switch (name) {
                case "status" -> new ControlRequest.Status();
                case "reload" -> new ControlRequest.Reload();
                case "enrol" ->
                    new ControlRequest.Enrol(
                            CommandWords.required(fields, "name"),
                            CommandWords.required(fields, "consent"),
                            Duration.ofMillis(millis(fields)));
                case "enrolment-outcome" -> new ControlRequest.EnrolmentOutcome(CommandWords.required(fields, "name"));
                default -> new ControlRequest.Room(CommandWords.read(name, fields));
            };
        } catch (BadJsonException | IllegalArgumentException e) {
            throw new BadRequest(e);
        }
    }

    private static long millis(Map<String, String> fields) {
        try {
            return Long.parseLong(CommandWords.required(fields, "millis"));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("field millis: a whole number expected", e);
        }
    }

    static String write(ControlReply reply) {
        return switch (reply) {
            case ControlReply.Done _ -> FlatJson.write(Map.of("ok", true));
            case ControlReply.Refused refused -> {
                Map<String, Object> fields = new LinkedHashMap<>();
                fields.put("ok", false);
                fields.put("reason", refused.reason());
                fields.put("explanation", refused.explanation());
                yield FlatJson.write(fields);
            }
            case ControlReply.Status status -> STATUS + status.json() + "}";
        };
    }

    static ControlReply readReply(String line) throws BadRequest {
        if (line.startsWith(STATUS) && line.endsWith("}")) {
            return new ControlReply.Status(line.substring(STATUS.length(), line.length() - 1));
        }
        try {
            Map<String, String> fields = FlatJson.read(line.getBytes(UTF_8));
            return CommandWords.required(fields, "ok").equals("true")
                    ? new ControlReply.Done()
                    : new ControlReply.Refused(
                            CommandWords.required(fields, "reason"), CommandWords.required(fields, "explanation"));
        } catch (BadJsonException | IllegalArgumentException e) {
            throw new BadRequest(e);
        }
    }
}
