package dev.rostrum.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the manual promises of all messages of one boot, held against them in the order of their arrival. */
final class MessageRules {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Set<String> ENVELOPE =
            Set.of("schema", "unit", "boot", "seq", "position", "rate", "time", "clockSynced");

    private final LongFunction<Instant> spokenAt;
    private final Map<String, JsonNode> said = new HashMap<>();
    private final Set<String> topics = new TreeSet<>();
    private long sequence;
    private long position;
    private long event;
    private long eventPosition;
    private int messages;
    private int late;

    /** @param spokenAt when the sample at a position was spoken */
    MessageRules(LongFunction<Instant> spokenAt) {
        this.spokenAt = spokenAt;
    }

    /** Every topic seen, the part below the unit's root. */
    Set<String> topics() {
        return topics;
    }

    int messages() {
        return messages;
    }

    int late() {
        return late;
    }

    void take(String topic, String payload) {
        String name = topic.replaceFirst("^rostrum/v1/[^/]+/", "");
        JsonNode message = MAPPER.readTree(payload);
        messages++;
        topics.add(name);
        if (message.path("late").asBoolean()) {
            late++;
        } else if (!name.startsWith("reply/")) {
            assertThat(message.path("seq").asLong()).as("seq of %s", payload).isGreaterThan(sequence);
            sequence = message.path("seq").asLong();
            boolean will = message.path("reason").asString("").equals("lost");
            if (!will) { // it was written when its connection began
                assertThat(message.path("position").asLong())
                        .as("position of %s", payload)
                        .isGreaterThanOrEqualTo(position);
                position = message.path("position").asLong();
            }
        }
        if (message.has("event")) {
            event(message, payload);
        }
        positions(message, payload);
        if (!name.equals("availability") && !name.startsWith("reply/")) {
            Instant spoken = spokenAt.apply(message.path("position").asLong());
            assertThat(Duration.between(
                            spoken, Instant.parse(message.path("time").asString())))
                    .as("time of %s", payload)
                    .isBetween(Duration.ZERO, Duration.ofMillis(1));
        }
        repeats(name, message, payload);
    }

    private void event(JsonNode message, String payload) {
        if (message.path("event").asLong() > event) { // else it is a repeat
            event = message.path("event").asLong();
            assertThat(message.path("position").asLong())
                    .as("position of %s", payload)
                    .isGreaterThanOrEqualTo(eventPosition);
            eventPosition = message.path("position").asLong();
        }
        if (message.path("kind").asString("").equals("summary")) {
            for (JsonNode speaker : message.path("speakers")) {
                assertThat(speaker.path("last").asLong())
                        .as(payload)
                        .isLessThanOrEqualTo(message.path("to").asLong());
            }
        }
    }

    /** Nothing that is told lies behind what was heard. */
    private static void positions(JsonNode message, String payload) {
        List<Long> all = new ArrayList<>();
        for (String field : List.of("to", "from", "last", "first", "since")) {
            message.findValues(field).forEach(value -> all.add(value.asLong()));
        }
        assertThat(all)
                .as(payload)
                .allMatch(at -> at <= message.path("position").asLong());
    }

    /** A retained topic says something new, but for the first time on a connection. */
    private void repeats(String name, JsonNode message, String payload) {
        if (name.equals("availability")
                && !message.path("availability").asString().equals("online")) {
            said.clear();
        } else if (Set.of("state", "speakers", "zones").contains(name)) {
            ObjectNode body = (ObjectNode) message.deepCopy();
            body.remove(ENVELOPE);
            assertThat(body).as(payload).isNotEqualTo(said.put(name, body));
        }
    }
}
