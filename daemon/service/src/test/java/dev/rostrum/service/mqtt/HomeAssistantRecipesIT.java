package dev.rostrum.service.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.diarization.timeline.SpeechTurn.Stage;
import dev.rostrum.service.event.RoomEvent;
import dev.rostrum.service.mqtt.link.MqttSettings;
import dev.rostrum.service.mqtt.payload.MqttIdentity;
import dev.rostrum.service.testing.SourceTree;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The card and the blueprint for Home Assistant, as they stand in docs/recipes: every entity that they name is announced, and
 * what their templates make of what a unit says is what people are to read. Rendered by Jinja, strictly: an attribute that is not
 * there is an error. The states are those that Home Assistant makes of announcement and messages.
 */
class HomeAssistantRecipesIT {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String ROOM = "Büro \"3\" <b>{{ x }}";
    private static final String STRANGE = "Zoë \"the </td> {{ 7 * 6 }}\" O'Neil; *a* _b_ [c](d) | {% x %} \\";
    private static final Pattern ROW = Pattern.compile("<tr><td>(.*?)</td>\\s*<td[^>]*>(.*?)</td></tr>");
    private static final String RENDER = """
            import json, re, sys
            from jinja2 import StrictUndefined
            from jinja2.sandbox import ImmutableSandboxedEnvironment
            given = json.load(sys.stdin)
            device = given['announced']['device']['name']
            env = ImmutableSandboxedEnvironment()
            env.tests['match'] = lambda text, pattern: re.match(pattern, text) is not None
            class State:
                def __init__(self, **fields):
                    self.__dict__.update(fields)
            all = {}
            for part in given['announced']['components'].values():
                message = given['messages'].get(part.get('state_topic'))
                if not message or 'name' not in part:
                    continue
                name = device + ' ' + part['name']
                entity = part['platform'] + '.' + re.sub('[^a-z0-9]+', '_', name.lower()).strip('_')
                said = {'value_json': json.loads(message)}
                attributes = {}
                if given['online'] and 'json_attributes_template' in part:
                    attributes = json.loads(env.from_string(part['json_attributes_template']).render(said))
                state = env.from_string(part['value_template']).render(said) if given['online'] else 'unavailable'
                all[entity] = State(entity_id=entity, name=name, state=state, attributes=attributes)
            strict = env.overlay(undefined=StrictUndefined)
            house = {
                'states': State(sensor=[s for s in all.values() if s.entity_id.startswith('sensor.')]),
                'state_attr': lambda entity, name: all[entity].attributes.get(name),
                'speakers': [s for s in all if s.endswith('_speakers_of_the_meeting')][0],
            }
            json.dump([strict.from_string(one).render(house) for one in given['templates']], sys.stdout)
            """;

    private final ManualTime time = new ManualTime();
    private final SimulatedBroker broker = new SimulatedBroker();
    private final MqttPublisher publisher = new MqttPublisher(
            ChangedSettings.of(Scenes.settings("mqtt://localhost:1883"))
                    .discovery(new MqttSettings.Discovery(
                            MqttSettings.Discovery.Mode.ANNOUNCE, "homeassistant", Optional.empty()))
                    .done(),
            new MqttIdentity("r1", ROOM, "b00t", Scenes.RATE, Map.of("rostrum", "0.1.0")),
            Scenes.ports(time),
            broker);
    private final Map<?, ?> card = recipe("home-assistant-card.yaml");
    private final Map<?, ?> blueprint = recipe("home-assistant-blueprint.yaml");

    /** What stands for an input of the blueprint. */
    private record Input(String name) {}

    @BeforeEach
    void listen() {
        publisher.onEvent(Scenes.listening(16_000));
    }

    @Test
    void shouldShowARoomInWhichNobodySpeaks() throws Exception {
        assertThat(rows(rendered(true, content()))).containsExactly("nobody has spoken: ");
        assertThat(rendered(true, summary())).isEqualTo("nobody");
    }

    @Test
    void shouldShowThatAUnitIsGone() throws Exception {
        assertThat(rows(rendered(false, content()))).containsExactly("no word from this room: ");
        assertThat(rendered(false, summary())).isEqualTo("nobody");
    }

    @Test
    void shouldShowThirteenSpeakersWhateverTheyAreCalled() throws Exception {
        publisher.onEvent(Scenes.meetingStarted(1));
        for (int i = 1; i <= 13; i++) {
            publisher.onEvent(Scenes.started(Scenes.turn(i, i, 1, 2, Stage.OPEN)));
        }
        publisher.onEvent(new RoomEvent.SpeakerNamed(32_000, new SpeakerId(1), STRANGE));
        publisher.onEvent(Scenes.listening(32_000, 2, 13));

        String shown = rendered(true, content());
        List<String> expected = new ArrayList<>(List.of(STRANGE + ": 8 %")); // a thirteenth each
        IntStream.rangeClosed(2, 13)
                .forEach(i -> expected.add("S" + i + (i == 2 || i == 13 ? ", speaking" : "") + ": 8 %"));
        assertThat(rows(shown)).isEqualTo(expected);
        assertThat(unescaped(shown)).contains(">" + ROOM + "</th>");
        assertThat(shown).doesNotContain("<b>");
        assertThat(shown.strip()).as("an empty line ends raw HTML").doesNotContain("\n\n");
        assertThat(rendered(true, summary()))
                .startsWith(STRANGE + " 8 %, S2 8 %")
                .endsWith(", S13 8 %");
    }

    @Test
    void shouldAskInTheBlueprintForEntitiesThatAreAnnounced() {
        settle();
        for (String input : List.of("meeting", "speakers")) {
            Map<?, ?> asked = at(blueprint, Map.class, "blueprint", "input", input);
            Map<?, ?> filter = (Map<?, ?>)
                    at(asked, List.class, "selector", "entity", "filter").getFirst();
            JsonNode entity = announced().path("components").path(input);
            assertThat(filter.get("integration")).isEqualTo("mqtt");
            assertThat(filter.get("domain")).isEqualTo(entity.path("platform").asString());
            assertThat(asked.get("name")).isEqualTo(entity.path("name").asString());
            Optional.ofNullable(filter.get("device_class"))
                    .ifPresent(kind -> assertThat(kind)
                            .isEqualTo(entity.path("device_class").asString()));
        }
        Map<?, ?> declared = at(blueprint, Map.class, "blueprint", "input");
        List<String> names = new ArrayList<>();
        declared.keySet().forEach(name -> names.add(String.valueOf(name)));
        assertThat(inputs(blueprint).distinct().toList()).containsExactlyInAnyOrderElementsOf(names);
    }

    private String content() {
        return at(card, String.class, "content");
    }

    private String summary() {
        Map<?, ?> branch = (Map<?, ?>) at(blueprint, List.class, "actions").getFirst();
        List<?> otherwise = at(branch, List.class, "else");
        return at((Map<?, ?>) otherwise.get(1), String.class, "variables", "summary");
    }

    private JsonNode announced() {
        return MAPPER.readTree(broker.payloadsOn("/config").getLast());
    }

    private void settle() {
        IntStream.range(0, 4).forEach(i -> {
            publisher.step();
            time.advance(Duration.ofSeconds(3));
        });
    }

    private String rendered(boolean online, String template) throws Exception {
        settle();
        ObjectNode given = MAPPER.createObjectNode().put("online", online);
        given.putArray("templates").add(template);
        given.set("announced", announced());
        ObjectNode messages = given.putObject("messages");
        for (int i = 0; i < broker.topics().size(); i++) {
            messages.put(broker.topics().get(i), broker.payloads().get(i));
        }
        return Jinja.run(RENDER, given).path(0).asString();
    }

    /** First and second cell of each row, as a browser shows them. */
    private static List<String> rows(String html) {
        return ROW.matcher(html)
                .results()
                .map((MatchResult row) -> unescaped(row.group(1)) + ": " + row.group(2))
                .toList();
    }

    /** A text of HTML as a person reads it. */
    static String unescaped(String html) {
        return html.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&#34;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    private static Stream<String> inputs(Object node) {
        return switch (node) {
            case Input input -> Stream.of(input.name());
            case Map<?, ?> map -> map.values().stream().flatMap(HomeAssistantRecipesIT::inputs);
            case List<?> list -> list.stream().flatMap(HomeAssistantRecipesIT::inputs);
            default -> Stream.of();
        };
    }

    private static <T> T at(Map<?, ?> node, Class<T> type, String... path) {
        Object found = node;
        for (String name : path) {
            found = Objects.requireNonNull(((Map<?, ?>) found).get(name), name);
        }
        return type.cast(found);
    }

    private static Map<?, ?> recipe(String file) {
        LoadSettings settings = LoadSettings.builder()
                .setTagConstructors(Map.of(new Tag("!input"), node -> new Input(((ScalarNode) node).getValue())))
                .build();
        return (Map<?, ?>) new Load(settings).loadFromString(SourceTree.text(Schemas.DOCS.resolve("recipes/" + file)));
    }
}
