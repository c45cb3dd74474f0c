package dev.rostrum.service.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rostrum.service.config.ConfigException;
import dev.rostrum.service.config.ConfigLoader;
import dev.rostrum.service.config.DaemonConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The one file that an installer leaves for a unit's first start becomes settings and a password file. */
class FirstBootTest {
    private static final Path SCRIPT = Path.of(
            Objects.requireNonNull(System.getProperty("rostrum.root"), "rostrum.root"),
            "systemd/package/first-boot.sh");

    @TempDir
    private Path settings;

    @TempDir
    private Path boot;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private Path file;
    private Path main;

    @BeforeEach
    void lay() throws IOException {
        file = boot.resolve("rostrum");
        main = Files.writeString(settings.resolve("rostrum.yaml"), "unit:\n  state-folder: /var/lib/rostrum\n");
    }

    @Test
    void shouldTakeRoomBrokerAndCredentialsAndRemoveTheFile() throws IOException {
        assertThat(take("""
                # level 3\r
                room: Bob's room: 3 #1\r
                broker: mqtts://b.example:8883\r
                \r
                user: rostrum\r
                password: it's  "5" # \\ ü\r
                """)).isZero();

        assertThat(file).doesNotExist();
        DaemonConfig config = ConfigLoader.load(main);
        assertThat(config.unit().room()).contains("Bob's room: 3 #1");
        assertThat(config.mqtt().broker()).isEqualTo("mqtts://b.example:8883");
        assertThat(config.mqtt().login().user()).contains("rostrum");
        Path password = config.mqtt().login().passwordFile().orElseThrow();
        assertThat(password).hasContent("it's  \"5\" # \\ ü\n");
        assertThat(permissions(password)).isEqualTo("rw-r-----");
        assertThat(permissions(settings.resolve("conf.d/50-first-boot.yaml"))).isEqualTo("rw-r--r--");
    }

    @Test
    void shouldLeaveWhatIsNotGivenToTheOtherSettings() throws IOException {
        Files.writeString(main, "mqtt:\n  broker: mqtt://site:1883\n");

        assertThat(take("room: Attic\n")).isZero();

        DaemonConfig config = ConfigLoader.load(main);
        assertThat(config.unit().room()).contains("Attic");
        assertThat(config.mqtt().broker()).isEqualTo("mqtt://site:1883");
        assertThat(settings.resolve("credentials")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "mqtt://broker.example, mqtt://broker.example:1883",
        "mqtts://broker.example, mqtts://broker.example:8883",
        "mqtts://[fd00::5], mqtts://[fd00::5]:8883",
        "mqtts://10.0.0.1:4433, mqtts://10.0.0.1:4433"
    })
    void shouldKnowThePortThatIsUsual(String given, String wanted) throws IOException {
        assertThat(take("broker: " + given + "\n")).isZero();

        assertThat(ConfigLoader.load(main).mqtt().broker()).isEqualTo(wanted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"id: room/3 14", "broker: broker.example", "broker: mqtt://a b", "broker: http://b.example:80"})
    void shouldTakeNothingThatTheDaemonWouldRefuseAndNameTheLine(String wrong) throws IOException {
        assertThat(take("# for the attic\nroom: Attic\n" + wrong + "\npassword: secret\n"))
                .isEqualTo(1);

        assertThat(said()).contains(file + ":3:").doesNotContain("rostrum.yaml", "secret");
        assertThat(file).exists();
        assertThat(left()).containsExactly(settings, main);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pasword: secret", "password:secret", "password:", "  password: secret", "user: a\u0000b"})
    void shouldTakeNothingOfAFileWithAMistakeAndNotRepeatIt(String wrong) throws IOException {
        assertThat(take("room: Attic\n" + wrong + "\n")).isEqualTo(1);

        assertThat(said()).contains(file + ":2:").doesNotContain("secret");
        assertThat(file).exists();
        assertThat(left()).containsExactly(settings, main);
    }

    @Test
    void shouldTakeNothingOfAFileThatSaysTwoThingsOrNothing() throws IOException {
        assertThat(take("room: Attic\nroom: Cellar\n")).isEqualTo(1);
        assertThat(said()).contains("'room'");
        assertThat(take("# nothing\n\n")).isEqualTo(1);
        assertThat(said()).contains("nothing stands in it");
        assertThat(left()).containsExactly(settings, main);
    }

    @Test
    void shouldTakeNothingWhereAnotherFileIsWrongAndNameThat() throws IOException {
        Files.writeString(main, "unit:\n  colour: blue\n");

        assertThat(take("room: Attic\n")).isEqualTo(1);

        assertThat(said()).contains(main + ":2:3: unknown key 'colour'");
        assertThat(file).exists();
    }

    @Test
    void shouldReadWhatEditorsWrite() throws IOException {
        for (Charset charset : List.of(
                StandardCharsets.UTF_8,
                StandardCharsets.UTF_16LE,
                StandardCharsets.UTF_16BE,
                StandardCharsets.ISO_8859_1)) {
            boolean marked = !charset.equals(StandardCharsets.ISO_8859_1);
            Files.write(file, ((marked ? "\uFEFF" : "") + "room: Bücherei\npassword: süß\n").getBytes(charset));

            assertThat(run()).as(charset.name()).isZero();

            assertThat(ConfigLoader.load(main).unit().room()).contains("Bücherei");
            assertThat(settings.resolve("credentials/mqtt")).hasContent("süß\n");
        }
        Files.write(file, "room: Bücherei\n".getBytes(StandardCharsets.UTF_16LE));
        assertThat(run()).isEqualTo(1);
        assertThat(said()).contains("save the file as UTF-8");
    }

    @Test
    void shouldNotWriteThroughALink() throws IOException {
        Path victim = Files.writeString(boot.resolve("victim"), "of the system");
        Files.createDirectory(settings.resolve("conf.d"));
        Files.createSymbolicLink(settings.resolve("conf.d/50-first-boot.yaml"), victim);

        assertThat(take("room: Attic\n")).isZero();

        assertThat(victim).hasContent("of the system");
        assertThat(ConfigLoader.load(main).unit().room()).contains("Attic");
    }

    @Test
    void shouldNameTheFragmentThatMadeTheMistake() throws IOException {
        Path fragment = Files.createDirectory(settings.resolve("conf.d")).resolve("50-first-boot.yaml");
        Files.writeString(main, "unit:\n  id: attic\n  room: Attic\nmqtt:\n  broker: mqtt://site:1883\n");

        Files.writeString(fragment, "# by hand\nunit:\n  id: 'room/3 14'\n");
        assertThatThrownBy(() -> ConfigLoader.load(main))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(fragment + ":3:3: id=");
        Files.writeString(fragment, "mqtt:\n  login: {}\n  broker: nonsense\n");
        assertThatThrownBy(() -> ConfigLoader.load(main)).hasMessageContaining(fragment + ":3:3: broker=");
    }

    @Test
    void shouldLookWhereInstallersLeaveIt() throws IOException, InterruptedException {
        Path rostrum = Files.writeString(settings.resolve("rostrum"), "#!/bin/sh\necho \"$@\"\n");
        Files.setPosixFilePermissions(rostrum, PosixFilePermissions.fromString("rwx------"));
        assertThat(script(rostrum)).isEmpty();

        Files.writeString(file, "room: Attic\n");
        assertThat(script(rostrum)).isEqualTo("first-boot --settings " + settings + " " + file);
        Path firmware = Files.createDirectory(boot.resolve("firmware")).resolve("rostrum");
        Files.writeString(firmware, "room: Attic\n");
        assertThat(script(rostrum)).endsWith(firmware.toString());
        Path own = Files.writeString(settings.resolve("first-boot"), "room: Attic\n");
        assertThat(script(rostrum)).endsWith(own.toString());
    }

    private String script(Path rostrum) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("sh", SCRIPT.toString()).redirectErrorStream(true);
        builder.environment().put("ROSTRUM_SETTINGS", settings.toString());
        builder.environment().put("ROSTRUM_BOOT", boot.toString());
        builder.environment().put("ROSTRUM", rostrum.toString());
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed.strip();
    }

    private int take(String text) throws IOException {
        Files.writeString(file, text);
        return run();
    }

    private int run() {
        said.reset();
        PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
        return Main.run(
                new Console(stream, stream, false), "first-boot", "--settings", settings.toString(), file.toString());
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> all = Files.walk(settings)) {
            return all.sorted().toList();
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
