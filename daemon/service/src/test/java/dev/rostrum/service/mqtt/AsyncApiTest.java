package dev.rostrum.service.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.rostrum.service.mqtt.command.CommandHandler;
import dev.rostrum.service.mqtt.link.MqttSettings;
import dev.rostrum.service.mqtt.payload.CommandReader;
import dev.rostrum.service.mqtt.payload.MqttTopics;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The AsyncAPI document by itself: it holds together, and has the channels, commands and servers that the code has. */
class AsyncApiTest {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Path FOLDER = Schemas.DOCS.resolve("mqtt");

    private final JsonNode document = MAPPER.readTree(AsyncApi.text());

    @Test
    void shouldReferToNothingThatIsNotThere() {
        List<String> references = references(document);
        assertThat(references).hasSizeGreaterThan(50).allMatch(this::resolves);
        assertThat(resolves("#/channels/nobody")).isFalse();
        assertThat(resolves("schema/nobody.json")).isFalse();
    }

    @Test
    void shouldLeaveNothingThatNobodyRefersTo() {
        Set<String> referred = new TreeSet<>(references(document));
        for (String kind : document.path("components").propertyNames()) {
            for (String name : document.path("components").path(kind).propertyNames()) {
                assertThat(referred).contains("#/components/" + kind + "/" + name);
            }
        }
        for (String channel : document.path("channels").propertyNames()) {
            assertThat(referred).contains("#/channels/" + channel);
        }
    }

    @Test
    void shouldHaveTheChannelsOfTheCodeAndNoOther() throws ReflectiveOperationException {
        MqttTopics topics = new MqttTopics("u");
        Set<String> ofCode = new TreeSet<>();
        for (var method : MqttTopics.class.getDeclaredMethods()) {
            boolean topic = Modifier.isPublic(method.getModifiers())
                    && !Modifier.isStatic(method.getModifiers())
                    && method.getParameterCount() == 0
                    && method.getReturnType() == String.class
                    && !Set.of("root", "unit", "toString").contains(method.getName());
            if (topic) {
                ofCode.add((String) method.invoke(topics));
            }
        }
        Scalars.NAMES.forEach(name -> ofCode.add(topics.scalar(name)));
        ofCode.add(MqttTopics.commandPrefix(MqttTopics.ALL));
        ofCode.add(MqttTopics.commandPrefix("{group}"));
        assertThat(AsyncApi.addresses(document))
                .containsExactlyInAnyOrderElementsOf(ofCode.stream()
                        .map(topic -> topic.replace("/u/", "/{unit}/")
                                .replaceFirst("/cmd/$", "/cmd/{command}")
                                .replaceFirst("/reply/$", "/reply/{reply}"))
                        .toList());
    }

    @Test
    void shouldNameEveryParameterOfAnAddressAndNoOther() {
        for (JsonNode channel : document.path("channels")) {
            List<String> inAddress = Pattern.compile("\\{(\\w+)}")
                    .matcher(channel.path("address").asString())
                    .results()
                    .map(name -> name.group(1))
                    .toList();
            assertThat(channel.path("parameters").propertyNames())
                    .as(channel.path("address").asString())
                    .containsExactlyInAnyOrderElementsOf(inAddress);
        }
    }

    @Test
    void shouldUseOnlyMessagesOfTheOperationsOwnChannel() {
        for (JsonNode operation : document.path("operations")) {
            assertOfChannel(operation);
            JsonNode reply = operation.path("reply");
            assertThat(reply.isObject())
                    .as("every command is answered, and nothing else")
                    .isEqualTo(operation.path("action").asString().equals("receive"));
            if (reply.isObject()) {
                assertOfChannel(reply);
                assertThat(reply.has("address"))
                        .as("the standard forbids it where the channel has one")
                        .isFalse();
            }
        }
    }

    @Test
    void shouldOfferEachGroupOnlyTheCommandsThatItObeys() {
        Set<String> ofGroups = new TreeSet<>(CommandReader.NAMES);
        ofGroups.removeAll(CommandHandler.OF_ONE_ROOM);
        assertThat(commandsOf("command")).containsExactlyInAnyOrderElementsOf(CommandReader.NAMES);
        assertThat(commandsOf("command-to-all")).containsExactlyInAnyOrderElementsOf(ofGroups);
        assertThat(commandsOf("command-to-group")).containsExactlyInAnyOrderElementsOf(ofGroups);
    }

    @Test
    void shouldGiveForEveryMessageExamplesThatItsSchemaAllows() {
        Schemas schemas = new Schemas();
        for (JsonNode message : document.at("/components/messages")) {
            String name = message.path("name").asString();
            String schema = message.at("/payload/schema/$ref").asString().replaceAll("^schema/|\\.json$", "");
            assertThat(message.path("examples")).as(name).isNotEmpty();
            for (JsonNode example : message.path("examples")) {
                assertThat(schemas.complaints(schema, example.path("payload").toString()))
                        .as(name)
                        .isEmpty();
            }
        }
    }

    @Test
    void shouldGiveForEveryCommandExamplesThatAreUnderstood() {
        Set<String> shown = new TreeSet<>();
        for (JsonNode example : document.at("/components/messages/command/examples")) {
            String name = example.path("name").asString();
            shown.add(name);
            assertThatCode(() -> CommandReader.read(name, MAPPER.writeValueAsBytes(example.path("payload"))))
                    .as(name)
                    .doesNotThrowAnyException();
        }
        assertThat(shown).containsExactlyInAnyOrderElementsOf(CommandReader.NAMES);
    }

    @Test
    void shouldNameTheServersThatASettingReaches() {
        JsonNode servers = document.path("servers");
        assertThat(servers.propertyNames()).containsExactly("tls", "plain");
        MqttSettings defaults = MqttSettings.defaults();
        String tls = defaults.withBroker("mqtts://{broker}").broker();
        String plain = defaults.withBroker("mqtt://{broker}").broker();
        assertThat(tls).isEqualTo("mqtts://" + servers.at("/tls/host").asString());
        assertThat(plain).isEqualTo("mqtt://" + servers.at("/plain/host").asString());
        assertThat(servers.at("/tls/protocol").asString()).isEqualTo("secure-mqtt");
        assertThat(servers.at("/plain/protocol").asString()).isEqualTo("mqtt");
    }

    private List<String> commandsOf(String channel) {
        List<String> commands = new ArrayList<>();
        document.at("/channels/" + channel + "/parameters/command/enum").forEach(name -> commands.add(name.asString()));
        return commands;
    }

    private static void assertOfChannel(JsonNode part) {
        String channel = part.path("channel").path("$ref").asString();
        part.path("messages")
                .forEach(message -> assertThat(message.path("$ref").asString()).startsWith(channel + "/messages/"));
    }

    private boolean resolves(String reference) {
        return reference.startsWith("#/")
                ? !document.at(reference.substring(1)).isMissingNode()
                : Files.isRegularFile(FOLDER.resolve(reference));
    }

    /** Every {@code $ref} below a node; an example's payload refers to nothing. */
    private static List<String> references(JsonNode node) {
        Stream<String> own =
                node.path("$ref").isString() ? Stream.of(node.path("$ref").asString()) : Stream.of();
        return Stream.concat(own, node.valueStream().flatMap(part -> references(part).stream()))
                .toList();
    }
}
