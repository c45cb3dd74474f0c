package dev.rostrum.service.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.service.event.CommandResult;
import dev.rostrum.service.event.RoomCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusServerTest {
    private final Pages pages = new Pages();
    private final HttpClient client = HttpClient.newHttpClient();
    private StatusServer server;
    private String cookie = "";

    @BeforeEach
    void start() throws IOException {
        server = pages.serve(Pages.settings());
    }

    @AfterEach
    void stop() {
        server.close();
        client.close();
    }

    @Test
    void shouldServeThePageWithNothingFromElsewhere() throws Exception {
        for (String path : List.of("", "page.css", "page.js", "lanes.js", "icon.svg", "login")) {
            HttpResponse<String> answer = get(path);

            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.body().replace("http://www.w3.org/2000/svg", ""))
                    .as(path)
                    .doesNotContain("http://", "https://", "//cdn");
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .startsWith("default-src 'none'")
                    .contains("frame-ancestors 'none'");
        }
    }

    @Test
    void shouldListenOnLoopbackOnlyByDefault() {
        assertThat(URI.create(server.url()).getHost()).isEqualTo("localhost");
        assertThatThrownBy(() -> new StatusSettings(
                        true, "0.0.0.0", 0, Optional.empty(), Pages.settings().tls(), List.of(), 4))
                .hasMessageContaining("token-file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../../../../etc/passwd",
                "/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
                "/..%2f..%2f..%2fetc%2fpasswd",
                "/....//....//etc/passwd",
                "//etc/passwd",
                "/page.css/../../StatusServer.class",
                "/StatusServer.class",
                "/page.html",
                "/page.css%00.html",
                "file:///etc/passwd"
            })
    void shouldServeNothingButItsOwnFiles(String path) throws IOException {
        String answer = raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer).matches("(?s)HTTP/1.1 4\\d\\d .*").doesNotContain("root:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "localhost.evil.example", "", "127.0.0.1.evil.example:80"})
    void shouldRefuseAForeignNamePointedAtIt(String host) throws IOException {
        String answer = raw("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("page-secret");
    }

    @Test
    void shouldObeyItsOwnPage() throws Exception {
        assertThat(post("do=mute", Origin.OWN, secret()).statusCode()).isEqualTo(200);
        assertThat(pages.nextCommand()).isEqualTo(new RoomCommand.Mute());

        assertThat(post("do=name-speaker&speaker=S2&name=J%C3%BCrgen+M%26M", Origin.OWN, secret())
                        .statusCode())
                .isEqualTo(200);
        assertThat(pages.nextCommand()).isEqualTo(new RoomCommand.NameSpeaker(new SpeakerId(2), "Jürgen M&M"));
    }

    @Test
    void shouldPassOnWhyACommandWasRefused() throws Exception {
        pages.answer = new CommandResult.Refused("muted-by-button", "The button muted it.");

        HttpResponse<String> answer = post("do=unmute", Origin.OWN, secret());

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("muted-by-button", "The button muted it.");
    }

    @Test
    void shouldTakeNoCommandFromWhoeverReachesIt() throws Exception {
        String secret = secret();
        cookie = "";

        assertThat(get("").body()).contains("name=\"page-secret\" content=\"\"").doesNotContain(secret);
        try (BufferedReader events = follow()) {
            assertThat(until(events, "sample_rate_hz"))
                    .as("looking is free on this machine")
                    .contains("event: unit");
        }
        for (Origin origin : Origin.values()) {
            assertThat(post("do=mute", origin, secret).statusCode()).isEqualTo(401);
        }
        assertThat(pages.asked).isEmpty();
    }

    @Test
    void shouldKeepTheBrowserSignedInOverARestartWithTheSameToken() throws Exception {
        signIn();
        server.close();
        server = pages.serve(Pages.settings());
        assertThat(post("do=mute", Origin.OWN, secret()).statusCode()).isEqualTo(200);

        server.close();
        server = StatusServer.start(Pages.settings(), pages.sources(), pages.commands, "another-token-of-this-unit");
        assertThat(post("do=mute", Origin.OWN, "").statusCode()).isEqualTo(401);
    }

    @Test
    void shouldTakeNoCommandFromAnotherSite() throws Exception {
        String secret = secret();
        assertThat(secret).isNotEqualTo("0".repeat(48));
        assertThat(post("do=mute", Origin.FOREIGN, secret).statusCode()).isEqualTo(403);
        assertThat(post("do=mute", Origin.OWN, "").statusCode()).isEqualTo(403);
        assertThat(post("do=mute", Origin.OWN, "0".repeat(48)).statusCode()).isEqualTo(403);
        assertThat(post("do=mute", Origin.NONE, "").statusCode()).isEqualTo(403);
        assertThat(get("command?do=mute").statusCode()).isEqualTo(404);
        assertThat(pages.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "do=format-disk",
                "do=name-speaker&speaker=x&name=A",
                "do=name-speaker&speaker=S1&name=+",
                "do=name-speaker&speaker=S1&name=a%07b",
                "do=name-speaker&speaker=S1&name=a%E2%80%AEb",
                "do=%zz"
            })
    void shouldRefuseWhatMakesNoSense(String form) throws Exception {
        assertThat(post(form, Origin.OWN, secret()).statusCode()).isEqualTo(400);
        assertThat(pages.asked).isEmpty();
    }

    @Test
    void shouldRefuseABodyThatIsTooLong() throws Exception {
        assertThat(post("do=mute&x=" + "y".repeat(4000), Origin.OWN, secret()).statusCode())
                .isEqualTo(413);
        assertThat(pages.asked).isEmpty();
    }

    @Test
    void shouldSurviveFloods() throws Exception {
        String manyHeaders = "X-A: b\r\n".repeat(5_000);
        String longHeader = "X-A: " + "b".repeat(1_000_000) + "\r\n";
        String begin = "GET / HTTP/1.1\r\nHost: localhost\r\n";

        assertThat(raw(begin + manyHeaders + "\r\n")).doesNotContain("page-secret");
        assertThat(raw(begin + longHeader + "\r\n")).doesNotContain("page-secret");
        assertThat(raw("GET /" + "a".repeat(1_000_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .doesNotContain("page-secret");
        assertThat(raw("\u0000\u0001 rubbish\r\n\r\n")).doesNotContain("page-secret");
        assertThat(get("").statusCode()).isEqualTo(200);
    }

    @Test
    void shouldTellALatePageWhatStandsAndThenWhatChanges() throws Exception {
        server.onEvent(Pages.meeting());
        server.onEvent(Pages.ended(Pages.turn(1, 0, 1, 0.5, 2)));
        try (BufferedReader events = follow()) {
            assertThat(until(events, "\"turns\":[[1,\"S1\",8000,32000,1,100]]")).contains("event: past");
            server.onEvent(Pages.ended(Pages.turn(2, 0, 2, 2, 3)));
            assertThat(until(events, "\"id\":2")).contains("event: timeline");
            String tick = until(
                    events,
                    "\"speakers\":[{\"speaker\":\"S1\",\"turns\":1,\"talk_s\":1.5,\"share\":0.6,\"last_samples\":32000}");
            assertThat(tick).contains("Microphone channel 1 is silent", "connection refused");
        }
    }

    @Test
    void shouldAnswerHeadWithoutABodyAndNotAtAllOnTheStream() throws Exception {
        assertThat(head("page.css")).isEqualTo(200);
        assertThat(head("events")).isEqualTo(404);
        assertThat(raw("HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .startsWith("HTTP/1.1 200")
                .endsWith("\r\n\r\n");
    }

    private int head(String path) throws Exception {
        HttpRequest head = request(path).method("HEAD", BodyPublishers.noBody()).build();
        return client.send(head, BodyHandlers.discarding()).statusCode();
    }

    @Test
    void shouldTurnAwayMorePagesThanConfigured() throws Exception {
        List<BufferedReader> open = new ArrayList<>();
        for (int i = 0; i < Pages.settings().clients(); i++) {
            open.add(follow());
        }
        assertThat(get("events").statusCode()).isEqualTo(503);
        for (BufferedReader one : open) {
            one.close();
        }
    }

    @Test
    void shouldDropAPageThatDoesNotReadAndServeTheOthers() throws Exception {
        try (Socket lazy = new Socket("localhost", port());
                BufferedReader events = follow()) {
            lazy.setReceiveBufferSize(1024);
            lazy.getOutputStream()
                    .write("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            until(events, "\"clients\":2");
            server.onEvent(Pages.meeting());
            long id = 0;
            long mostNs = 0;
            while (server.clients() > 1 && id < 200_000) {
                id++;
                long beganNs = System.nanoTime();
                server.onEvent(Pages.ended(Pages.turn(id, 0, 1, 1, 2)));
                mostNs = Math.max(mostNs, System.nanoTime() - beganNs);
                if (id % 50 == 0) {
                    until(events, "\"id\":" + id + ",");
                }
            }
            assertThat(server.clients()).isEqualTo(1);
            assertThat(mostNs).as("longest the conductor waited").isLessThan(200_000_000);
            server.onEvent(Pages.ended(Pages.turn(id + 1, 0, 1, 2, 3)));
            assertThat(until(events, "\"id\":" + (id + 1) + ",")).contains("timeline");
        }
    }

    @Test
    void shouldAskForTheTokenWhereOneIsSet(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "\uFEFFa-token-nobody-guesses\r\n");
        server.close();
        server = pages.serve(Pages.guarded("127.0.0.1", file));

        assertThat(get("").statusCode()).isEqualTo(303);
        assertThat(get("events").statusCode()).isEqualTo(401);
        assertThat(get("page.js").statusCode()).isEqualTo(401);
        assertThat(post("do=mute", Origin.OWN, "").statusCode()).isEqualTo(401);
        assertThat(login("token=wrong").headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(login("token=a-token-nobody-guesses").statusCode())
                .as("at once after a wrong one")
                .isEqualTo(429);
        pages.aheadNs.addAndGet(TokenThrottle.WRONG_COSTS.toNanos());
        String shown = login("token=a-token-nobody-guesses")
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow();
        assertThat(shown).contains("HttpOnly", "SameSite=Strict").doesNotContain("a-token-nobody-guesses");
        HttpRequest again =
                request("").header("Cookie", shown.split(";", -1)[0]).build();
        assertThat(client.send(again, BodyHandlers.ofString()).body()).contains("page-secret");
        HttpRequest script = request("")
                .header("Authorization", "Bearer a-token-nobody-guesses")
                .build();
        assertThat(client.send(script, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }

    @Test
    void shouldSlowDownWhoeverGuessesWithoutTheLogin() throws Exception {
        int looked = 0;
        for (int i = 0; i < 20; i++) {
            HttpRequest guess = request("")
                    .header("Authorization", "Bearer wrong-token-number-" + i)
                    .build();
            int status = client.send(guess, BodyHandlers.ofString()).statusCode();
            assertThat(status).isIn(401, 429);
            looked += status == 401 ? 1 : 0;
            pages.aheadNs.addAndGet(TokenThrottle.WRONG_COSTS.toNanos() / 10);
        }

        assertThat(looked).as("of 20 within 2 s").isBetween(2, 4);
        pages.aheadNs.addAndGet(TokenThrottle.WRONG_COSTS.toNanos());
        signIn();
        HttpRequest right = request("").header("Authorization", "Bearer wrong").build();
        assertThat(client.send(right, BodyHandlers.ofString()).statusCode())
                .as("who is signed in does not wait")
                .isEqualTo(200);
    }

    @Test
    void shouldServeOthersWhileOneClientHoldsTwoHundredConnections() throws Exception {
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                open.add(new Socket("localhost", port()));
            }

            assertThat(raw("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")).startsWith("HTTP/1.1 200");
        } finally {
            for (Socket one : open) {
                one.close();
            }
        }
    }

    @Test
    void shouldLetWhoeverHasTheTokenInWhereStrangersHoldEveryPage() throws Exception {
        List<BufferedReader> open = new ArrayList<>();
        for (int i = 0; i < Pages.settings().clients(); i++) {
            open.add(follow());
        }
        signIn();

        try (BufferedReader events = follow()) {
            assertThat(until(events, "\"sample_rate_hz\"")).contains("event: unit");
        }
        for (BufferedReader one : open) {
            one.close();
        }
    }

    @Test
    void shouldSayThatATokenInTheOpenCanBeRead(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "a-token-nobody-guesses\n");
        StatusSettings open = Pages.guarded("0.0.0.0", file);
        assertThat(Pages.settings().warning()).isEmpty();
        server.close();
        server = pages.serve(open);

        assertThat(open.warning().orElseThrow()).contains("0.0.0.0", "not encrypted", "status.tls");
        assertThat(raw("GET /login HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .contains(open.warning().orElseThrow());
    }

    @Test
    void shouldServeHttpsWithItsCertificate(@TempDir Path folder) throws Exception {
        Path certificate = folder.resolve("page.crt");
        Path key = folder.resolve("page.key");
        Process openssl = new ProcessBuilder(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:P-256",
                        "-nodes",
                        "-subj",
                        "/CN=localhost",
                        "-addext",
                        "subjectAltName=DNS:localhost",
                        "-days",
                        "2",
                        "-keyout",
                        key.toString(),
                        "-out",
                        certificate.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("openssl.log").toFile())
                .start();
        assumeTrue(openssl.waitFor() == 0, "openssl is not installed");
        StatusSettings.Tls tls = new StatusSettings.Tls(Optional.of(certificate), Optional.of(key));
        StatusSettings secure = new StatusSettings(true, "localhost", 0, Optional.empty(), tls, List.of(), 4);
        server.close();
        server = pages.serve(secure);

        try (HttpClient trusting =
                HttpClient.newBuilder().sslContext(trusting(certificate)).build()) {
            assertThat(server.url()).startsWith("https://");
            assertThat(trusting.send(request("").build(), BodyHandlers.ofString())
                            .body())
                    .contains("page-secret");
        }
    }

    private static SSLContext trusting(Path certificate) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream in = Files.newInputStream(certificate)) {
            store.setCertificateEntry(
                    "page", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    @Test
    void shouldRefuseAShortToken(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "short\n");
        StatusSettings guarded = Pages.guarded("127.0.0.1", file);

        assertThatThrownBy(() -> pages.serve(guarded))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("16");
    }

    @Test
    void shouldSayThatThePortIsTaken() {
        StatusSettings same = Pages.settings().withPort(port());

        assertThatThrownBy(() -> pages.serve(same))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("localhost:" + port());
    }

    private enum Origin {
        OWN,
        FOREIGN,
        NONE
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String form, Origin origin, String secret) throws Exception {
        HttpRequest.Builder request =
                request("command").POST(BodyPublishers.ofString(form)).header("X-Rostrum-Page", secret);
        switch (origin) {
            case OWN -> request.header("Origin", server.url().replaceFirst("/$", ""));
            case FOREIGN -> request.header("Origin", "http://evil.example");
            case NONE -> {}
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> login(String form) throws Exception {
        return client.send(request("login").POST(BodyPublishers.ofString(form)).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + path));
        return cookie.isEmpty() ? request : request.header("Cookie", cookie);
    }

    /** By the address that shows the token, as the demo prints it. */
    private void signIn() throws Exception {
        HttpResponse<String> answer = get("login?token=" + URLEncoder.encode(Pages.TOKEN, StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).isEqualTo(303);
        cookie = answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", -1)[0];
    }

    private String secret() throws Exception {
        if (cookie.isEmpty()) {
            signIn();
        }
        Matcher found =
                Pattern.compile("name=\"page-secret\" content=\"([0-9a-f]+)\"").matcher(get("").body());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private BufferedReader follow() throws Exception {
        return new BufferedReader(new InputStreamReader(
                client.send(request("events").build(), BodyHandlers.ofInputStream())
                        .body(),
                StandardCharsets.UTF_8));
    }

    /** The message, name and data, whose data has {@code part}. */
    private static String until(BufferedReader events, String part) throws IOException {
        String name = "";
        for (String line = events.readLine(); line != null; line = events.readLine()) {
            if (line.startsWith("event: ")) {
                name = line;
            } else if (line.contains(part)) {
                return name + "\n" + line;
            }
        }
        throw new AssertionError("the stream ended before " + part);
    }

    private int port() {
        return URI.create(server.url()).getPort();
    }

    /** What comes back for these bytes; nothing where the server hangs up. */
    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("localhost", port())) {
            socket.setSoTimeout(10_000);
            try {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
                socket.shutdownOutput();
                return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            } catch (java.net.SocketException e) {
                return "";
            }
        }
    }
}
