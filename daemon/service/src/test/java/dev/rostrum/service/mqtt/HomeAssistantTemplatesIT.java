package dev.rostrum.service.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.diarization.frontend.Bearing;
import dev.rostrum.diarization.frontend.array.Zone;
import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.diarization.timeline.SpeechTurn.Stage;
import dev.rostrum.service.event.HealthReport;
import dev.rostrum.service.event.RoomEvent;
import dev.rostrum.service.event.RoomState;
import dev.rostrum.service.mqtt.link.MqttSettings;
import dev.rostrum.service.mqtt.payload.MqttIdentity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What Home Assistant's templates make of what a unit sends: rendered by Jinja, which Home Assistant uses, in its sandbox. */
class HomeAssistantTemplatesIT {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int LONGEST_STATE = 255;
    private static final String STRANGE = "Zoë \"the </b> {{ 7 * 6 }}\" O'Neil; {% x %} \\";
    /** Home Assistant adds the test match to Jinja's own. */
    private static final String RENDER = """
            import json, re, sys
            from jinja2.sandbox import ImmutableSandboxedEnvironment
            env = ImmutableSandboxedEnvironment()
            env.tests['match'] = lambda text, pattern: re.match(pattern, text) is not None
            given = json.load(sys.stdin)
            made = {}
            for name, part in given['components'].items():
                for topic, template in (('state_topic', 'value_template'),
                                        ('json_attributes_topic', 'json_attributes_template')):
                    if template in part and part[topic] in given['messages']:
                        message = json.loads(given['messages'][part[topic]])
                        made[name + ('' if topic == 'state_topic' else '.attributes')] = \\
                            env.from_string(part[template]).render(value_json=message)
            made['latency.command'] = env.from_string(given['components']['latency']['command_template']).render(value=1.5)
            json.dump(made, sys.stdout)
            """;

    private final ManualTime time = new ManualTime();
    private final SimulatedBroker broker = new SimulatedBroker();
    private final MqttPublisher publisher = new MqttPublisher(
            announcing(),
            new MqttIdentity(
                    "r1",
                    "Büro \"3\" {{ x }}",
                    "b00t",
                    Scenes.RATE,
                    List.of(new Zone("door", 0, 90), new Zone("window-2", 90, 180)),
                    Map.of("rostrum", "0.1.0")),
            Scenes.ports(time),
            broker);

    @Test
    void shouldShowARoomInWhichNobodySpeaks() throws Exception {
        publisher.onEvent(Scenes.listening(16_000));
        JsonNode made = rendered();
        assertThat(made.path("speech").asString()).isEqualTo("OFF");
        assertThat(made.path("active").asString()).isEqualTo("nobody");
        assertThat(made.path("speakers").asString()).isEqualTo("0");
        assertThat(made.path("meeting").asString()).isEqualTo("OFF");
        assertThat(made.path("problem").asString()).isEqualTo("OFF");
        assertThat(made.path("muted").asString()).isEqualTo("OFF");
        assertThat(made.path("phase").asString()).isEqualTo("listening");
        assertThat(made.path("zone-door").asString()).isEqualTo("OFF");
        assertThat(made.path("latency").asString()).as("not known yet").isEqualTo("None");
        assertThat(made.path("level").asString()).as("not known yet").isEqualTo("None");
        assertThat(made.path("version").asString()).isEqualTo("0.1.0");
        assertThat(attributes(made, "speakers").path("speakers")).isEmpty();
    }

    @Test
    void shouldShowThirteenSpeakersWhateverTheyAreCalled() throws Exception {
        publisher.onEvent(Scenes.meetingStarted(1));
        List<RoomState.ActiveSpeaker> active = new ArrayList<>();
        for (int i = 1; i <= 13; i++) {
            publisher.onEvent(Scenes.started(Scenes.turn(i, i, 1, 2, Stage.OPEN)));
            String name = i == 1 ? STRANGE : "x".repeat(79) + (char) ('a' + i);
            publisher.onEvent(new RoomEvent.SpeakerNamed(32_000, new SpeakerId(i), name));
            active.add(new RoomState.ActiveSpeaker(new SpeakerId(i), 16_000, Optional.of(new Bearing(45, 0.8f))));
        }
        publisher.onEvent(new RoomEvent.StateChanged(
                new RoomState(RoomState.Phase.FAULT, active, true, List.of("fault", "light"), 32_000)
                        .withLatency(Duration.ofSeconds(1))
                        .withMutedBy(Optional.of("button"))));
        publisher.onEvent(new RoomEvent.HealthReported(new HealthReport(
                32_000,
                Map.of("microphone.0.level-db", -41.5, "microphone.12.level-db", -30.0, "temperature.cpu-c", 51.0))));
        JsonNode made = rendered();
        made.properties().stream()
                .filter(one -> !one.getKey().contains("attributes"))
                .forEach(one ->
                        assertThat(one.getValue().asString()).as(one.getKey()).hasSizeLessThan(LONGEST_STATE));
        assertThat(made.path("active").asString()).startsWith("S1, S2, ").endsWith("S13");
        assertThat(made.path("speakers").asString()).isEqualTo("13");
        assertThat(made.path("count").asString()).isEqualTo("13");
        assertThat(made.path("overlap").asString()).isEqualTo("ON");
        assertThat(made.path("meeting").asString()).isEqualTo("ON");
        assertThat(made.path("zone-door").asString()).isEqualTo("ON");
        assertThat(made.path("zone-window-2").asString()).isEqualTo("OFF");
        assertThat(made.path("problem").asString()).isEqualTo("ON");
        assertThat(made.path("latency").asString()).isEqualTo("1.0");
        assertThat(made.path("level").asString()).isEqualTo("-30.0");
        assertThat(made.path("temperature").asString()).isEqualTo("51.0");
        assertThat(MAPPER.readTree(made.path("latency.command").asString())
                        .path("seconds")
                        .asDouble())
                .isEqualTo(1.5);
        assertThat(attributes(made, "problem").path("reasons").values())
                .extracting(JsonNode::asString)
                .containsExactly("fault", "light");
        assertThat(attributes(made, "muted").path("muted_by").asString()).isEqualTo("button");
        JsonNode first = attributes(made, "speakers").path("speakers").path(0);
        assertThat(first.path("name").asString()).isEqualTo(STRANGE);
        assertThat(first.path("share").asDouble()).isEqualTo(0.077);
        assertThat(attributes(made, "active").path("speakers")).hasSize(13);
    }

    @Test
    void shouldTellNewSpeakersAndMeetingsOnceAndAsTheyHappen() throws Exception {
        rendered(); // connected: what happens from now on is not late
        publisher.onEvent(Scenes.meetingStarted(1));
        publisher.onEvent(Scenes.started(Scenes.turn(1, 1, 1, 2, Stage.OPEN)));
        JsonNode made = rendered();
        assertThat(event(made, "turn")).isEqualTo("new_speaker");
        assertThat(event(made, "meeting-event")).isEqualTo("started");

        publisher.onEvent(Scenes.started(Scenes.turn(2, 1, 3, 4, Stage.OPEN)));
        assertThat(event(rendered(), "turn")).isEqualTo("turn");

        broker.down();
        publisher.step();
        publisher.onEvent(Scenes.started(Scenes.turn(3, 2, 5, 6, Stage.OPEN)));
        publisher.step();
        broker.up();
        time.advance(Duration.ofMinutes(2));
        assertThat(rendered().path("turn").asString())
                .as("late: it happened before")
                .isEmpty();
    }

    private static String event(JsonNode made, String entity) {
        return MAPPER.readTree(made.path(entity).asString()).path("event_type").asString();
    }

    private static JsonNode attributes(JsonNode made, String entity) {
        return MAPPER.readTree(made.path(entity + ".attributes").asString());
    }

    /** What every template makes of the last message of its topic. */
    private JsonNode rendered() throws Exception {
        IntStream.range(0, 4).forEach(i -> {
            publisher.step();
            time.advance(Duration.ofSeconds(3));
        });
        ObjectNode given = MAPPER.createObjectNode();
        ObjectNode messages = given.putObject("messages");
        for (int i = 0; i < broker.topics().size(); i++) {
            messages.put(broker.topics().get(i), broker.payloads().get(i));
        }
        given.set(
                "components",
                MAPPER.readTree(broker.payloadsOn("/config").getLast()).path("components"));
        return Jinja.run(RENDER, given);
    }

    private static MqttSettings announcing() {
        MqttSettings s = Scenes.settings("mqtt://localhost:1883");
        return ChangedSettings.of(s)
                .discovery(new MqttSettings.Discovery(
                        MqttSettings.Discovery.Mode.ANNOUNCE, "homeassistant", Optional.empty()))
                .done();
    }
}
