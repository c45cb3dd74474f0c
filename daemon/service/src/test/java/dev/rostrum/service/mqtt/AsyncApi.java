package dev.rostrum.service.mqtt;

import dev.rostrum.service.testing.SourceTree;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Looks into docs/mqtt/asyncapi.json. */
public final class AsyncApi {
    private AsyncApi() {}

    public static String text() {
        return SourceTree.text(Schemas.DOCS.resolve("mqtt/asyncapi.json"));
    }

    /** Of every channel. */
    static List<String> addresses(JsonNode document) {
        return StreamSupport.stream(document.path("channels").spliterator(), false)
                .map(channel -> channel.path("address").asString())
                .toList();
    }

    /** Where an operation sends to, or receives. */
    static String address(JsonNode document, JsonNode operation) {
        String channel = operation.path("channel").path("$ref").asString();
        return document.at(channel.substring(1) + "/address").asString();
    }
}
