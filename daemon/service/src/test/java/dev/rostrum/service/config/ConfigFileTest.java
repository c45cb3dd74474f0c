package dev.rostrum.service.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.service.testing.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The configuration file and its page say what the code says. */
class ConfigFileTest {
    private static final Path ROOT = SourceTree.ROOT;
    private static final String REMEDY = "run: rostrum check-config --write-docs";

    @Test
    void shouldCarryEveryKeyOfTheCode() throws IOException {
        assertThat(Files.readString(ROOT.resolve("config/rostrum.yaml")))
                .as(REMEDY)
                .isEqualTo(ConfigTemplate.yaml());
        assertThat(Files.readString(ROOT.resolve("docs/configuration.md")))
                .as(REMEDY)
                .isEqualTo(ConfigTemplate.markdown());
    }

    @Test
    void shouldMeanTheDefaultsAsItStands() throws IOException {
        String text = Files.readString(ROOT.resolve("config/rostrum.yaml"));

        assertThat(ConfigLoader.parse("rostrum.yaml", text)).isEqualTo(DaemonConfig.defaults());
    }

    @Test
    void shouldTellWhatAConfigurationSaysSoThatItCanBeReadAgain() {
        DaemonConfig config = ConfigLoader.parse("r.yaml", """
                unit: {room: "Bob's: #1"}
                audio: {use: [3, 1], channels: 4}
                array: {shape: positions, x: [0, 5cm], y: [0, 0], zones: [door 350..20]}
                mqtt: {broker: 'mqtts://b.example', login: {user: lovelace}}
                """);

        String told = ConfigTemplate.effective(config, Set.of());

        assertThat(ConfigLoader.parse("told", told)).isEqualTo(config);
        assertThat(ConfigTemplate.effective(config, Set.of("user", "room"))).doesNotContain("lovelace", "Bob");
    }

    @Test
    void shouldMeanTheDefaultsWithEveryKeyUncommented() {
        String uncommented = ConfigTemplate.yaml()
                .lines()
                .map(line -> line.replaceFirst("^( *)#([a-z0-9-]+: .*)$", "$1$2"))
                .collect(Collectors.joining("\n"));

        assertThat(uncommented).contains("\n  latency: 1s\n");
        assertThat(ConfigLoader.parse("rostrum.yaml", uncommented)).isEqualTo(DaemonConfig.defaults());
    }
}
