package dev.rostrum.service.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.service.testing.SourceTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where docs/mqtt.md says again what the AsyncAPI document and the schemas say, it says the same. */
class ManualTablesTest {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Map<String, Long> EXPIRY_SECONDS = Map.of("never", 0L, "24 h", 86_400L, "60 s", 60L);

    private final String manual = SourceTree.text(Schemas.DOCS.resolve("mqtt.md"));
    private final JsonNode document = MAPPER.readTree(AsyncApi.text());

    /** How a topic is told: kept by the broker or not, and for how many seconds at most. */
    private record Manner(boolean retained, long expirySeconds) {}

    @Test
    void shouldListTheSameTopicsInTheSameManner() {
        Map<String, Manner> ofManual = new TreeMap<>();
        for (List<String> row : table("| topic | retained | expiry | when |")) {
            for (String topic : words(row.get(0))) {
                long expiry = row.get(2).isEmpty()
                        ? 0
                        : EXPIRY_SECONDS.getOrDefault(row.get(2).strip(), -1L);
                ofManual.put(topic, new Manner(row.get(1).equals("yes"), expiry));
            }
        }
        Map<String, Manner> ofDocument = new TreeMap<>();
        for (JsonNode operation : document.path("operations")) {
            JsonNode binding = operation.at("/bindings/mqtt");
            String address = AsyncApi.address(document, operation);
            if (address.startsWith("rostrum/v1/{unit}/")) {
                ofDocument.put(
                        address.replace("rostrum/v1/{unit}/", "").replaceFirst("\\{.*", "…"),
                        new Manner(
                                binding.path("retain").asBoolean(),
                                binding.path("messageExpiryInterval").asLong(0)));
            }
        }
        assertThat(ofManual).hasSizeGreaterThan(15).isEqualTo(ofDocument);
    }

    @Test
    void shouldListTheSameCommonFields() {
        JsonNode envelope = MAPPER.readTree(SourceTree.text(Schemas.DOCS.resolve("mqtt/schema/envelope.json")));
        List<String> fields = table("| field | meaning |").stream()
                .flatMap(row -> words(row.getFirst()).stream())
                .toList();
        assertThat(fields).containsExactlyElementsOf(envelope.path("properties").propertyNames());
    }

    @Test
    void shouldListTheSamePlainWords() {
        List<String> words = table("| topic | says |").stream()
                .flatMap(row -> words(row.getFirst()).stream())
                .toList();
        assertThat(words).containsExactlyInAnyOrderElementsOf(Scalars.NAMES);
    }

    @Test
    void shouldListTheSameCommandsWithTheSamePayloads() {
        List<String> ofManual = new ArrayList<>();
        for (List<String> row : table("| command | payload | effect |")) {
            Pattern.compile("`(\\{.*?})`")
                    .matcher(row.get(1))
                    .results()
                    .forEach(payload ->
                            ofManual.add(words(row.get(0)).getFirst() + " " + MAPPER.readTree(payload.group(1))));
        }
        List<String> ofDocument = StreamSupport.stream(
                        document.at("/components/messages/command/examples").spliterator(), false)
                .map(example -> example.path("name").asString() + " " + example.path("payload"))
                .toList();
        assertThat(ofManual).isNotEmpty().isEqualTo(ofDocument);
    }

    /** ContractIT holds the manual's examples to what a broker's subscriber gets. */
    @Test
    void shouldGiveTheSameRecordedExamples() {
        Map<String, List<JsonNode>> ofManual = new HashMap<>();
        Pattern.compile("<!-- example (\\S+) .*?-->\\s*```(json|text)\\s*(.*?)\\s*```", Pattern.DOTALL)
                .matcher(manual)
                .results()
                .forEach(one -> ofManual.computeIfAbsent(message(one.group(1)), name -> new ArrayList<>())
                        .add(payload(one)));
        Map<String, List<JsonNode>> ofDocument = new HashMap<>();
        document.at("/components/messages").forEach(message -> {
            List<JsonNode> payloads = new ArrayList<>();
            message.path("examples").forEach(example -> payloads.add(example.path("payload")));
            ofDocument.put(message.path("name").asString(), payloads);
        });
        ofDocument.remove("command"); // those are in a table of their own
        assertThat(ofManual).isEqualTo(ofDocument);
    }

    private static JsonNode payload(MatchResult example) {
        return example.group(2).equals("json")
                ? MAPPER.readTree(example.group(3))
                : MAPPER.getNodeFactory().stringNode(example.group(3));
    }

    private static String message(String topic) {
        if (topic.startsWith("reply/")) {
            return topic.equals("reply/snapshot") ? "snapshot-reply" : "reply";
        }
        return topic.replace('/', '-');
    }

    /** The rows below this head, cell by cell. */
    private List<List<String>> table(String head) {
        String rows = manual.substring(manual.indexOf(head) + head.length()).strip();
        return rows.lines()
                .takeWhile(line -> line.startsWith("|"))
                .filter(line -> !line.startsWith("|--"))
                .map(line -> List.of(line.substring(1).strip().split("\\s*(?<!\\\\)\\|\\s*", -1)))
                .toList();
    }

    /** What stands in the code face. */
    private static List<String> words(String cell) {
        return Pattern.compile("`([^`]+)`")
                .matcher(cell)
                .results()
                .map(word -> word.group(1))
                .toList();
    }
}
