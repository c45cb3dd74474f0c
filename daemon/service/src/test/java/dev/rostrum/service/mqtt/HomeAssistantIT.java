package dev.rostrum.service.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.diarization.frontend.array.Zone;
import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.diarization.timeline.SpeechTurn.Stage;
import dev.rostrum.diarization.timeline.TimelineEvent;
import dev.rostrum.service.event.CommandResult;
import dev.rostrum.service.event.HealthReport;
import dev.rostrum.service.event.RoomCommand;
import dev.rostrum.service.event.RoomEvent;
import dev.rostrum.service.event.RoomState;
import dev.rostrum.service.mqtt.link.MqttSettings;
import dev.rostrum.service.mqtt.link.MqttSettings.Discovery.Mode;
import dev.rostrum.service.mqtt.payload.MqttIdentity;
import dev.rostrum.service.mqtt.payload.Nameplate;
import dev.rostrum.service.testing.SourceTree;
import dev.rostrum.service.time.TimeSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.NullNode;

/**
 * A unit in a real Home Assistant, with a real broker between: the device, its entities and what they say, what can be asked of
 * it, the card and the blueprint as they stand in docs/recipes, and what is left when the unit leaves. A unit for each test.
 */
@Tag("long")
@ParameterizedClass(name = "{0}")
@EnumSource(HomeAssistant.Release.class)
@SuppressWarnings("NullAway.Init") // broker and house come with each release
class HomeAssistantIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String ROOM = "Büro \"3\" <b>{{ x }}";
    private static final String STRANGE = "Zoë \"the </td> {{ 7 * 6 }}\" O'Neil; *a* _b_ [c](d) | {% x %} \\";
    private static final Pattern ROW = Pattern.compile("<tr><td>(.*?)</td>\\s*<td[^>]*>(.*?)</td></tr>");
    private static final Path RECIPES = Schemas.DOCS.resolve("recipes");

    @TempDir
    static Path folder;

    private static Mosquitto broker;
    private static HomeAssistant house;

    @Parameter
    HomeAssistant.Release release;

    @TempDir
    Path state;

    private final List<RoomCommand> obeyed = new CopyOnWriteArrayList<>();
    private final List<MqttPublisher> units = new ArrayList<>();

    @BeforeParameterizedClassInvocation
    static void moveIn(HomeAssistant.Release release) throws Exception {
        Path home = Files.createDirectory(folder.resolve(release.name()));
        broker = Mosquitto.start(home);
        house = new HomeAssistant(release, home);
        house.connect(broker.port());
    }

    @AfterParameterizedClassInvocation
    static void moveOut() throws Exception {
        house.close();
        broker.close();
        assertThat(house.log()
                        .lines()
                        .filter(line -> line.contains("mqtt") || line.contains("emplate"))
                        // to a device that was taken back it says so once more itself, and then wonders about that
                        .filter(line -> !line.contains("No device components to cleanup")))
                .as("what Home Assistant has against our messages")
                .isEmpty();
    }

    @AfterEach
    void stopUnits() {
        units.forEach(MqttPublisher::close);
    }

    @Test
    void shouldMakeOneDeviceOfAUnit() throws Exception {
        unit("a.1", ROOM);
        JsonNode device = device("rostrum-a_-1").orElseThrow();
        assertThat(device.path("name").asString()).isEqualTo(ROOM);
        assertThat(device.path("manufacturer").asString()).isEqualTo("Rostrum");
        assertThat(device.path("model").asString()).isEqualTo("Board <3>");
        assertThat(device.path("serial_number").asString()).isEqualTo("0042");
        assertThat(device.path("sw_version").asString()).isEqualTo("0.1.0");
        assertThat(device.path("configuration_url").asString()).isEqualTo("https://r.example:8750/");
        assertThat(area(device)).isEqualTo(ROOM);
        Map<String, String> kinds = new HashMap<>();
        Map<String, JsonNode> entities = entities("rostrum-a_-1");
        entities.forEach((id, entity) ->
                kinds.put(id, entity.path("entity_id").asString().replaceFirst("[.].*", "")));
        assertThat(kinds)
                .containsOnly(
                        Map.entry("speech", "binary_sensor"),
                        Map.entry("overlap", "binary_sensor"),
                        Map.entry("meeting", "binary_sensor"),
                        Map.entry("zone-door", "binary_sensor"),
                        Map.entry("zone-window-2", "binary_sensor"),
                        Map.entry("active", "sensor"),
                        Map.entry("count", "sensor"),
                        Map.entry("speakers", "sensor"),
                        Map.entry("phase", "sensor"),
                        Map.entry("muted", "binary_sensor"),
                        Map.entry("problem", "binary_sensor"),
                        Map.entry("turn", "event"),
                        Map.entry("meeting-event", "event"),
                        Map.entry("mute", "switch"),
                        Map.entry("identify", "button"),
                        Map.entry("new-meeting", "button"),
                        Map.entry("latency", "number"),
                        Map.entry("dropped", "sensor"),
                        Map.entry("version", "sensor"),
                        Map.entry("level", "sensor"),
                        Map.entry("cpu", "sensor"),
                        Map.entry("temperature", "sensor"));
        assertThat(idsWith(entities, "disabled_by", "integration")).containsOnly("level", "cpu", "temperature");
        assertThat(idsWith(entities, "entity_category", "config")).containsOnly("latency");
        assertThat(idsWith(entities, "entity_category", "diagnostic"))
                .containsOnly("problem", "identify", "dropped", "version", "level", "cpu", "temperature");
    }

    @Test
    void shouldShowARoomInWhichNobodySpeaks() throws Exception {
        unit("b", "Room B");
        awaitState("b", "phase", "listening");
        Map.of(
                        "speech",
                        "off",
                        "overlap",
                        "off",
                        "meeting",
                        "off",
                        "zone-door",
                        "off",
                        "muted",
                        "off",
                        "problem",
                        "off")
                .forEach((id, expected) -> awaitState("b", id, expected));
        awaitState("b", "active", "nobody");
        awaitState("b", "count", "0");
        awaitState("b", "speakers", "0");
        awaitState("b", "version", "0.1.0");
        awaitState("b", "latency", "unknown");
        assertThat(state("b", "problem").path("attributes").path("reasons")).isEmpty();
        assertThat(card("Room B")).containsExactly("nobody has spoken: ");
    }

    @Test
    void shouldShowThirteenSpeakersWhateverTheyAreCalled() throws Exception {
        MqttPublisher unit = unit("c", ROOM + " C");
        unit.onEvent(Scenes.meetingStarted(1));
        IntStream.rangeClosed(1, 13).forEach(i -> unit.onEvent(Scenes.started(Scenes.turn(i, i, 1, 2, Stage.OPEN))));
        unit.onEvent(new RoomEvent.SpeakerNamed(32_000, new SpeakerId(1), STRANGE));
        unit.onEvent(Scenes.listening(32_000, 2, 13));

        awaitState("c", "speakers", "13");
        awaitState("c", "active", "S2, S13");
        awaitState("c", "overlap", "on");
        awaitState("c", "meeting", "on");
        Wait.until(PATIENCE, () -> nameOfFirst("c").equals(STRANGE));
        assertThat(state("c", "speakers")
                        .path("attributes")
                        .path("speakers")
                        .path(0)
                        .path("share")
                        .asDouble())
                .isBetween(0.076, 0.078);
        assertThat(state("c", "active").path("attributes").path("speakers").values())
                .extracting(one -> one.path("speaker").asString())
                .containsExactly("S2", "S13");

        List<String> expected = new ArrayList<>(List.of(STRANGE + ": 8 %"));
        IntStream.rangeClosed(2, 13)
                .forEach(i -> expected.add("S" + i + (i == 2 || i == 13 ? ", speaking" : "") + ": 8 %"));
        assertThat(card(ROOM + " C")).isEqualTo(expected);
    }

    @Test
    void shouldShowWhatIsWrongAndWhatIsOffUntilItIsTurnedOn() throws Exception {
        MqttPublisher unit = unit("d", "Room D");
        for (String id : List.of("level", "cpu", "temperature")) {
            house.ask(
                    "config/entity_registry/update",
                    Map.of("entity_id", entity("d", id), "disabled_by", NullNode.getInstance()));
        }
        JsonNode entries = house.ask("config_entries/get", Map.of("domain", "mqtt"));
        house.post(
                "/api/config/config_entries/entry/"
                        + entries.path(0).path("entry_id").asString() + "/reload",
                Map.of());
        unit.onEvent(new RoomEvent.StateChanged(new RoomState(
                        RoomState.Phase.NO_MICROPHONE, List.of(), false, List.of("no-microphone", "light"), 32_000)
                .withLatency(Duration.ofSeconds(1))
                .withMutedBy(Optional.of("button"))));
        unit.onEvent(new RoomEvent.HealthReported(new HealthReport(
                32_000,
                Map.of(
                        "microphone.0.level-db",
                        -41.5,
                        "microphone.12.level-db",
                        -30.0,
                        "temperature.cpu-c",
                        51.0,
                        "process.cpu-percent",
                        40.5,
                        "audio.dropped-frames",
                        7.0))));
        awaitState("d", "level", "-30.0");
        awaitState("d", "cpu", "40.5");
        awaitState("d", "temperature", "51.0");
        awaitState("d", "dropped", "7.0");
        awaitState("d", "latency", "1.0");
        awaitState("d", "phase", "no-microphone");
        awaitState("d", "problem", "on");
        assertThat(state("d", "problem").path("attributes").path("reasons").values())
                .extracting(JsonNode::asString)
                .containsExactly("no-microphone", "light");
        assertThat(state("d", "muted").path("attributes").path("muted_by").asString())
                .isEqualTo("button");
    }

    @Test
    void shouldTellTurnsAndMeetingsAndRunTheBlueprint() throws Exception {
        MqttPublisher unit = unit("e", "Room E");
        awaitState("e", "meeting", "off");
        automate("e");
        unit.onEvent(Scenes.meetingStarted(1));
        unit.onEvent(Scenes.started(Scenes.turn(1, 1, 1, 3.5, Stage.OPEN)));
        awaitState("e", "meeting", "on");
        awaitAttribute("e", "turn", "event_type", "new_speaker");
        awaitAttribute("e", "meeting-event", "event_type", "started");
        unit.onEvent(new RoomEvent.SpeakerNamed(64_000, new SpeakerId(1), STRANGE));
        unit.onEvent(Scenes.ended(Scenes.turn(1, 1, 1, 3.5, Stage.CLOSED)));
        unit.onEvent(Scenes.started(Scenes.turn(2, 2, 5, 6, Stage.OPEN)));
        unit.onEvent(Scenes.ended(Scenes.turn(2, 2, 5, 6, Stage.CLOSED)));
        unit.onEvent(Scenes.started(Scenes.turn(3, 1, 7, 7.5, Stage.OPEN)));
        awaitAttribute("e", "turn", "event_type", "turn");
        awaitAttribute("e", "turn", "name", STRANGE);
        unit.onEvent(Scenes.ended(Scenes.turn(3, 1, 7, 7.5, Stage.CLOSED)));
        awaitState("e", "speakers", "2");
        unit.onEvent(new RoomEvent.Timeline(new TimelineEvent.MeetingEnded(160_000, 1, 160_000)));
        awaitState("e", "meeting", "off");
        awaitAttribute("e", "meeting-event", "event_type", "ended");

        Wait.until(PATIENCE, () -> house.events().size() >= 2);
        assertThat(house.events())
                .extracting(event -> event.path("data").path("what").asString())
                .containsExactly("begins", "ends: " + STRANGE + " 75 %, S2 25 %");
    }

    @Test
    void shouldAskOfTheUnitWhatPeopleAskOfTheHouse() throws Exception {
        unit("f", "Room F");
        awaitState("f", "mute", "off");
        house.call("switch", "turn_on", Map.of("entity_id", entity("f", "mute")));
        house.call("switch", "turn_off", Map.of("entity_id", entity("f", "mute")));
        house.call("button", "press", Map.of("entity_id", entity("f", "identify")));
        house.call("button", "press", Map.of("entity_id", entity("f", "new-meeting")));
        house.call("number", "set_value", Map.of("entity_id", entity("f", "latency"), "value", 1.5));
        Wait.until(PATIENCE, () -> obeyed.size() == 5);
        assertThat(obeyed)
                .containsExactlyInAnyOrder(
                        new RoomCommand.Mute(),
                        new RoomCommand.Unmute(),
                        new RoomCommand.Identify(),
                        new RoomCommand.NewMeeting(),
                        new RoomCommand.SetLatency(Duration.ofMillis(1500)));
    }

    @Test
    void shouldSayOfAUnitThatIsGoneThatNothingIsKnown() throws Exception {
        MqttPublisher unit = unit("g", "Room G");
        awaitState("g", "speech", "off");
        unit.close();
        awaitState("g", "speech", "unavailable");
        awaitState("g", "speakers", "unavailable");
        assertThat(card("Room G")).containsExactly("no word from this room: ");
        house.restart();
        awaitState("g", "speech", "unavailable");
        unit("g", "Room G");
        awaitState("g", "speech", "off");
        awaitState("g", "phase", "listening");
    }

    @Test
    void shouldTakeItsDeviceWithItAndBringItBack() throws Exception {
        unit("h", "Room H").close();
        house.ask(
                "config/entity_registry/update",
                Map.of("entity_id", entity("h", "speech"), "new_entity_id", "binary_sensor.our_own_words"));
        MqttIdentity identity = identity("h", "Room H");
        assertThat(Withdrawal.of(settings(), identity, TimeSource.system())
                        .run(PATIENCE)
                        .done())
                .isTrue();
        Wait.until(PATIENCE, () -> device("rostrum-h").isEmpty());
        assertThat(entities("rostrum-h")).isEmpty();
        assertThat(card("Room H")).isEmpty();

        unit("h", "Room H");
        awaitState("h", "speech", "off");
        assertThat(entity("h", "speech"))
                .as("these releases forget what the house called it, as docs/mqtt.md says")
                .isEqualTo("binary_sensor.room_h_speech");
    }

    @Test
    void shouldTakeTheDeviceWithItThatItWasUnderAnotherId() throws Exception {
        unit("i", "Room I").close();
        unit("j", "Room I");
        Wait.until(PATIENCE, () -> device("rostrum-i").isEmpty());
        assertThat(entities("rostrum-i")).isEmpty();
        awaitState("j", "speech", "off");
    }

    /** A unit that listens, and that Home Assistant knows. */
    private MqttPublisher unit(String id, String room) throws Exception {
        MqttPublisher unit = MqttPublisher.start(
                settings(), identity(id, room), Scenes.ports(TimeSource.system(), (command, origin, reply) -> {
                    obeyed.add(command);
                    reply.accept(new CommandResult.Done());
                }));
        units.add(unit);
        unit.onEvent(Scenes.listening(16_000));
        String device = "rostrum-" + id.replace(".", "_-");
        Wait.until(PATIENCE, () -> entities(device).size() == 22);
        return unit;
    }

    private static MqttIdentity identity(String id, String room) {
        Nameplate blank = Nameplate.blank();
        Nameplate plate = new Nameplate(
                Optional.of("0042"),
                Optional.of("Board <3>"),
                Optional.empty(),
                Optional.of("https://r.example:8750/"),
                Map.of(),
                blank.abilities());
        List<Zone> zones = List.of(new Zone("door", 0, 90), new Zone("window-2", 90, 180));
        return new MqttIdentity(id, room, "boot-" + System.nanoTime(), Scenes.RATE, zones, versions(), plate);
    }

    private static Map<String, String> versions() {
        return Map.of("rostrum", "0.1.0");
    }

    private MqttSettings settings() {
        return ChangedSettings.of(Scenes.settings(broker.uri(), Scenes.store(state.resolve("outbox"))))
                .discovery(new MqttSettings.Discovery(
                        Mode.ANNOUNCE, "homeassistant", Optional.of("https://help.example/rostrum")))
                .done();
    }

    /** The blueprint as it stands in docs, filled in as its form would; what it runs says so by an event. */
    private static void automate(String unit) throws Exception {
        Files.createDirectories(house.folder().resolve("blueprints/automation/rostrum"));
        Files.copy(
                RECIPES.resolve("home-assistant-blueprint.yaml"),
                house.folder().resolve("blueprints/automation/rostrum/meeting.yaml"));
        Files.writeString(house.folder().resolve("automations.yaml"), """
                - id: meeting
                  alias: Meeting
                  use_blueprint:
                    path: rostrum/meeting.yaml
                    input:
                      meeting: %s
                      speakers: %s
                      begins:
                        - event: rostrum_test
                          event_data:
                            what: begins
                      ends:
                        - event: rostrum_test
                          event_data:
                            what: "ends: {{ summary }}"
                """.formatted(
                        entity(unit, "meeting"), entity(unit, "speakers")));
        house.ask("subscribe_events", Map.of("event_type", "rostrum_test"));
        house.call("automation", "reload", Map.of());
    }

    /** What the card shows of one room: first and second cell of each row, as a browser would. */
    private static List<String> card(String room) throws Exception {
        Map<?, ?> card = (Map<?, ?>) new Load(LoadSettings.builder().build())
                .loadFromString(SourceTree.text(RECIPES.resolve("home-assistant-card.yaml")));
        String shown = house.rendered(String.valueOf(card.get("content")));
        List<String> rows = new ArrayList<>();
        for (String table : shown.split("<table>", -1)) {
            if (HomeAssistantRecipesIT.unescaped(table).contains(">" + room + "</th>")) {
                ROW.matcher(table)
                        .results()
                        .forEach(row -> rows.add(HomeAssistantRecipesIT.unescaped(row.group(1)) + ": " + row.group(2)));
            }
        }
        return rows;
    }

    private static Optional<JsonNode> device(String identifier) {
        return asked("config/device_registry/list")
                .valueStream()
                .filter(device ->
                        device.path("identifiers").path(0).path(1).asString("").equals(identifier))
                .findFirst();
    }

    private static String area(JsonNode device) {
        String id = device.path("area_id").asString("");
        return asked("config/area_registry/list")
                .valueStream()
                .filter(area -> area.path("area_id").asString().equals(id))
                .map(area -> area.path("name").asString())
                .findFirst()
                .orElse("none");
    }

    /** Those of a device, by what is ours of their unique ids. */
    private static Map<String, JsonNode> entities(String device) {
        Map<String, JsonNode> found = new HashMap<>();
        asked("config/entity_registry/list").valueStream().forEach(entity -> {
            String unique = entity.path("unique_id").asString("");
            if (unique.startsWith(device + "-")) {
                found.put(unique.substring(device.length() + 1), entity);
            }
        });
        return found;
    }

    private static List<String> idsWith(Map<String, JsonNode> entities, String field, String value) {
        return entities.entrySet().stream()
                .filter(one -> one.getValue().path(field).asString("").equals(value))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static String entity(String unit, String id) {
        return Objects.requireNonNull(entities("rostrum-" + unit).get(id), id)
                .path("entity_id")
                .asString();
    }

    private static JsonNode state(String unit, String id) {
        String entity = entity(unit, id);
        return asked("get_states")
                .valueStream()
                .filter(one -> one.path("entity_id").asString().equals(entity))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    private static String nameOfFirst(String unit) {
        return state(unit, "speakers")
                .path("attributes")
                .path("speakers")
                .path(0)
                .path("name")
                .asString("");
    }

    private static void awaitState(String unit, String id, String expected) {
        try {
            Wait.until(
                    PATIENCE, () -> state(unit, id).path("state").asString("").equals(expected));
        } catch (AssertionError late) {
            assertThat(state(unit, id).path("state").asString("")).as(id).isEqualTo(expected);
        }
    }

    private static void awaitAttribute(String unit, String id, String name, String expected) {
        Wait.until(
                PATIENCE,
                () -> state(unit, id).path("attributes").path(name).asString("").equals(expected));
    }

    private static JsonNode asked(String type) {
        try {
            return house.ask(type, Map.of());
        } catch (Exception e) {
            throw new AssertionError(type, e);
        }
    }
}
