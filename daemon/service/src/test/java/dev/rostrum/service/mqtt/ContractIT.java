package dev.rostrum.service.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.rostrum.diarization.frontend.Bearing;
import dev.rostrum.diarization.frontend.array.Zone;
import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.diarization.timeline.SpeechTurn;
import dev.rostrum.diarization.timeline.SpeechTurn.Certainty;
import dev.rostrum.diarization.timeline.SpeechTurn.Stage;
import dev.rostrum.diarization.timeline.TimelineEvent;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnChange;
import dev.rostrum.service.event.CommandResult;
import dev.rostrum.service.event.HealthReport;
import dev.rostrum.service.event.RoomCommand;
import dev.rostrum.service.event.RoomEvent;
import dev.rostrum.service.event.RoomState;
import dev.rostrum.service.mqtt.link.MqttSettings;
import dev.rostrum.service.mqtt.payload.MqttIdentity;
import dev.rostrum.service.mqtt.payload.Nameplate;
import dev.rostrum.service.testing.SourceTree;
import dev.rostrum.service.time.TimeSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a real broker's subscriber gets, against the schemas, the AsyncAPI document and the examples of docs/mqtt.md. */
class ContractIT {
    /** So few that an outage drops events, and a snapshot follows. */
    private static final int OUTBOX = 100;

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String UNIT = "room-314";
    private static final String ROOT = "rostrum/v1/" + UNIT + "/";
    private static final String DISCOVERY = "homeassistant/device/rostrum-" + UNIT + "/config";

    @TempDir
    static Path folder;

    private static List<Observer.Seen> seen = List.of();

    @BeforeAll
    static void playAMeeting() throws Exception {
        MqttIdentity identity = new MqttIdentity(
                UNIT,
                "Room 3.14",
                "5f0c2a91b3d84e67",
                Scenes.RATE,
                List.of(new Zone("door", 330, 60), new Zone("window", 60, 330)),
                Map.of("rostrum", "0.1.0", "segmentation", "3.0"),
                new Nameplate(
                        Optional.of("1423521021234"),
                        Optional.of("NVIDIA Jetson Orin Nano Developer Kit"),
                        Optional.of("3"),
                        Optional.of("https://room-314.example:8750/"),
                        Map.of("segmentation", "3.0"),
                        new Nameplate.Abilities(Optional.of(4), Duration.ofMillis(500), Duration.ofSeconds(5), false)));
        try (Mosquitto broker = Mosquitto.start(folder, "persistence true", "persistence_location " + folder + "/");
                Observer observer = new Observer(broker.uri(), "#")) {
            try (MqttPublisher publisher = MqttPublisher.start(settings(broker), identity, ports())) {
                observer.await(s -> s.topic().endsWith("/availability"));
                playTwoWhoOverlap(publisher);
                observer.await(s -> s.topic().endsWith("/state") && s.payload().contains("\"count\":2"));
                observer.await(
                        s -> s.topic().endsWith("/problem") && s.payload().equals("ON"));
                observer.await(s -> s.topic().endsWith("/zones") && s.payload().contains("\"speech\":true"));
                observer.await(
                        s -> s.topic().endsWith("/speakers") && s.payload().contains("\"name\":\"Ada\""));
                playTheCorrection(publisher);
                observer.await(s -> s.topic().endsWith("/correction"));
                observer.await(s -> s.topic().endsWith("/health") && s.payload().contains("audio.gaps"));
                observer.send(ROOT + "cmd/identify", "{}");
                observer.send(ROOT + "cmd/unmute", "{}");
                observer.send(ROOT + "cmd/snapshot", "{}");
                for (String command : List.of("identify", "unmute", "snapshot")) {
                    observer.await(s -> s.topic().equals(ROOT + "reply/" + command));
                }
                broker.stop();
                playMoreThanTheOutboxHolds(publisher);
                broker.up();
                observer.await(s -> s.topic().equals(ROOT + "turn/snapshot"));
                publisher.onEvent(timeline(new TimelineEvent.MeetingEnded(160_000, 1, 160_000)));
                observer.await(s -> s.payload().contains("\"kind\":\"summary\""));
                observer.send(ROOT + "cmd/discovery", "{\"on\":false}");
                observer.await(s -> s.topic().equals(DISCOVERY) && s.payload().isEmpty());
                observer.await(s -> s.topic().equals(ROOT + "reply/discovery"));
            }
            observer.await(s -> s.payload().contains("\"reason\":\"stopped\""));
            seen = observer.all().stream()
                    .filter(s -> !s.topic().startsWith(ROOT + "cmd/"))
                    .toList();
        }
    }

    @AfterAll
    static void forget() {
        seen = List.of();
    }

    @Test
    void shouldSendOnlyWhatTheSchemasAllow() {
        Schemas schemas = new Schemas();
        int checked = 0;
        for (Observer.Seen message : seen) {
            if (message.topic().startsWith(ROOT)) {
                String text = isWord(message) ? '"' + message.payload() + '"' : message.payload();
                assertThat(schemas.complaints(schemaOf(message), text))
                        .as("%s %s", message.topic(), message.payload())
                        .isEmpty();
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(20);
        assertThat(schemas.complaints("scalar-number", "\"two\"")).isNotEmpty();
        assertThat(schemas.complaints("scalar-switch", "\"on\"")).isNotEmpty();
    }

    @Test
    void shouldRefuseDamagedMessagesBySchema() {
        Schemas schemas = new Schemas();
        String state = first("state", "\"count\":2");
        assertThat(schemas.complaints("state", state.replace("\"seq\":", "\"sequence\":")))
                .isNotEmpty();
        assertThat(schemas.complaints("state", state.replace("\"phase\":\"", "\"phase\":\"x")))
                .isNotEmpty();
        assertThat(schemas.complaints("state", state.replace("\"since\":", "\"since\":-")))
                .isNotEmpty();
        assertThat(schemas.complaints("state", state.replace("{\"phase\"", "{\"new\":1,\"phase\"")))
                .isNotEmpty();
    }

    @Test
    void shouldRetainExactlyTheTopicsThatTheDocumentSays() throws Exception {
        Map<String, JsonNode> operations = operationsByAddress();
        for (Observer.Seen message : seen) {
            if (message.topic().startsWith(ROOT)) {
                String address = message.topic().replace(UNIT, "{unit}").replaceFirst("reply/.*", "reply/{reply}");
                assertThat(operations).containsKey(address);
                JsonNode binding = operations.getOrDefault(address, MAPPER.nullNode());
                long expiry = binding.path("messageExpiryInterval").asLong(0);
                // the broker counts an expiry down while it holds the message
                assertThat(message.expirySeconds()).as(address).isBetween(expiry - 20, expiry);
            }
        }
        Set<String> retained = seen.stream()
                .filter(s -> s.topic().startsWith(ROOT))
                .map(s -> s.topic().substring(ROOT.length()))
                .filter(t -> operations
                        .getOrDefault("rostrum/v1/{unit}/" + t, MAPPER.nullNode())
                        .path("retain")
                        .asBoolean())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(retained)
                .containsExactly(
                        "availability",
                        "count",
                        "health",
                        "info",
                        "last-meeting",
                        "muted",
                        "occupied",
                        "problem",
                        "speakers",
                        "speaking",
                        "state",
                        "zones");
    }

    @Test
    void shouldBeDescribedByAValidAsyncApiDocument() throws IOException {
        String official = Files.readString(resource("asyncapi/asyncapi-3.0.0.json"));
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);
        String document = Files.readString(Schemas.DOCS.resolve("mqtt/asyncapi.json"));
        var schema = registry.getSchema(official, InputFormat.JSON);
        assertThat(Schemas.complaints(schema, document)).isEmpty();
        assertThat(Schemas.complaints(schema, document.replace("\"action\": \"send\"", "\"action\": \"shout\"")))
                .isNotEmpty();
    }

    @Test
    void shouldDescribeEverySchemaThatExists() throws IOException {
        String document = Files.readString(Schemas.DOCS.resolve("mqtt/asyncapi.json"));
        Set<String> shared = Set.of("envelope.json", "event.json", "turn-fields.json");
        try (Stream<Path> files = Files.list(Schemas.DOCS.resolve("mqtt/schema"))) {
            assertThat(files.map(f -> f.getFileName().toString()).filter(n -> !shared.contains(n)))
                    .allMatch(name -> document.contains("schema/" + name));
        }
    }

    @Test
    void shouldSendExactlyTheExamplesOfTheManual() throws IOException {
        String manual = Files.readString(Schemas.DOCS.resolve("mqtt.md"));
        Matcher matcher = Pattern.compile("<!-- example (\\S+) (\\S*) ?-->\\s*```json\\s*(.*?)```", Pattern.DOTALL)
                .matcher(manual);
        List<String> topics = new ArrayList<>();
        while (matcher.find()) {
            String real = first(matcher.group(1), matcher.group(2));
            assertThat(comparable(matcher.group(3))).as(matcher.group(1)).isEqualTo(comparable(real));
            topics.add(matcher.group(1));
        }
        Matcher words = Pattern.compile("<!-- example (\\S+) -->\\s*```text\\s*(.*?)\\s*```", Pattern.DOTALL)
                .matcher(manual);
        while (words.find()) {
            assertThat(first(words.group(1), words.group(2))).isEqualTo(words.group(2));
            topics.add(words.group(1));
        }
        for (JsonNode operation : asyncApi().path("operations")) {
            String channel = operation.path("channel").path("$ref").asString().replace("#/channels/", "");
            String topic = asyncApi()
                    .at("/channels/" + channel + "/address")
                    .asString()
                    .replaceFirst(".*\\{unit}/", "");
            assertThat(topics)
                    .as("an example of %s", topic)
                    .anyMatch(t -> operation.path("action").asString().equals("receive")
                            || t.equals(topic)
                            || (topic.equals("reply/{reply}") && t.startsWith("reply/")));
        }
    }

    /** The first command of the manual, as it stands there but for the broker's name and the port of this test's. */
    @Test
    void shouldSayWhoSpeaksNowByTheFirstCommandOfTheManual() throws Exception {
        String manual = Files.readString(Schemas.DOCS.resolve("mqtt.md"));
        Matcher command =
                Pattern.compile("```sh\\s*(.*?)\\s*```", Pattern.DOTALL).matcher(manual);
        assertThat(command.find()).isTrue();
        try (Mosquitto broker = Mosquitto.start(folder);
                MqttPublisher publisher =
                        MqttPublisher.start(settings(broker), Scenes.identity("room-7"), Scenes.ports())) {
            publisher.onEvent(Scenes.listening(16_000, 3));
            Wait.until(
                    Duration.ofSeconds(10),
                    () -> publisher.status().connected() && publisher.status().delivered() > 4);
            String shell = command.group(1).replace("BROKER", "localhost -p " + broker.port());
            Process process = new ProcessBuilder("timeout", "10", "stdbuf", "-oL", "sh", "-c", shell)
                    .redirectErrorStream(true)
                    .start();
            JsonNode state;
            try (BufferedReader lines = process.inputReader(UTF_8)) {
                state = MAPPER.readTree(lines.readLine());
            } finally {
                process.descendants().forEach(ProcessHandle::destroy);
            }
            assertThat(state.path("unit").asString()).isEqualTo("room-7");
            assertThat(state.at("/active/0/speaker").asString()).isEqualTo("S3");
        }
    }

    @Test
    void shouldAnnounceADeviceThatHomeAssistantCanRead() throws IOException {
        String announcement = seen.stream()
                .filter(s -> s.topic().equals(DISCOVERY))
                .map(Observer.Seen::payload)
                .findFirst()
                .orElseThrow();
        String rules = Files.readString(resource("homeassistant/device-discovery.schema.json"));
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(rules, InputFormat.JSON);
        assertThat(Schemas.complaints(schema, announcement)).isEmpty();
        assertThat(Schemas.complaints(schema, announcement.replace("\"unique_id\"", "\"uid\"")))
                .isNotEmpty();
        assertThat(Schemas.complaints(
                        schema, announcement.replace("\"device_class\":\"sound\"", "\"device_class\":\"ear\"")))
                .isNotEmpty();
        JsonNode components = MAPPER.readTree(announcement).path("components");
        assertThat(components.propertyNames())
                .as("those of the first edition stay as they were called")
                .contains("speech", "active", "count", "mute", "problem", "identify", "new-meeting")
                .containsExactlyInAnyOrder(
                        "speech",
                        "overlap",
                        "meeting",
                        "active",
                        "count",
                        "speakers",
                        "phase",
                        "muted",
                        "problem",
                        "zone-door",
                        "zone-window",
                        "turn",
                        "meeting-event",
                        "mute",
                        "identify",
                        "new-meeting",
                        "latency",
                        "level",
                        "cpu",
                        "temperature",
                        "dropped",
                        "version");
        assertThat(components.path("mute").path("command_topic").asString()).isEqualTo(ROOT + "cmd/mute");
    }

    private static void playTwoWhoOverlap(MqttPublisher publisher) {
        SpeechTurn first = turn(1, 1, 16_000, 24_000, Stage.OPEN, Certainty.PROVISIONAL);
        SpeechTurn second = turn(2, 2, 56_000, 64_000, Stage.OPEN, Certainty.CONFIRMED);
        publisher.onEvent(timeline(new TimelineEvent.MeetingStarted(16_000, 1, 16_000)));
        publisher.onEvent(timeline(new TimelineEvent.TurnStarted(24_000, first)));
        publisher.onEvent(timeline(
                new TimelineEvent.TurnUpdated(40_000, turn(1, 1, 16_000, 40_000, Stage.OPEN, Certainty.CONFIRMED))));
        publisher.onEvent(timeline(new TimelineEvent.TurnStarted(64_000, second)));
        publisher.onEvent(new RoomEvent.SpeakerNamed(64_000, new SpeakerId(2), "Ada"));
        publisher.onEvent(new RoomEvent.StateChanged(new RoomState(
                        RoomState.Phase.LISTENING,
                        List.of(
                                new RoomState.ActiveSpeaker(
                                        new SpeakerId(1), 16_000, Optional.of(new Bearing(40, 0.9f))),
                                new RoomState.ActiveSpeaker(new SpeakerId(2), 56_000, Optional.empty())),
                        true,
                        List.of("microphone-2-dead"),
                        64_000)
                .withLatency(Duration.ofSeconds(1))));
    }

    private static void playTheCorrection(MqttPublisher publisher) {
        SpeechTurn corrected = new SpeechTurn(
                1,
                1,
                new SpeakerId(1),
                15_200,
                72_000,
                Stage.CLOSED,
                Certainty.CONFIRMED,
                0.97f,
                Optional.of(new Bearing(40, 0.9f)));
        publisher.onEvent(timeline(new TimelineEvent.StreamGap(80_000, 76_000, 80_000)));
        publisher.onEvent(timeline(
                new TimelineEvent.TurnEnded(88_000, turn(1, 1, 16_000, 70_400, Stage.CLOSED, Certainty.CONFIRMED))));
        publisher.onEvent(timeline(new TimelineEvent.Correction(
                96_000, 1, List.of(new TurnChange.Replaced(corrected), new TurnChange.Withdrawn(2, 1)))));
        publisher.onEvent(
                new RoomEvent.HealthReported(new HealthReport(96_000, Map.of("audio.gaps", 1.0, "step.p95-ms", 41.5))));
    }

    private static void playMoreThanTheOutboxHolds(MqttPublisher publisher) {
        Wait.until(Duration.ofSeconds(10), () -> !publisher.status().connected());
        publisher.onEvent(timeline(
                new TimelineEvent.TurnStarted(112_000, turn(3, 2, 96_000, 104_000, Stage.OPEN, Certainty.CONFIRMED))));
        for (int i = 1; i <= 2 * OUTBOX; i++) {
            long to = 104_000 + i * 80L;
            Certainty changing = i % 2 == 0 ? Certainty.CONFIRMED : Certainty.PROVISIONAL;
            publisher.onEvent(
                    timeline(new TimelineEvent.TurnUpdated(to + 8_000, turn(3, 2, 96_000, to, Stage.OPEN, changing))));
        }
        Wait.until(Duration.ofSeconds(10), () -> publisher.status().dropped() > OUTBOX);
    }

    private static SpeechTurn turn(long id, int speaker, long from, long to, Stage stage, Certainty certainty) {
        Optional<Bearing> bearing = speaker == 1 ? Optional.of(new Bearing(40, 0.9f)) : Optional.empty();
        return new SpeechTurn(id, 0, new SpeakerId(speaker), from, to, stage, certainty, 0.91f, bearing);
    }

    private static RoomEvent timeline(TimelineEvent event) {
        return new RoomEvent.Timeline(event);
    }

    private static MqttSettings settings(Mosquitto broker) {
        MqttSettings s = Scenes.settings(broker.uri());
        return ChangedSettings.of(s)
                .outbox(new MqttSettings.Store(
                        Optional.empty(),
                        OUTBOX,
                        s.outbox().maxBytes(),
                        s.outbox().maxAge()))
                .discovery(new MqttSettings.Discovery(
                        MqttSettings.Discovery.Mode.ANNOUNCE, "homeassistant", Optional.empty()))
                .scalars(true)
                .done();
    }

    /** The clock stands still at one instant; the button has muted. */
    private static MqttPublisher.Ports ports() {
        TimeSource system = TimeSource.system();
        TimeSource fixed = new TimeSource() {
            @Override
            public long nanoTime() {
                return system.nanoTime();
            }

            @Override
            public long epochMillis() {
                return 1_795_420_800_000L;
            }
        };
        return Scenes.ports(
                fixed,
                (command, origin, reply) -> reply.accept(
                        command instanceof RoomCommand.Unmute
                                ? new CommandResult.Refused(
                                        "muted-by-button", "the room's button muted, only it can unmute")
                                : new CommandResult.Done()));
    }

    private static String schemaOf(Observer.Seen message) {
        String topic = message.topic().substring(ROOT.length());
        if (isWord(message)) {
            return topic.equals("count") || topic.equals("speaking") ? "scalar-number" : "scalar-switch";
        }
        if (topic.equals("turn/snapshot") || message.payload().contains("\"covers\":")) {
            return "snapshot";
        }
        return topic.startsWith("turn/") ? "turn" : topic.replaceFirst("/.*", "");
    }

    private static boolean isWord(Observer.Seen message) {
        return Scalars.NAMES.contains(message.topic().substring(ROOT.length()));
    }

    private static String first(String topic, String containing) {
        return seen.stream()
                .filter(s -> s.topic().equals(ROOT + topic) && s.payload().contains(containing))
                .map(Observer.Seen::payload)
                .findFirst()
                .orElseThrow(() -> new AssertionError("never seen: " + topic + " with " + containing));
    }

    /** Without what differs from run to run: the sequence number, and figures of the publisher itself. */
    private static JsonNode comparable(String json) {
        ObjectNode node = (ObjectNode) MAPPER.readTree(json);
        node.remove("seq");
        if (node.path("figures") instanceof ObjectNode figures) {
            figures.removeAll();
            figures.put(
                    "figures",
                    Optional.of(json)
                            .filter(j -> j.contains("\"mqtt.waiting\""))
                            .isPresent());
        }
        return node;
    }

    private static Map<String, JsonNode> operationsByAddress() throws IOException {
        JsonNode document = asyncApi();
        Map<String, JsonNode> bindings = new java.util.HashMap<>();
        for (JsonNode operation : document.path("operations")) {
            String channel = operation.path("channel").path("$ref").asString().replace("#/channels/", "");
            String address =
                    document.path("channels").path(channel).path("address").asString();
            bindings.put(address, operation.path("bindings").path("mqtt"));
        }
        return bindings;
    }

    private static JsonNode asyncApi() throws IOException {
        return MAPPER.readTree(Files.readString(Schemas.DOCS.resolve("mqtt/asyncapi.json"), UTF_8));
    }

    private static Path resource(String name) {
        return SourceTree.ROOT.resolve("daemon/service/src/test/resources").resolve(name);
    }
}
