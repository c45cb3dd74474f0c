package dev.rostrum.service.mqtt;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Home Assistant's own WebSocket API: asks, and keeps the events that it was asked for. Any thread. */
final class HomeAssistantSocket implements WebSocket.Listener, AutoCloseable {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final CompletableFuture<JsonNode> authenticated = new CompletableFuture<>();
    private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();
    private final AtomicInteger lastId = new AtomicInteger();
    private final StringBuilder text = new StringBuilder();
    private final WebSocket socket;

    /** Connects, and logs in with a token. */
    HomeAssistantSocket(int port, String token) throws Exception {
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + port + "/api/websocket"), this)
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        send(MAPPER.createObjectNode().put("type", "auth").put("access_token", token));
        authenticated.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** The result of a command; fails with Home Assistant's own words where it refuses. */
    JsonNode ask(String type, Map<String, ?> fields) throws Exception {
        int id = lastId.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        asked.put(id, answer);
        ObjectNode command = MAPPER.createObjectNode().put("id", id).put("type", type);
        fields.forEach((name, value) -> command.set(name, MAPPER.valueToTree(value)));
        send(command);
        JsonNode said = answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (!said.path("success").asBoolean()) {
            throw new AssertionError(type + ": " + said.path("error"));
        }
        return said.path("result");
    }

    /** Every event so far of what was subscribed to by {@code subscribe_events}. */
    List<JsonNode> events() {
        return List.copyOf(events);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            JsonNode said = MAPPER.readTree(text.toString());
            text.setLength(0);
            switch (said.path("type").asString()) {
                case "auth_ok" -> authenticated.complete(said);
                case "auth_invalid" -> authenticated.completeExceptionally(new AssertionError(said.toString()));
                case "result" ->
                    Objects.requireNonNull(asked.remove(said.path("id").asInt()))
                            .complete(said);
                case "event" -> events.add(said.path("event"));
                default -> {}
            }
        }
        from.request(1);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        authenticated.completeExceptionally(failure);
        asked.values().forEach(answer -> answer.completeExceptionally(failure));
    }

    @Override
    public void close() {
        socket.abort();
    }

    private void send(JsonNode message) throws Exception {
        socket.sendText(message.toString(), true).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
