package dev.rostrum.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one file that an installer leaves for a unit's first start becomes settings and a password file. */
class FirstBootTest {
    private static final Path SCRIPT = Path.of(
            Objects.requireNonNull(System.getProperty("rostrum.root"), "rostrum.root"),
            "systemd/package/first-boot.sh");

    @TempDir
    Path settings;

    @TempDir
    Path boot;

    private record Ended(int status, String said) {}

    @Test
    void shouldTakeRoomBrokerAndCredentialsAndRemoveTheFile() throws Exception {
        Path file = Files.writeString(boot.resolve("rostrum"), """
                # level 3\r
                room: Bob's room: 3 #1\r
                broker: mqtts://b.example:8883\r
                \r
                user: rostrum\r
                password: it's  "5" # \\ ü\r
                """);

        assertThat(run().status()).isZero();

        assertThat(file).doesNotExist();
        DaemonConfig config = ConfigLoader.load(Files.writeString(settings.resolve("rostrum.yaml"), ""));
        assertThat(config.unit().room()).contains("Bob's room: 3 #1");
        assertThat(config.mqtt().broker()).isEqualTo("mqtts://b.example:8883");
        assertThat(config.mqtt().login().user()).contains("rostrum");
        Path password = config.mqtt().login().passwordFile().orElseThrow();
        assertThat(password).hasContent("it's  \"5\" # \\ ü\n");
        assertThat(Files.getPosixFilePermissions(password))
                .doesNotContain(PosixFilePermission.OTHERS_READ, PosixFilePermission.GROUP_WRITE);
    }

    @Test
    void shouldLeaveWhatIsNotGivenToTheOtherSettings() throws Exception {
        Files.writeString(settings.resolve("first-boot"), "room: Attic\n");
        Path file = Files.writeString(settings.resolve("rostrum.yaml"), "mqtt:\n  broker: mqtt://site:1883\n");

        assertThat(run().status()).isZero();

        DaemonConfig config = ConfigLoader.load(file);
        assertThat(config.unit().room()).contains("Attic");
        assertThat(config.mqtt().broker()).isEqualTo("mqtt://site:1883");
        assertThat(settings.resolve("credentials")).doesNotExist();
    }

    @Test
    void shouldTakeNothingOfAFileWithAMistakeAndNotRepeatIt() throws Exception {
        for (String wrong : new String[] {"pasword: secret", "password:secret", "password:", "  password: secret"}) {
            Path file = Files.writeString(boot.resolve("rostrum"), "room: Attic\n" + wrong + "\n");

            Ended ended = run();

            assertThat(ended.status()).as(wrong).isEqualTo(1);
            assertThat(ended.said()).contains(file + ":2:").doesNotContain("secret");
            assertThat(file).exists();
            assertThat(left()).containsExactly(settings);
        }
    }

    @Test
    void shouldTakeNothingOfAFileThatSaysTwoThings() throws Exception {
        Files.writeString(boot.resolve("rostrum"), "room: Attic\nroom: Cellar\n");

        Ended ended = run();

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.said()).contains("'room'");
        assertThat(left()).containsExactly(settings);
    }

    @Test
    void shouldDoNothingWhereThereIsNoFile() throws Exception {
        Ended ended = run();

        assertThat(ended).isEqualTo(new Ended(0, ""));
        assertThat(left()).containsExactly(settings);
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> all = Files.walk(settings)) {
            return all.toList();
        }
    }

    private Ended run() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(SCRIPT.toString()).redirectErrorStream(true);
        builder.environment().put("ROSTRUM_SETTINGS", settings.toString());
        builder.environment().put("ROSTRUM_BOOT", boot.toString());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), said);
    }
}
