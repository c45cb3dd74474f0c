package dev.rostrum.service.status;

import dev.rostrum.service.event.CommandResult;
import dev.rostrum.service.status.PageFiles.PageFile;
import dev.rostrum.service.status.TokenThrottle.Verdict;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;

/** One request, one answer. The client's thread. */
final class StatusRequests {
    private static final String LOGIN = "/login";
    private static final String JSON = "application/json";

    /** What tells a browser to load nothing from elsewhere, to be framed nowhere and to keep nothing. */
    private static final Map<String, String> GUARDS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
                    + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "same-origin", // no-referrer would take the Origin from the form with the token too
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Cache-Control",
            "no-store");

    private final AccessRules gate;
    private final StatusFeed feed;
    private final PageCommands commands;
    private final PageFiles files;

    /** @param loginNote what the page for the token has to say; empty: nothing */
    StatusRequests(AccessRules gate, StatusFeed feed, PageCommands commands, String loginNote) {
        this.gate = gate;
        this.feed = feed;
        this.commands = commands;
        this.files = new PageFiles(gate.pageSecret(), loginNote);
    }

    /** Answers. */
    void answer(Request request, Exchange exchange) throws IOException {
        GUARDS.forEach(exchange::header);
        if (!gate.meansUs(request)) {
            exchange.refuse(421, "this unit is not called that; set status.names to call it by a name");
            return;
        }
        Optional<Verdict> shown = gate.shows(request);
        if (shown.isPresent() && shown.get() != Verdict.RIGHT) {
            refuseToken(exchange, shown.get());
            return;
        }
        boolean known = shown.isPresent();
        switch (request.method()) {
            case "GET" -> get(request, exchange, known);
            case "HEAD" -> {
                exchange.leaveOutTheBody();
                get(request, exchange, known);
            }
            case "POST" -> post(request, exchange, known);
            default -> {
                exchange.header("Allow", "GET, HEAD, POST");
                exchange.refuse(405, "only GET, HEAD and POST");
            }
        }
    }

    private void get(Request request, Exchange exchange, boolean known) throws IOException {
        String path = request.path();
        Optional<String> token = path.equals(LOGIN) ? token(request.query()) : Optional.empty();
        if (token.isPresent()) {
            login(request, exchange, token.get());
        } else if (!gate.mayLook(known) && path.equals("/")) {
            exchange.redirect(LOGIN);
        } else if (!gate.mayLook(known) && !files.open(path)) {
            exchange.refuse(401, "the token is needed");
        } else if (path.equals("/events") && request.method().equals("GET")) { // an endless answer has no head
            follow(exchange, known ? request.from().signedIn() : request.from());
        } else {
            Optional<PageFile> file = files.at(path, known);
            if (file.isPresent()) {
                exchange.respond(200, file.get().type(), file.get().content());
            } else {
                exchange.refuse(404, "nothing here");
            }
        }
    }

    /** Until the page is closed or dropped. */
    private void follow(Exchange exchange, Origin from) throws IOException {
        Optional<FeedClient> client = feed.join(from);
        if (client.isEmpty()) {
            exchange.header("Retry-After", "10");
            exchange.refuse(503, "too many pages are open");
            return;
        }
        try {
            OutputStream out = exchange.stream("text/event-stream");
            client.get().serve(out);
        } finally {
            feed.leave(client.get());
        }
    }

    private void post(Request request, Exchange exchange, boolean known) throws IOException {
        if (request.path().equals(LOGIN)) {
            if (gate.sameOrigin(request)) {
                login(request, exchange, token(request.body()).orElse(""));
            } else {
                exchange.refuse(403, "the token is taken from the page of this unit only");
            }
        } else if (!request.path().equals("/command")) {
            exchange.refuse(404, "nothing here");
        } else if (!known) {
            exchange.refuse(401, "the token is needed");
        } else if (!gate.isFromThePage(request)) {
            exchange.refuse(403, "commands are taken from the page of this unit only; reload it");
        } else {
            command(request, exchange);
        }
    }

    private void command(Request request, Exchange exchange) throws IOException {
        try {
            CommandResult result = commands.obey(request.body());
            int status = switch (result) {
                case CommandResult.Done done -> 200;
                case CommandResult.Refused refused -> 409;
            };
            exchange.respond(status, JSON, StatusJson.result(result));
        } catch (IllegalArgumentException e) {
            exchange.refuse(400, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void login(Request request, Exchange exchange, String token) throws IOException {
        switch (gate.attempt(request, token)) {
            case RIGHT -> {
                exchange.header("Set-Cookie", gate.sessionCookie());
                exchange.redirect("/");
            }
            case WRONG -> exchange.redirect(LOGIN + "#wrong");
            case TOO_SOON -> refuseToken(exchange, Verdict.TOO_SOON);
        }
    }

    /** The token in a form; nothing where there is none in it. */
    private static Optional<String> token(String form) {
        try {
            return Optional.ofNullable(PageCommands.fields(form).get("token"));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // badly encoded
        }
    }

    private static void refuseToken(Exchange exchange, Verdict why) throws IOException {
        if (why == Verdict.TOO_SOON) {
            exchange.header("Retry-After", String.valueOf(TokenThrottle.WRONG_COSTS.toSeconds()));
            exchange.refuse(429, "a wrong token came from your address just now; wait a second, then try again");
        } else {
            exchange.refuse(401, "that is not the token");
        }
    }
}
