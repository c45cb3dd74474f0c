package dev.rostrum.service.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.diarization.timeline.SpeechTurn.Stage;
import dev.rostrum.service.agent.Durations;
import dev.rostrum.service.capture.CaptureCounts;
import dev.rostrum.service.conductor.ProcessFigures;
import dev.rostrum.service.event.HealthReport;
import dev.rostrum.service.event.RoomEvent;
import dev.rostrum.service.testing.SourceTree;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The recipes of docs/recipes, against what a unit says: every topic and every field that they name is there. */
class RecipesTest {
    private static final Path RECIPES = SourceTree.ROOT.resolve("docs/recipes");
    private static final JsonMapper MAPPER = new JsonMapper();

    /** Newest message by topic. */
    private final Map<String, JsonNode> said = new HashMap<>();

    /** One input of telegraf.conf: what it subscribes to, and what it makes of which path. */
    private record Input(String topic, Map<String, String> fields, List<String> objects, List<String> tags) {}

    @BeforeEach
    void listenToAUnit() {
        ManualTime time = new ManualTime();
        SimulatedBroker broker = new SimulatedBroker();
        MqttPublisher publisher = new MqttPublisher(
                Scenes.settings("mqtt://localhost:1883"), Scenes.identity("r1"), Scenes.ports(time), broker);
        publisher.onEvent(Scenes.meetingStarted(1));
        publisher.onEvent(Scenes.started(Scenes.turn(1, 1, 1, 2, Stage.OPEN)));
        publisher.onEvent(Scenes.listening(32_000, 1));
        publisher.onEvent(new RoomEvent.HealthReported(new HealthReport(
                32_000,
                ProcessFigures.of(new CaptureCounts(), new Durations(), Map.of("process.cpu-percent", 12.0), 60))));
        for (int i = 0; i < 4; i++) {
            publisher.step();
            time.advance(Duration.ofSeconds(3));
        }
        for (int i = 0; i < broker.topics().size(); i++) {
            said.put(broker.topics().get(i), MAPPER.readTree(broker.payloads().get(i)));
        }
    }

    @Test
    void shouldReadWithTelegrafOnlyWhatAUnitSays() {
        List<Input> inputs = telegraf();
        assertThat(inputs).hasSize(4);
        for (Input input : inputs) {
            JsonNode message = messageOn(input.topic());
            input.fields()
                    .keySet()
                    .forEach(path -> assertThat(at(message, path))
                            .as(input.topic() + " " + path)
                            .isTrue());
            input.objects()
                    .forEach(path -> assertThat(message.path(path).isObject())
                            .as(input.topic() + " " + path)
                            .isTrue());
            input.tags()
                    .forEach(path -> assertThat(message.has(path))
                            .as(input.topic() + " " + path)
                            .isTrue());
        }
        assertThat(at(messageOn("rostrum/v1/+/state"), "countt")).isFalse();
    }

    @Test
    void shouldMapEveryWordOfAvailability() {
        Set<String> mapped = found("telegraf.conf", "(?m)^ {6}(\\w+) = [01]$");
        JsonNode schema =
                MAPPER.readTree(SourceTree.text(SourceTree.ROOT.resolve("docs/mqtt/schema/availability.json")));
        assertThat(mapped)
                .containsExactlyInAnyOrderElementsOf(StreamSupport.stream(
                                schema.at("/properties/availability/enum").spliterator(), false)
                        .map(JsonNode::asString)
                        .toList());
    }

    @Test
    void shouldAskInGrafanaAndInAlertsOnlyForWhatTelegrafGives() {
        Set<String> given = metrics();
        assertThat(given).contains("rostrum_online", "rostrum_speaking", "rostrum_step_p95_ms");
        for (String file : List.of("grafana.json", "prometheus-rules.yaml", "prometheus-rules-test.yaml")) {
            assertThat(found(file, "\\b(rostrum_\\w+)")).as(file).isNotEmpty().isSubsetOf(given);
        }
        assertThat(found("grafana.json", "(?:on|group_left|label_values)\\([^)]*?(\\w+)\\)"))
                .as("labels")
                .isSubsetOf("unit", "room");
    }

    @Test
    void shouldNotShowInGrafanaWhatWasTrueOfAUnitThatIsGone() {
        for (JsonNode panel : MAPPER.readTree(text("grafana.json")).path("panels")) {
            for (JsonNode target : panel.path("targets")) {
                assertThat(target.path("expr").asString()).contains("rostrum_online");
            }
        }
    }

    @Test
    void shouldReadInNodeRedOnlyWhatAUnitSays() {
        Map<String, JsonNode> nodes = new HashMap<>();
        MAPPER.readTree(text("node-red.json"))
                .forEach(node -> nodes.put(node.path("id").asString(), node));
        List<String> topics = nodes.values().stream()
                .filter(node -> node.path("type").asString().equals("mqtt in"))
                .map(node -> node.path("topic").asString())
                .toList();
        assertThat(topics).hasSize(3).allSatisfy(this::messageOn);
        String code = nodes.getOrDefault("room", MAPPER.nullNode()).path("func").asString();
        List<MatchResult> kinds = Pattern.compile("(?s)kind === \"([a-z]+)\"\\) \\{(.*?)\n}")
                .matcher(code)
                .results()
                .toList();
        assertThat(kinds).hasSize(3);
        for (MatchResult kind : kinds) {
            assertThat(topics).contains("rostrum/v1/+/" + kind.group(1));
            JsonNode message = messageOn("rostrum/v1/+/" + kind.group(1));
            Set<String> read = found("said\\.(\\w+)", kind.group(2), 1);
            assertThat(read)
                    .isNotEmpty()
                    .allSatisfy(field -> assertThat(message.has(field))
                            .as(kind.group(1) + " " + field)
                            .isTrue());
        }
        nodes.values()
                .forEach(node -> node.path("wires")
                        .forEach(
                                output -> output.forEach(to -> assertThat(nodes).containsKey(to.asString()))));
    }

    /** What Prometheus sees: the measurement and each field, with an underscore for what it does not allow. */
    private Set<String> metrics() {
        Set<String> metrics = new TreeSet<>();
        for (Input input : telegraf()) {
            List<String> fields = new ArrayList<>(input.fields().values());
            input.objects()
                    .forEach(path ->
                            fields.addAll(messageOn(input.topic()).path(path).propertyNames()));
            fields.forEach(field -> metrics.add("rostrum_" + field.replaceAll("[^A-Za-z0-9_]", "_")));
        }
        return metrics;
    }

    private static List<Input> telegraf() {
        List<Input> inputs = new ArrayList<>();
        for (String part : text("telegraf.conf").split("(?m)^\\[\\[inputs\\.mqtt_consumer]]$", -1)) {
            Map<String, String> fields = new HashMap<>();
            List<String> objects = new ArrayList<>();
            List<String> tags = new ArrayList<>();
            Pattern.compile("json_v2\\.(field|object|tag)]]\n +path = \"([^\"]+)\"(?:\n +rename = \"([^\"]+)\")?")
                    .matcher(part)
                    .results()
                    .forEach(one -> {
                        switch (one.group(1)) {
                            case "field" ->
                                fields.put(one.group(2), one.group(3) == null ? one.group(2) : one.group(3));
                            case "object" -> objects.add(one.group(2));
                            default -> tags.add(one.group(2));
                        }
                    });
            Pattern.compile("topics = \\[\"([^\"]+)\"]")
                    .matcher(part)
                    .results()
                    .forEach(topic -> inputs.add(new Input(topic.group(1), fields, objects, tags)));
        }
        return inputs;
    }

    /** Whether the path is there; {@code a.#} is how many {@code a} has. */
    private static boolean at(JsonNode message, String path) {
        return path.endsWith(".#")
                ? message.path(path.substring(0, path.length() - 2)).isArray()
                : message.has(path);
    }

    private JsonNode messageOn(String filter) {
        Pattern topic = Pattern.compile(filter.replace("+", "[^/]+"));
        List<JsonNode> messages = said.entrySet().stream()
                .filter(one -> topic.matcher(one.getKey()).matches())
                .map(Map.Entry::getValue)
                .toList();
        assertThat(messages).as(filter).hasSize(1);
        return messages.getFirst();
    }

    private static Set<String> found(String file, String pattern) {
        return found(pattern, text(file), 1);
    }

    private static Set<String> found(String pattern, String text, int group) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(one -> one.group(group))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String text(String file) {
        return SourceTree.text(RECIPES.resolve(file));
    }
}
