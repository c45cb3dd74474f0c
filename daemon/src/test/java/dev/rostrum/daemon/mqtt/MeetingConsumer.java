package dev.rostrum.daemon.mqtt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An integrator's consumer, written from docs/mqtt.md alone: messages in, turns of every meeting out. One boot. */
final class MeetingConsumer {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final Map<Long, TreeMap<Long, JsonNode>> turns = new HashMap<>();
    private final Set<Long> seen = new HashSet<>();
    private final List<JsonNode> parts = new ArrayList<>();
    private long covered;

    /** Takes one message of an event topic, or of a snapshot that was asked for. */
    void take(String topic, String payload) {
        JsonNode message = MAPPER.readTree(payload);
        boolean event = message.has("event");
        if (event
                && (message.path("event").asLong() <= covered
                        || !seen.add(message.path("event").asLong()))) {
            return;
        }
        if (message.has("covers")) {
            snapshot(message);
        } else if (topic.endsWith("/correction")) {
            correction(message);
        } else if (topic.contains("/turn/")) {
            put(message, message.path("turn"));
        }
    }

    /** Speaker, from and to of every turn of a meeting. */
    Set<String> lines(long meeting) {
        Set<String> lines = new TreeSet<>();
        for (JsonNode turn : turns.getOrDefault(meeting, new TreeMap<>()).values()) {
            lines.add(line(
                    turn.path("speaker").asString(),
                    turn.path("from").asLong(),
                    turn.path("to").asLong()));
        }
        return lines;
    }

    static String line(String speaker, long from, long to) {
        return from + " " + to + " " + speaker;
    }

    private void snapshot(JsonNode message) {
        if (!complete(message)) {
            return;
        }
        of(message).clear();
        for (JsonNode part : parts) {
            part.path("turns").forEach(turn -> put(part, turn));
        }
        covered = Math.max(covered, message.path("covers").asLong());
        parts.clear();
    }

    private void correction(JsonNode message) {
        if (!complete(message)) {
            return;
        }
        for (JsonNode part : parts) {
            for (JsonNode change : part.path("changes")) {
                if (change.path("op").asString().equals("replace")) {
                    put(part, change.path("turn"));
                } else {
                    of(part).remove(change.path("id").asLong());
                }
            }
        }
        parts.clear();
    }

    /** Parts follow one another; a first part starts anew. */
    private boolean complete(JsonNode message) {
        if (message.path("part").asInt() == 1) {
            parts.clear();
        }
        parts.add(message);
        return parts.size() == message.path("parts").asInt();
    }

    private void put(JsonNode message, JsonNode turn) {
        of(message).put(turn.path("id").asLong(), turn);
    }

    private Map<Long, JsonNode> of(JsonNode message) {
        return turns.computeIfAbsent(message.path("meeting").asLong(), m -> new TreeMap<>());
    }
}
