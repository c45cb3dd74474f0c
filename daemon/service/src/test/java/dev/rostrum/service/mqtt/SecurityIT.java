package dev.rostrum.service.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.service.mqtt.link.MqttSettings;
import dev.rostrum.service.mqtt.payload.MqttIdentity;
import dev.rostrum.service.mqtt.payload.MqttStatus;
import dev.rostrum.service.time.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS with client certificates, users, and the example ACL, against a real broker. */
class SecurityIT {
    @TempDir
    static Path folder;

    @BeforeAll
    static void makeCertificates() throws Exception {
        authority("ca");
        certificate("server", "ca", "localhost", "DNS:localhost");
        certificate("stranger-server", "ca", "elsewhere", "DNS:elsewhere.invalid");
        certificate("r1", "ca", "r1", "DNS:r1");
        authority("other-ca");
        certificate("intruder", "other-ca", "r1", "DNS:r1");
    }

    @Test
    void shouldShowItsCertificateAndSpeakOnlyModernTls() throws Exception {
        try (Mosquitto broker = Mosquitto.start(folder, tlsBroker("server", "tls_version tlsv1.3"));
                Observer observer = new Observer(broker.uri(), "rostrum/v1/r1/#", clientOptions("r1"));
                MqttPublisher publisher = publisher(broker, tls("ca", "r1"))) {
            publisher.onEvent(Scenes.meetingStarted(1));
            observer.await(s -> s.topic().endsWith("/meeting"));
            assertThat(publisher.status().connected()).isTrue();
        }
    }

    @Test
    void shouldSayWhyTlsFails() throws Exception {
        try (Mosquitto broker = Mosquitto.start(folder, tlsBroker("server"));
                Mosquitto misnamed = Mosquitto.start(folder, tlsBroker("stranger-server"))) {
            assertThat(trouble(broker, tls("other-ca", "r1"))).contains("certification path");
            assertThat(trouble(misnamed, tls("ca", "r1"))).containsIgnoringCase("localhost");
            assertThat(trouble(broker, tls("ca", "intruder"))).isNotEmpty();
            MqttSettings.Tls none =
                    new MqttSettings.Tls(Optional.of(folder.resolve("ca.crt")), Optional.empty(), Optional.empty());
            assertThat(trouble(broker, none)).isNotEmpty();
            MqttSettings.Tls missing = new MqttSettings.Tls(
                    Optional.of(folder.resolve("nowhere.crt")), Optional.empty(), Optional.empty());
            assertThat(trouble(broker, missing)).contains("cannot read", "nowhere.crt");
            MqttSettings.Tls noKey = new MqttSettings.Tls(
                    Optional.of(folder.resolve("ca.crt")),
                    Optional.of(folder.resolve("r1.crt")),
                    Optional.of(folder.resolve("r1.crt")));
            assertThat(trouble(broker, noKey)).contains("no unencrypted PKCS #8 key", "r1.crt");
        }
    }

    @Test
    void shouldReachOnlyItsOwnTopicsUnderTheExampleAcl() throws Exception {
        Path acl = Files.copy(Schemas.DOCS.resolve("mqtt/rostrum.acl"), folder.resolve("acl"));
        Path passwords = passwords("r1", "secret-of-r1", "r2", "secret-of-r2", "building", "desk");
        String[] rules = {"allow_anonymous false", "password_file " + passwords, "acl_file " + acl};
        Path password = Files.writeString(folder.resolve("r1.password"), "secret-of-r1\n");
        try (Mosquitto broker = Mosquitto.start(folder, rules);
                Observer all = new Observer(broker.uri(), "rostrum/v1/#", "-u", "building", "-P", "desk");
                Observer r2 = new Observer(broker.uri(), "rostrum/v1/#", "-u", "r2", "-P", "secret-of-r2")) {
            MqttSettings.Login login =
                    new MqttSettings.Login(Optional.of("r1"), Optional.of(password), Optional.empty());
            try (MqttPublisher r1 = publisher(broker, login, "r1")) {
                r1.onEvent(Scenes.meetingStarted(1));
                all.await(s -> s.topic().equals("rostrum/v1/r1/meeting"));
                all.await(s -> s.topic().equals("rostrum/v1/r1/zones"));
                assertThat(r1.status().refused()).as("what the rules forbid it").isZero();
                all.send("rostrum/v1/r1/cmd/identify", "{}");
                all.await(s -> s.topic().equals("rostrum/v1/r1/reply/identify"));
                r2.send("rostrum/v1/r1/cmd/mute", "{}");
                all.send("rostrum/v1/r1/cmd/snapshot", "{}");
                all.await(s -> s.topic().equals("rostrum/v1/r1/reply/snapshot"));
                assertThat(all.on("/reply/mute")).isEmpty();
                assertThat(r2.all()).isEmpty();
            }
            // when it leaves it may take away all that it ever said, its announcement included
            MqttSettings leaving = ChangedSettings.of(Scenes.settings(broker.uri()))
                    .login(login)
                    .discovery(new MqttSettings.Discovery(
                            MqttSettings.Discovery.Mode.ANNOUNCE, "homeassistant", Optional.empty()))
                    .done();
            assertThat(Withdrawal.of(leaving, Scenes.identity("r1"), TimeSource.system())
                            .run(Duration.ofSeconds(10)))
                    .isEqualTo(new Withdrawal.Outcome(true, "r1 is off its broker " + broker.uri()));
            all.await(s -> s.topic().equals("rostrum/v1/r1/availability")
                    && s.payload().isEmpty());
            // the credentials of r1 with the topics of r2: refused, counted, told, and the unit lives
            try (MqttPublisher forged = publisher(broker, login, "r2")) {
                forged.onEvent(Scenes.meetingStarted(1));
                await(() -> forged.status().refused() >= 4);
                assertThat(forged.status().connected()).isTrue();
                assertThat(all.all()).noneMatch(s -> s.topic().startsWith("rostrum/v1/r2/"));
            }
        }
    }

    @Test
    void shouldTakeCommandsToManyFromWhoeverKeepsTheFleetAlone() throws Exception {
        Path acl = Files.copy(Schemas.DOCS.resolve("mqtt/rostrum.acl"), folder.resolve("acl-of-groups"));
        Path passwords = passwords(
                "r1", "one", "r2", "two", "building", "b", "homeassistant", "h", "dashboard", "d", "operator", "o");
        String[] rules = {"allow_anonymous false", "password_file " + passwords, "acl_file " + acl};
        try (Mosquitto broker = Mosquitto.start(folder, rules);
                Observer building = user(broker, "building", "b");
                Observer home = user(broker, "homeassistant", "h");
                Observer dashboard = user(broker, "dashboard", "d");
                Observer operator = user(broker, "operator", "o");
                MqttPublisher r1 = inGroups(broker, "r1", "one", "all", "floor3");
                MqttPublisher r2 = inGroups(broker, "r2", "two", "all")) {
            operator.await(s -> s.topic().equals("rostrum/v1/r1/availability"));
            operator.await(s -> s.topic().equals("rostrum/v1/r2/availability"));
            assertThat(r1.status().unsubscribed() || r2.status().unsubscribed()).isFalse();

            for (Observer other : List.of(building, home, dashboard)) {
                other.send("rostrum/v1/all/cmd/mute", "{}");
                other.send("rostrum/v1/group/floor3/cmd/mute", "{}");
            }
            dashboard.send("rostrum/v1/r1/cmd/mute", "{}");
            home.send("rostrum/v1/r1/cmd/name-speaker", "{\"speaker\":\"S2\",\"name\":\"Ada\"}");
            home.send("rostrum/v1/r1/cmd/set-latency", "{\"seconds\":2}");
            home.await(s -> s.topic().equals("rostrum/v1/r1/reply/set-latency"));

            operator.send("rostrum/v1/group/floor3/cmd/unmute", "{}");
            operator.await(s -> s.topic().equals("rostrum/v1/r1/reply/unmute"));
            operator.send("rostrum/v1/all/cmd/identify", "{}");
            operator.await(s -> s.topic().equals("rostrum/v1/r1/reply/identify"));
            operator.await(s -> s.topic().equals("rostrum/v1/r2/reply/identify"));

            assertThat(operator.on("/reply/mute"))
                    .as("what nobody else may ask")
                    .isEmpty();
            assertThat(operator.on("/reply/name-speaker")).isEmpty();
            assertThat(operator.all()).noneMatch(s -> s.topic().equals("rostrum/v1/r2/reply/unmute"));
            assertThat(r1.status().refused() + r2.status().refused())
                    .as("plain words and all else that the rules let through")
                    .isZero();
        }
    }

    private static Observer user(Mosquitto broker, String name, String password) throws IOException {
        return new Observer(broker.uri(), "rostrum/v1/#", "-u", name, "-P", password);
    }

    private static MqttPublisher inGroups(Mosquitto broker, String unit, String password, String... groups)
            throws IOException {
        Path file = Files.writeString(folder.resolve(unit + ".grouped"), password + "\n");
        MqttSettings.Login login = new MqttSettings.Login(Optional.of(unit), Optional.of(file), Optional.empty());
        return MqttPublisher.start(
                Scenes.settings(broker.uri(), login, List.of(groups)), Scenes.identity(unit), Scenes.ports());
    }

    @Test
    void shouldSayThatTheLoginIsWrongWithoutShowingThePassword() throws Exception {
        Path passwords = passwords("r1", "right");
        Path wrong = Files.writeString(folder.resolve("wrong.password"), "hunter2\n");
        try (Mosquitto broker = Mosquitto.start(folder, "allow_anonymous false", "password_file " + passwords)) {
            MqttSettings.Login login = new MqttSettings.Login(Optional.of("r1"), Optional.of(wrong), Optional.empty());
            try (MqttPublisher publisher = publisher(broker, login, "r1")) {
                await(() -> !publisher.status().trouble().isEmpty());
                assertThat(publisher.status().trouble()).contains("135").doesNotContain("hunter2");
            }
        }
    }

    @Test
    void shouldStandBackFromATwinAndComeBackWhenItIsGone() throws Exception {
        try (Mosquitto broker = Mosquitto.start(folder)) {
            MqttSettings settings = Scenes.settings(broker.uri());
            MqttIdentity second = new MqttIdentity("r1", "", "another-boot", Scenes.RATE, java.util.Map.of());
            try (MqttPublisher old = MqttPublisher.start(settings, Scenes.identity("r1"), Scenes.ports())) {
                await(() -> old.status().connected());
                try (MqttPublisher young = MqttPublisher.start(settings, second, Scenes.ports())) {
                    await(() -> old.status().rival() == MqttStatus.Rival.UNIT);
                    long end = System.nanoTime() + Duration.ofSeconds(4).toNanos();
                    await(() -> young.status().connected());
                    await(() -> System.nanoTime() > end);
                    assertThat(young.status().connections()).as("no flapping").isEqualTo(1);
                    assertThat(old.status().rival()).isEqualTo(MqttStatus.Rival.UNIT);
                }
                await(() -> old.status().connected());
                assertThat(old.status().rival()).isEqualTo(MqttStatus.Rival.NONE);
            }
        }
    }

    private static String trouble(Mosquitto broker, MqttSettings.Tls tls) {
        try (MqttPublisher publisher = publisher(broker, tls)) {
            await(() -> !publisher.status().trouble().isEmpty());
            assertThat(publisher.status().connected()).isFalse();
            return publisher.status().trouble();
        }
    }

    private static MqttPublisher publisher(Mosquitto broker, MqttSettings.Tls tls) {
        MqttSettings s = Scenes.settings(broker.uri().replace("mqtt:", "mqtts:"));
        MqttSettings settings = ChangedSettings.of(s).tls(tls).done();
        return MqttPublisher.start(settings, Scenes.identity("r1"), Scenes.ports());
    }

    private static MqttPublisher publisher(Mosquitto broker, MqttSettings.Login login, String unit) {
        MqttSettings s = Scenes.settings(broker.uri());
        MqttSettings settings = ChangedSettings.of(s).login(login).done();
        return MqttPublisher.start(settings, Scenes.identity(unit), Scenes.ports());
    }

    private static MqttSettings.Tls tls(String authority, String own) {
        return new MqttSettings.Tls(
                Optional.of(folder.resolve(authority + ".crt")),
                Optional.of(folder.resolve(own + ".crt")),
                Optional.of(folder.resolve(own + ".key")));
    }

    private static String[] tlsBroker(String server, String... more) {
        List<String> lines = new java.util.ArrayList<>(List.of(
                "cafile " + folder.resolve("ca.crt"),
                "certfile " + folder.resolve(server + ".crt"),
                "keyfile " + folder.resolve(server + ".key"),
                "require_certificate true"));
        lines.addAll(List.of(more));
        return lines.toArray(String[]::new);
    }

    private static String[] clientOptions(String own) {
        return new String[] {
            "--cafile", folder.resolve("ca.crt").toString(),
            "--cert", folder.resolve(own + ".crt").toString(),
            "--key", folder.resolve(own + ".key").toString()
        };
    }

    private static Path passwords(String... usersAndPasswords) throws Exception {
        Path file = Files.createTempFile(folder, "passwords", "");
        for (int i = 0; i < usersAndPasswords.length; i += 2) {
            run("mosquitto_passwd", "-b", file.toString(), usersAndPasswords[i], usersAndPasswords[i + 1]);
        }
        return file;
    }

    private static void authority(String name) throws Exception {
        run(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=" + name,
                "-keyout",
                file(name + ".key"),
                "-out",
                file(name + ".crt"));
    }

    private static void certificate(String name, String authority, String commonName, String alternative)
            throws Exception {
        run(
                "openssl",
                "req",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-subj",
                "/CN=" + commonName,
                "-addext",
                "subjectAltName=" + alternative,
                "-keyout",
                file(name + ".key"),
                "-out",
                file(name + ".csr"));
        run(
                "openssl",
                "x509",
                "-req",
                "-in",
                file(name + ".csr"),
                "-CA",
                file(authority + ".crt"),
                "-CAkey",
                file(authority + ".key"),
                "-CAcreateserial",
                "-days",
                "2",
                "-copy_extensions",
                "copy",
                "-out",
                file(name + ".crt"));
    }

    private static String file(String name) {
        return folder.resolve(name).toString();
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("%s: %s", List.of(command), output).isZero();
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        Wait.until(Duration.ofSeconds(20), condition);
    }
}
