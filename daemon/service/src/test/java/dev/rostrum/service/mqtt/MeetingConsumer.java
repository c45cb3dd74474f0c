package dev.rostrum.service.mqtt;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An integrator's consumer, written from docs/mqtt.md alone: messages in, turns of every meeting out. One boot. */
public final class MeetingConsumer {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final Map<Long, TreeMap<Long, JsonNode>> turns = new HashMap<>();
    private final Set<Long> seen = new HashSet<>();
    private final Map<String, List<JsonNode>> begun = new HashMap<>();
    private long covered;

    /** Takes one message of an event topic, or of a snapshot that was asked for. */
    public void take(String topic, String payload) {
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

    /** The meeting's turns as RTTM: what overlaps or touches of one speaker is one line, in exact seconds. */
    public String rttm(long meeting, String name, int rate) {
        Map<String, TreeMap<Long, Long>> speakers = new TreeMap<>();
        for (JsonNode turn : turns.getOrDefault(meeting, new TreeMap<>()).values()) {
            speakers.computeIfAbsent(turn.path("speaker").asString(), s -> new TreeMap<>())
                    .merge(turn.path("from").asLong(), turn.path("to").asLong(), Math::max);
        }
        TreeMap<Long, TreeSet<String>> lines = new TreeMap<>();
        speakers.forEach((speaker, own) -> {
            for (Map.Entry<Long, Long> span = own.pollFirstEntry(); span != null; span = own.pollFirstEntry()) {
                long to = span.getValue();
                while (!own.isEmpty() && own.firstKey() <= to) {
                    to = Math.max(to, own.pollFirstEntry().getValue());
                }
                String line = "SPEAKER " + name + " 1 " + seconds(span.getKey(), rate) + " "
                        + seconds(to - span.getKey(), rate) + " <NA> <NA> " + speaker + " <NA> <NA>\n";
                lines.computeIfAbsent(span.getKey(), k -> new TreeSet<>()).add(line);
            }
        });
        return lines.values().stream().flatMap(Set::stream).collect(Collectors.joining());
    }

    private static String seconds(long samples, int rate) {
        BigDecimal exact =
                BigDecimal.valueOf(samples).divide(BigDecimal.valueOf(rate)).stripTrailingZeros();
        return exact.setScale(Math.max(3, exact.scale())).toPlainString();
    }

    static String line(String speaker, long from, long to) {
        return from + " " + to + " " + speaker;
    }

    private void snapshot(JsonNode message) {
        List<JsonNode> parts = parts("snapshot " + message.path("reason") + message.path("covers"), message);
        if (parts.isEmpty()) {
            return;
        }
        of(message).clear();
        for (JsonNode part : parts) {
            part.path("turns").forEach(turn -> put(part, turn));
        }
        covered = Math.max(covered, message.path("covers").asLong());
    }

    private void correction(JsonNode message) {
        for (JsonNode part : parts("batch " + message.path("meeting") + " " + message.path("batch"), message)) {
            for (JsonNode change : part.path("changes")) {
                if (change.path("op").asString().equals("replace")) {
                    put(part, change.path("turn"));
                } else {
                    of(part).remove(change.path("id").asLong());
                }
            }
        }
    }

    /** All parts of what the message belongs to, once this is the last of them; empty before. */
    private List<JsonNode> parts(String of, JsonNode message) {
        List<JsonNode> parts = begun.computeIfAbsent(of, k -> new ArrayList<>());
        if (message.path("part").asInt() == 1) {
            parts.clear();
        }
        parts.add(message);
        if (parts.size() < message.path("parts").asInt()) {
            return List.of();
        }
        begun.remove(of);
        return parts;
    }

    private void put(JsonNode message, JsonNode turn) {
        of(message).put(turn.path("id").asLong(), turn);
    }

    private Map<Long, JsonNode> of(JsonNode message) {
        return turns.computeIfAbsent(message.path("meeting").asLong(), m -> new TreeMap<>());
    }
}
