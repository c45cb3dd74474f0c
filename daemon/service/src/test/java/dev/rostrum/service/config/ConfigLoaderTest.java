package dev.rostrum.service.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigLoaderTest {
    @TempDir
    private Path folder;

    private static List<String> problems(Path file) {
        try {
            ConfigLoader.load(file);
            return List.of();
        } catch (ConfigException e) {
            return e.problems();
        }
    }

    @Test
    void shouldMeanDefaultsByAnEmptyFile() {
        assertThat(ConfigLoader.parse("f", "")).isEqualTo(DaemonConfig.defaults());
        assertThat(ConfigLoader.parse("f", "# nothing\nlistening:\n")).isEqualTo(DaemonConfig.defaults());
    }

    @Test
    void shouldReadAFileWithTheMarkOfAnEditor() {
        assertThat(ConfigLoader.parse("f", "\uFEFFunit: {id: a}\n").unit().id()).contains("a");
    }

    @Test
    void shouldNameTheSectionThatAKeyBelongsTo() throws IOException {
        Path file = Files.writeString(
                folder.resolve("r.yaml"), "array:\n  use: [1, 2]\nunit:\n  password-file: /p\n  use-no: 1\n");

        assertThat(problems(file))
                .containsExactly(
                        file + ":2:3: unknown key 'use'; it belongs to section 'audio'",
                        file + ":4:3: unknown key 'password-file'; it belongs to section 'mqtt.login'",
                        file
                                + ":5:3: unknown key 'use-no'; here may stand id, room, floor, state-folder, runtime-folder");
    }

    @Test
    void shouldGiveTheNewNameOfAKeyThatHadAnother() throws IOException {
        Path file = Files.writeString(
                folder.resolve("r.yaml"), "listening: {min-talkers: 2, max-talkers: 4, exact-talkers: 3}\n");

        assertThat(problems(file))
                .containsExactly(
                        file + ":1:13: unknown key 'min-talkers'; it is called 'min-speakers' now",
                        file + ":1:29: unknown key 'max-talkers'; it is called 'max-speakers' now",
                        file + ":1:45: unknown key 'exact-talkers'; it is called 'exact-speakers' now");
    }

    @Test
    void shouldLayFragmentsOverTheFileInOrder() throws IOException {
        Path file = Files.writeString(folder.resolve("r.yaml"), "listening: {latency: 2s}\nunit: {id: a}\n");
        Path fragments = Files.createDirectory(folder.resolve("conf.d"));
        Files.writeString(fragments.resolve("20-late.yaml"), "unit: {id: late}\n");
        Files.writeString(fragments.resolve("10-early.yaml"), "unit: {id: early, room: 'Room 3'}\n");
        Files.writeString(fragments.resolve("30-not-me.yaml.bak"), "unit: {id: no}\n");

        DaemonConfig config = ConfigLoader.load(file);

        assertThat(config.listening().latency()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.unit().id()).contains("late");
        assertThat(config.unit().room()).contains("Room 3");
    }

    @Test
    void shouldNameTheFragmentThatIsWrongAndStillCheckTheRest() throws IOException {
        Path file = Files.writeString(folder.resolve("r.yaml"), "listening: {latency: 9s}\n");
        Path fragments = Files.createDirectory(folder.resolve("conf.d"));
        Files.writeString(fragments.resolve("a.yaml"), "unit: {id: [\n");
        Files.writeString(fragments.resolve("b.yaml"), "unit:\n  idd: x\n");

        assertThat(problems(file))
                .hasSize(3)
                .anyMatch(p -> p.contains("r.yaml:1:22: 'latency' is '9s'"))
                .anyMatch(p -> p.contains("a.yaml:2:1: is not valid YAML"))
                .anyMatch(p -> p.contains("b.yaml:2:3: unknown key 'idd'; did you mean 'id'?"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "listening: {latency: 1s",
                "listening:\n\tlatency: 1s",
                "just words",
                "- a\n- b",
                "a: b: c",
                "unit: &x\n  id: *x\n",
                "unit: {id: a}\nunit: {id: b}",
                "? [1, 2]\n: 3",
                "unit: !!java.lang.Runtime {}",
                "--- {}\n--- {}",
                "\"",
                "unit: {id: 'a b'}"
            })
    void shouldRefuseBrokenTextWithPlaceAndOneLineEach(String text) {
        assertThatThrownBy(() -> ConfigLoader.parse("f.yaml", text))
                .asInstanceOf(type(ConfigException.class))
                .satisfies(
                        e -> assertThat(e.problems()).isNotEmpty().allMatch(p -> p.matches("f\\.yaml:\\d+:\\d+: .+")));
    }

    @Test
    void shouldRefuseADocumentNestedWithoutEnd() {
        assertThatThrownBy(() -> ConfigLoader.parse("f", "unit: " + "[".repeat(5000)))
                .isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> ConfigLoader.parse("f", "unit: &a [*a]")).isInstanceOf(ConfigException.class);
    }

    @Test
    void shouldSayWhyAFileCannotBeRead() throws IOException {
        Path binary = Files.write(folder.resolve("b.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});

        assertThat(problems(folder.resolve("none.yaml")))
                .singleElement()
                .asString()
                .endsWith("none.yaml: no such file");
        assertThat(problems(binary)).singleElement().asString().endsWith("is not UTF-8 text");
    }

    @Test
    void shouldPassOnWhatARecordRefuses() {
        assertThatThrownBy(() -> ConfigLoader.parse("f", "audio:\n  source: file\n"))
                .hasMessageContaining("f:2:3: source is file, but no file is named");
    }

    @Test
    void shouldKeepUmlautsInTheRoomName() throws IOException {
        Path file = Files.writeString(folder.resolve("r.yaml"), "unit: {room: Größe}", StandardCharsets.UTF_8);

        assertThat(ConfigLoader.load(file).unit().room()).contains("Größe");
    }
}
