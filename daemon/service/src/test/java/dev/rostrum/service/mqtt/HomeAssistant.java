package dev.rostrum.service.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real Home Assistant: a release of PyPI in a virtual environment of its own, which is kept, and a house of its own on a free
 * port of the loopback, in which nothing is but MQTT. It is set up and asked as its own pages do: over HTTP and WebSocket.
 */
final class HomeAssistant implements AutoCloseable {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Duration INSTALLATION = Duration.ofMinutes(30);
    private static final Duration START = Duration.ofMinutes(5);
    private static final String HOUSE = """
            http:
              server_host: 127.0.0.1
              server_port: PORT
            api:
            config:
            onboarding:
            automation: !include automations.yaml
            logger:
              default: warning
            """;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path environment;
    private final Path folder;
    private final int port = freePort();
    private Process process;
    private HomeAssistantSocket socket;
    private String token = "";
    /** What starts before the last one have logged; each begins its log anew. */
    private String logged = "";

    /** What is installed, and the Python that it needs. */
    enum Release {
        /** The first that knows a device by one message; what it needs takes a newer josepy too, and does not work with it. */
        OF_2024("python3.12", "2024.11.3", "josepy==1.15.0"),
        OF_2025("python3.13", "2025.4.4", "");

        private final String python;
        private final String version;
        private final String older;

        Release(String python, String version, String older) {
            this.python = python;
            this.version = version;
            this.older = older;
        }
    }

    /** Installs the release where that was not done yet, and starts it in an empty folder. */
    @SuppressWarnings("NullAway.Init") // process and socket come with up()
    HomeAssistant(Release release, Path folder) throws Exception {
        this.folder = folder;
        this.environment = installed(release);
        Files.writeString(folder.resolve("configuration.yaml"), HOUSE.replace("PORT", Integer.toString(port)));
        Files.writeString(folder.resolve("automations.yaml"), "[]\n");
        up();
    }

    /** Tells it of a broker on this machine. */
    void connect(int brokerPort) throws Exception {
        String flows = "/api/config/config_entries/flow";
        String flow = post(flows, Map.of("handler", "mqtt")).path("flow_id").asString();
        JsonNode made = post(flows + "/" + flow, Map.of("broker", "127.0.0.1", "port", brokerPort));
        if (!made.path("type").asString().equals("create_entry")) {
            throw new AssertionError("no broker: " + made);
        }
    }

    /** What a command of its WebSocket API answers. */
    JsonNode ask(String type, Map<String, ?> fields) throws Exception {
        return socket.ask(type, fields);
    }

    /** Does something with an entity, as a dashboard would. */
    void call(String domain, String service, Map<String, ?> data) throws Exception {
        ask("call_service", Map.of("domain", domain, "service", service, "service_data", data));
    }

    /** The events so far of what was subscribed to since the last start. */
    List<JsonNode> events() {
        return socket.events();
    }

    /** What it makes of a template, as a card shows it. */
    String rendered(String template) throws Exception {
        return send("/api/template", MAPPER.writeValueAsString(Map.of("template", template)), "application/json");
    }

    JsonNode post(String path, Map<String, ?> body) throws Exception {
        return MAPPER.readTree(send(path, MAPPER.writeValueAsString(body), "application/json"));
    }

    /** What it has logged since it was first started. */
    String log() throws IOException {
        return logged + Files.readString(folder.resolve("home-assistant.log"));
    }

    /** Where its configuration lies. */
    Path folder() {
        return folder;
    }

    /** Starts it again, in the same house. */
    void restart() throws Exception {
        down();
        logged = log();
        up();
    }

    @Override
    public void close() {
        down();
    }

    private void up() throws Exception {
        Path output = folder.resolve("output.log");
        process = new ProcessBuilder(environment.resolve("bin/hass").toString(), "-c", folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start();
        Wait.until(START, this::answers);
        if (token.isEmpty()) {
            token = firstToken();
        }
        socket = new HomeAssistantSocket(port, token);
        Wait.until(START, this::runs);
    }

    private void down() {
        socket.close();
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new AssertionError("Home Assistant ended: see " + folder.resolve("output.log"));
        }
        try {
            return http.send(
                                    HttpRequest.newBuilder(uri("/api/onboarding"))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString(UTF_8))
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private boolean runs() {
        try {
            return ask("get_config", Map.of()).path("state").asString().equals("RUNNING");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** The first user of a new house owns it. */
    private String firstToken() throws Exception {
        String client = uri("/").toString();
        String code = post(
                        "/api/onboarding/users",
                        Map.of("client_id", client, "name", "T", "username", "t", "password", "t", "language", "en"))
                .path("auth_code")
                .asString();
        String form = "grant_type=authorization_code&code=" + code + "&client_id=" + URLEncoder.encode(client, UTF_8);
        return MAPPER.readTree(send("/auth/token", form, "application/x-www-form-urlencoded"))
                .path("access_token")
                .asString();
    }

    private String send(String path, String body, String kind) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .header("Content-Type", kind)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString(UTF_8));
        if (response.statusCode() >= 400) {
            throw new AssertionError(path + ": " + response.statusCode() + " " + response.body());
        }
        return response.body();
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** Where the release is; a mark says that nothing of it is missing. */
    private static Path installed(Release release) throws Exception {
        Path place = Path.of(Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                        .orElse(System.getProperty("user.home") + "/.cache"))
                .resolve("rostrum/long/home-assistant-" + release.version);
        if (!Files.exists(place.resolve("complete"))) {
            Files.createDirectories(place);
            run(place, List.of(python(release), "-m", "venv", "--clear", place.toString()));
            List<String> install = new ArrayList<>(List.of(
                    place.resolve("bin/pip").toString(),
                    "install",
                    "--disable-pip-version-check",
                    "homeassistant==" + release.version));
            if (!release.older.isEmpty()) {
                install.add(release.older);
            }
            run(place, install);
            Files.createFile(place.resolve("complete"));
        }
        return place;
    }

    private static void run(Path place, List<String> words) throws Exception {
        Path log = place.resolveSibling(place.getFileName() + ".log");
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(INSTALLATION.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new AssertionError("could not install Home Assistant: see " + log);
        }
    }

    /** On the path, or where pyenv has it, whose programs on the path may be stand-ins that do nothing. */
    private static String python(Release release) throws Exception {
        List<Path> folders = new ArrayList<>(
                Stream.of(System.getenv("PATH").split(":", -1)).map(Path::of).toList());
        Path pyenv = Path.of(System.getProperty("user.home"), ".pyenv/versions");
        if (Files.isDirectory(pyenv)) {
            try (Stream<Path> versions = Files.list(pyenv)) {
                versions.map(version -> version.resolve("bin")).forEach(folders::add);
            }
        }
        for (Path folder : folders) {
            Path program = folder.resolve(release.python);
            if (Files.isExecutable(program)
                    && new ProcessBuilder(program.toString(), "-c", "import venv")
                                    .start()
                                    .waitFor()
                            == 0) {
                return program.toString();
            }
        }
        return Assumptions.abort(
                release.python + " is not installed, which Home Assistant " + release.version + " needs");
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
