package dev.rostrum.service.mqtt.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rostrum.service.mqtt.ChangedSettings;
import dev.rostrum.service.mqtt.Mosquitto;
import dev.rostrum.service.mqtt.link.BrokerProbe.Fault;
import dev.rostrum.service.mqtt.link.BrokerProbe.Outcome;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each fault on the way to a real broker, planted and found by name. */
class BrokerProbeIT {
    private static final MqttSettings.Tls NO_TLS =
            new MqttSettings.Tls(Optional.empty(), Optional.empty(), Optional.empty());
    private static final MqttSettings.Login NO_LOGIN =
            new MqttSettings.Login(Optional.empty(), Optional.empty(), Optional.empty());
    private static final Path DYNAMIC_SECURITY = Path.of("/usr/lib/x86_64-linux-gnu/mosquitto_dynamic_security.so");

    @TempDir
    static Path folder;

    @BeforeAll
    static void makeCertificates() throws Exception {
        Files.writeString(folder.resolve("ca.cnf"), """
                [ca]
                default_ca = here
                [here]
                database = %1$s/index.txt
                rand_serial = yes
                new_certs_dir = %1$s
                default_md = sha256
                policy = names
                copy_extensions = copy
                certificate = %1$s/ca.crt
                private_key = %1$s/ca.key
                unique_subject = no
                [names]
                commonName = supplied
                """.formatted(folder));
        Files.createFile(folder.resolve("index.txt"));
        for (String authority : List.of("ca", "other")) {
            openssl("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=" + authority
                    + " -keyout " + authority + ".key -out " + authority + ".crt");
        }
        certificate("server", "localhost", "20200101000000Z", "20991231000000Z");
        certificate("expired", "localhost", "20200101000000Z", "20200201000000Z");
        certificate("future", "localhost", "20980101000000Z", "20991231000000Z");
        certificate("elsewhere", "elsewhere.invalid", "20200101000000Z", "20991231000000Z");
    }

    @Test
    void shouldFindNothingWrongWithAGoodBroker() throws Exception {
        try (Mosquitto plain = Mosquitto.start(folder);
                Mosquitto secure = Mosquitto.start(folder, tls("server"))) {
            assertThat(probe(plain.uri(), NO_LOGIN, NO_TLS).fault()).isEqualTo(Fault.NONE);
            assertThat(probe("mqtts://localhost:" + secure.port(), NO_LOGIN, trust("ca")))
                    .extracting(Outcome::fault)
                    .isEqualTo(Fault.NONE);
        }
    }

    @Test
    void shouldTellAddressFromPort() throws Exception {
        assertThat(probe("mqtt://no-such-host.invalid:1883", NO_LOGIN, NO_TLS).fault())
                .isEqualTo(Fault.UNKNOWN_HOST);
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        assertThat(probe("mqtt://localhost:" + closed, NO_LOGIN, NO_TLS).fault())
                .isEqualTo(Fault.REFUSED);
    }

    @Test
    void shouldNameWhatIsWrongWithTls() throws Exception {
        try (Mosquitto good = Mosquitto.start(folder, tls("server"));
                Mosquitto expired = Mosquitto.start(folder, tls("expired"));
                Mosquitto future = Mosquitto.start(folder, tls("future"));
                Mosquitto elsewhere = Mosquitto.start(folder, tls("elsewhere"));
                Mosquitto plain = Mosquitto.start(folder)) {
            assertThat(tlsFault(good, "other")).isEqualTo(Fault.WRONG_CA);
            assertThat(tlsFault(expired, "ca")).isEqualTo(Fault.EXPIRED_CERTIFICATE);
            assertThat(tlsFault(future, "ca")).isEqualTo(Fault.CERTIFICATE_NOT_YET_VALID);
            assertThat(tlsFault(elsewhere, "ca")).isEqualTo(Fault.WRONG_HOST_NAME);
            assertThat(tlsFault(plain, "ca")).isEqualTo(Fault.NO_TLS);
            assertThat(tlsFault(good, "nowhere")).isEqualTo(Fault.UNREADABLE_FILE);
        }
    }

    @Test
    void shouldNameALoginThatIsRefused() throws Exception {
        Path passwords = Files.createFile(folder.resolve("passwords"));
        run(List.of("mosquitto_passwd", "-b", passwords.toString(), "r1", "right"));
        try (Mosquitto broker = Mosquitto.start(folder, "allow_anonymous false", "password_file " + passwords)) {
            assertThat(probe(broker.uri(), login("r1", "wrong"), NO_TLS).fault())
                    .isEqualTo(Fault.BAD_LOGIN);
            assertThat(probe(broker.uri(), login("nobody", "right"), NO_TLS).fault())
                    .isEqualTo(Fault.BAD_LOGIN);
            Outcome right = probe(broker.uri(), login("r1", "right"), NO_TLS);
            assertThat(right.fault()).isEqualTo(Fault.NONE);
        }
    }

    @Test
    void shouldNameARightThatIsMissing() throws Exception {
        Path readOnly = Files.writeString(folder.resolve("acl"), "topic read rostrum/#\n");
        try (Mosquitto broker = Mosquitto.start(folder, "acl_file " + readOnly)) {
            assertThat(probe(broker.uri(), NO_LOGIN, NO_TLS).fault()).isEqualTo(Fault.NO_RIGHT_TO_PUBLISH);
        }
        Path writeOnly = Files.writeString(folder.resolve("acl-write"), "topic write rostrum/#\n");
        Path all = Files.writeString(folder.resolve("acl-all"), "topic readwrite rostrum/#\n");
        Path recommended = Files.writeString(
                folder.resolve("acl-unit"), "topic write rostrum/v1/r1/reply/#\ntopic read rostrum/v1/r1/cmd/#\n");
        try (Mosquitto deaf = Mosquitto.start(folder, "acl_file " + writeOnly);
                Mosquitto open = Mosquitto.start(folder, "acl_file " + all);
                Mosquitto tight = Mosquitto.start(folder, "acl_file " + recommended)) {
            assertThat(probe(deaf.uri(), NO_LOGIN, NO_TLS).fault()).isEqualTo(Fault.NO_RIGHT_TO_SUBSCRIBE);
            assertThat(probe(open.uri(), NO_LOGIN, NO_TLS).fault()).isEqualTo(Fault.NONE);
            assertThat(probe(tight.uri(), NO_LOGIN, NO_TLS).fault()).isEqualTo(Fault.NONE);
        }
        assumeTrue(Files.exists(DYNAMIC_SECURITY), "mosquitto's dynamic security plugin is not installed");
        Path rules = Files.writeString(folder.resolve("dynamic.json"), """
                {"defaultACLAccess": {"publishClientSend": true, "publishClientReceive": true,
                  "subscribe": false, "unsubscribe": true}, "clients": [], "groups": [], "roles": []}
                """);
        try (Mosquitto broker =
                Mosquitto.start(folder, "plugin " + DYNAMIC_SECURITY, "plugin_opt_config_file " + rules)) {
            assertThat(probe(broker.uri(), NO_LOGIN, NO_TLS).fault()).isEqualTo(Fault.NO_RIGHT_TO_SUBSCRIBE);
        }
    }

    private static Fault tlsFault(Mosquitto broker, String authority) {
        return probe("mqtts://localhost:" + broker.port(), NO_LOGIN, trust(authority))
                .fault();
    }

    private static Outcome probe(String broker, MqttSettings.Login login, MqttSettings.Tls tls) {
        MqttSettings usual = MqttSettings.defaults();
        MqttSettings settings =
                ChangedSettings.of(usual).broker(broker).login(login).tls(tls).done();
        return new BrokerProbe(settings, "r1", Duration.ofSeconds(5)).walk();
    }

    private static MqttSettings.Tls trust(String authority) {
        return new MqttSettings.Tls(
                Optional.of(folder.resolve(authority + ".crt")), Optional.empty(), Optional.empty());
    }

    private static MqttSettings.Login login(String user, String password) throws IOException {
        Path file = Files.writeString(Files.createTempFile(folder, "password", ""), password + "\n");
        return new MqttSettings.Login(Optional.of(user), Optional.of(file), Optional.empty());
    }

    private static String[] tls(String certificate) {
        return new String[] {
            "certfile " + folder.resolve(certificate + ".crt"),
            "keyfile " + folder.resolve(certificate + ".key"),
            "allow_anonymous true"
        };
    }

    private static void certificate(String name, String host, String from, String to) throws Exception {
        openssl("req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=" + host
                + " -addext subjectAltName=DNS:" + host + " -keyout " + name + ".key -out " + name + ".csr");
        openssl("ca -batch -notext -config ca.cnf -in " + name + ".csr -out " + name + ".crt -startdate " + from
                + " -enddate " + to);
    }

    private static void openssl(String words) throws Exception {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(words.split(" ", -1)));
        run(command);
    }

    private static void run(List<String> command) throws Exception {
        Path log = Files.createTempFile(folder, "command", ".log");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as("%s: %s", command, Files.readString(log))
                .isZero();
    }
}
