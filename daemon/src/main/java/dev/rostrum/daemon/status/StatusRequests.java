package dev.rostrum.daemon.status;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import dev.rostrum.daemon.event.CommandResult;
import dev.rostrum.daemon.status.PageFiles.PageFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** One request, one answer. The client's thread. */
final class StatusRequests {
    /** A form with the longest name is a third of it. */
    private static final int MOST_BODY_BYTES = 2048;

    private static final long WRONG_TOKEN_COSTS_MS = 1000;
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String JSON = "application/json";
    private static final String NOTHING = "";

    private final Gate gate;
    private final StatusFeed feed;
    private final PageCommands commands;
    private final PageFiles files;
    private final Semaphore guesses = new Semaphore(2);

    StatusRequests(Gate gate, StatusFeed feed, PageCommands commands) {
        this.gate = gate;
        this.feed = feed;
        this.commands = commands;
        this.files = new PageFiles(gate.pageSecret());
    }

    /** Answers; the caller closes the exchange. */
    void answer(HttpExchange exchange) throws IOException {
        guard(exchange.getResponseHeaders());
        if (!gate.meansUs(exchange.getRequestHeaders())) {
            refuse(exchange, 421, "this unit is not called that; set status.names to call it by a name");
            return;
        }
        String path = exchange.getRequestURI().getPath();
        switch (exchange.getRequestMethod()) {
            case "GET", "HEAD" -> get(exchange, path == null ? "" : path);
            case "POST" -> post(exchange, path == null ? "" : path);
            default -> {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD, POST");
                refuse(exchange, 405, "only GET, HEAD and POST");
            }
        }
    }

    private void get(HttpExchange exchange, String path) throws IOException {
        boolean mayLook = gate.mayLook(exchange.getRequestHeaders());
        if (!mayLook && path.equals("/")) {
            exchange.getResponseHeaders().set("Location", "/login");
            respond(exchange, 303, TEXT, NOTHING);
        } else if (!mayLook && !files.open(path)) {
            refuse(exchange, 401, "the token is needed");
        } else if (path.equals("/events")) {
            follow(exchange);
        } else {
            Optional<PageFile> file = files.at(path);
            if (file.isPresent()) {
                respond(exchange, 200, file.get().type(), file.get().content());
            } else {
                refuse(exchange, 404, "nothing here");
            }
        }
    }

    /** Until the page is closed or dropped. */
    private void follow(HttpExchange exchange) throws IOException {
        Optional<FeedClient> client = feed.join();
        if (client.isEmpty()) {
            exchange.getResponseHeaders().set("Retry-After", "10");
            refuse(exchange, 503, "too many pages are open");
            return;
        }
        try {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            client.get().serve(out);
        } finally {
            feed.leave(client.get());
        }
    }

    private void post(HttpExchange exchange, String path) throws IOException {
        Headers headers = exchange.getRequestHeaders();
        Optional<String> body = body(exchange);
        if (body.isEmpty()) {
            exchange.getResponseHeaders().set("Connection", "close");
            refuse(exchange, 413, "at most " + MOST_BODY_BYTES + " bytes");
        } else if (path.equals("/login")) {
            login(exchange, body.get());
        } else if (!path.equals("/command")) {
            refuse(exchange, 404, "nothing here");
        } else if (!gate.mayLook(headers)) {
            refuse(exchange, 401, "the token is needed");
        } else if (!gate.mayCommand(headers)) {
            refuse(exchange, 403, "commands are taken from the page of this unit only; reload it");
        } else {
            command(exchange, body.get());
        }
    }

    private void command(HttpExchange exchange, String body) throws IOException {
        try {
            CommandResult result = commands.obey(body);
            int status = switch (result) {
                case CommandResult.Done done -> 200;
                case CommandResult.Refused refused -> 409;
            };
            respond(exchange, status, JSON, StatusJson.result(result));
        } catch (IllegalArgumentException e) {
            refuse(exchange, 400, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A wrong token costs a second, and two guesses at a time are taken. */
    private void login(HttpExchange exchange, String body) throws IOException {
        if (!gate.sameOrigin(exchange.getRequestHeaders())) {
            refuse(exchange, 403, "the token is taken from the page of this unit only");
            return;
        }
        if (!guesses.tryAcquire()) {
            refuse(exchange, 429, "too many tokens at once; wait a few seconds");
            return;
        }
        try {
            if (gate.isToken(PageCommands.fields(body).getOrDefault("token", "").strip())) {
                exchange.getResponseHeaders().set("Set-Cookie", gate.sessionCookie());
                exchange.getResponseHeaders().set("Location", "/");
            } else {
                Thread.sleep(WRONG_TOKEN_COSTS_MS);
                exchange.getResponseHeaders().set("Location", "/login#wrong");
            }
            respond(exchange, 303, TEXT, NOTHING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            guesses.release();
        }
    }

    /** The body as text, or none where it is too long: then nothing beyond the limit was read. */
    private static Optional<String> body(HttpExchange exchange) throws IOException {
        byte[] bytes = exchange.getRequestBody().readNBytes(MOST_BODY_BYTES + 1);
        return bytes.length > MOST_BODY_BYTES
                ? Optional.empty()
                : Optional.of(new String(bytes, StandardCharsets.UTF_8));
    }

    /** What tells a browser to load nothing from elsewhere, to be framed nowhere and to keep nothing. */
    private static void guard(Headers headers) {
        headers.set(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
                        + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Cache-Control", "no-store");
    }

    private static void refuse(HttpExchange exchange, int status, String why) throws IOException {
        respond(exchange, status, TEXT, why + "\n");
    }

    private static void respond(HttpExchange exchange, int status, String type, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        boolean bare = bytes.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bare ? -1 : bytes.length);
        if (!bare) {
            exchange.getResponseBody().write(bytes);
        }
    }
}
