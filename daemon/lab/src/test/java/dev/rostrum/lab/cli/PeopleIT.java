package dev.rostrum.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.lab.Lab;
import dev.rostrum.lab.demo.EmbeddedBroker;
import dev.rostrum.service.cli.TestConsole;
import dev.rostrum.service.mqtt.Observer;
import dev.rostrum.service.testing.OwnJava;
import dev.rostrum.service.testing.WavFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Enrolled people and a service that hears them, each as an operator meets them: the command line, a process of its own,
 * MQTT, the page. Takes a minute and a half.
 */
@Tag("long")
@Timeout(300)
class PeopleIT {
    /** Speech of the same person that he was not enrolled from. */
    private static final List<String> ADA_ENROLLED = List.of("134686-0004", "134686-0008", "134686-0034");

    private static final List<String> ADA_HEARD = List.of("134691-0004", "134691-0014", "134691-0022");
    private static final List<String> BEN_HEARD = List.of("121726-0010", "123859-0004", "127105-0026");
    private static final String CONSENT = "to be called by name in this room";

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path config = Path.of("");
    private int pagePort;
    private Path meeting = Path.of("");

    @BeforeEach
    void prepare() throws IOException {
        meeting = folder.resolve("meeting.wav");
        float[] sound = VoiceRecordings.joined("1089_1089", ADA_HEARD);
        float[] other = VoiceRecordings.joined("121_121", BEN_HEARD);
        WavFile.write(meeting, VoiceRecordings.RATE, VoiceRecordings.in(sound, other, sound, other));
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            pagePort = free.getLocalPort();
        }
        configure("mqtt: {broker: 'mqtt://127.0.0.1:1'}");
    }

    @Test
    void shouldCallEnrolledPeopleByNameUntilTheyAreForgotten() throws Exception {
        Path ada = WavFile.write(
                folder.resolve("ada.wav"), VoiceRecordings.RATE, VoiceRecordings.joined("1089_1089", ADA_ENROLLED));
        assertThat(run("enrol", "Ada", ada.toString(), "--consent", CONSENT))
                .as(err.toString(StandardCharsets.UTF_8))
                .isZero();
        assertThat(run("people")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("Ada: 1 recordings", CONSENT);

        try (EmbeddedBroker broker = EmbeddedBroker.start();
                Observer building = new Observer(broker.url(), "rostrum/v1/people-it/#")) {
            configure("mqtt: {broker: '" + broker.url() + "'}");
            Process service = service();
            try {
                String named = building.await(Duration.ofSeconds(60), seen -> names(seen.payload(), "Ada"))
                        .payload();
                String ofAda = speakerNamed(named, "Ada");

                // the other one is a stranger, and stays one until somebody says who it is
                Observer.Seen two = building.await(
                        Duration.ofSeconds(60),
                        seen -> seen.topic().endsWith("/speakers") && speakers(seen.payload()) > 1);
                String stranger = ofAda.equals("S1") ? "S2" : "S1";
                assertThat(two.payload()).contains("\"speaker\":\"" + stranger + "\"");
                building.send(
                        "rostrum/v1/people-it/cmd/name-speaker", "{\"speaker\":\"" + stranger + "\",\"name\":\"Ben\"}");
                building.await(seen -> stranger.equals(speakerNamed(seen.payload(), "Ben")));
                assertThat(page("do=name-speaker&speaker=" + stranger.substring(1) + "&name=Benjamin"))
                        .isEqualTo(200);
                building.await(seen -> stranger.equals(speakerNamed(seen.payload(), "Benjamin")));

                assertThat(run("forget", "Ada")).isZero();
                building.await(
                        Duration.ofSeconds(20),
                        seen -> seen.topic().endsWith("/speakers")
                                && stranger.equals(speakerNamed(seen.payload(), "Benjamin"))
                                && !names(seen.payload(), "Ada"));
            } finally {
                service.destroy();
                assertThat(service.waitFor(20, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    /** As somebody would in a meeting that goes on: the daemon holds the microphones, and calls him by name soon after. */
    @Test
    void shouldEnrolThroughTheRunningDaemon() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                Observer building = new Observer(broker.url(), "rostrum/v1/people-it/#")) {
            configure("mqtt: {broker: '" + broker.url() + "'}");
            Process service = service();
            try {
                building.await(Duration.ofSeconds(60), seen -> seen.topic().endsWith("/turn/start"));

                assertThat(run("enrol", "Eve", "--live", "14s", "--consent", CONSENT))
                        .as(err.toString(StandardCharsets.UTF_8))
                        .isZero();

                assertThat(out.toString(StandardCharsets.UTF_8)).contains("Eve: enrolled by the running daemon");
                assertThat(run("people")).isZero();
                assertThat(out.toString(StandardCharsets.UTF_8)).contains("Eve: 1 recordings", CONSENT);
                building.await(Duration.ofSeconds(60), seen -> names(seen.payload(), "Eve"));
            } finally {
                service.destroy();
                assertThat(service.waitFor(20, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    @Test
    void shouldEnrolFromTheMicrophones() {
        assertThat(run("enrol", "Ada", "--live", "20s", "--consent", CONSENT))
                .as(err.toString(StandardCharsets.UTF_8))
                .isZero();

        assertThat(out.toString(StandardCharsets.UTF_8))
                .containsPattern("Ada: enrolled from (9|1\\d)\\.\\d s of speech");
        assertThat(run("people")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("Ada: 1 recordings");
    }

    private void configure(String mqtt) throws IOException {
        config = Files.writeString(folder.resolve("people.yaml"), """
            unit: {id: people-it, state-folder: '%1$s/state', runtime-folder: '%1$s/run'}
            audio: {source: file, file: '%2$s'}
            people: {enabled: true}
            status: {port: %3$d}
            %4$s
            """.formatted(folder, meeting, pagePort, mqtt));
    }

    private int run(String... words) {
        List<String> args = new ArrayList<>(List.of(words));
        args.add("--config=" + config);
        return Lab.run(TestConsole.of(out, err), args.toArray(String[]::new));
    }

    private Process service() throws IOException {
        return new ProcessBuilder(
                        OwnJava.program(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        OwnJava.classPath(),
                        Lab.class.getName(),
                        "run",
                        "--config=" + config)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("service.log").toFile())
                .start();
    }

    /** Sends a command as the page's script does. */
    private int page(String form) throws IOException, InterruptedException {
        String origin = "http://localhost:" + pagePort;
        String token = Files.readString(folder.resolve("run/page-token")).strip();
        try (HttpClient client = HttpClient.newHttpClient()) {
            String cookie = client.send(
                            HttpRequest.newBuilder(URI.create(origin + "/login?token=" + token))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .headers()
                    .firstValue("Set-Cookie")
                    .orElseThrow()
                    .split(";", -1)[0];
            String html = client.send(
                            HttpRequest.newBuilder(URI.create(origin + "/"))
                                    .header("Cookie", cookie)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            Matcher secret =
                    Pattern.compile("name=\"page-secret\" content=\"([^\"]+)\"").matcher(html);
            assertThat(secret.find()).as(html).isTrue();
            HttpRequest post = HttpRequest.newBuilder(URI.create(origin + "/command"))
                    .header("Cookie", cookie)
                    .header("Origin", origin)
                    .header("Sec-Fetch-Site", "same-origin")
                    .header("X-Rostrum-Page", secret.group(1))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form))
                    .build();
            return client.send(post, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    private static boolean names(String payload, String name) {
        return payload.contains("\"name\":\"" + name + "\"");
    }

    private static long speakers(String payload) {
        return Pattern.compile("\"speaker\":").matcher(payload).results().count();
    }

    /** The speaker that carries {@code name}, or nothing. */
    private static String speakerNamed(String payload, String name) {
        Matcher named = Pattern.compile("\"speaker\":\"(S\\d+)\",\"name\":\"" + name + "\"")
                .matcher(payload);
        return named.find() ? named.group(1) : "";
    }
}
