package dev.rostrum.service.composition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.service.config.ConfigLoader;
import dev.rostrum.service.event.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReloadTest {
    @TempDir
    Path folder;

    private final List<String> happened = new ArrayList<>();
    private Path file;
    private ConfigReload reload;

    @BeforeEach
    void startWithAnId() throws IOException {
        file = folder.resolve("rostrum.yaml");
        Files.writeString(file, "unit:\n  id: box\n");
        reload = new ConfigReload(
                file,
                ConfigLoader.load(file),
                new Told(),
                new ConfigReload.Changes(
                        panel -> happened.add("light " + panel.light().adapter()),
                        log -> happened.add("log " + log.level())));
    }

    @Test
    void shouldBracketAReloadThatChangesNothing() {
        assertThat(reload.run()).isEqualTo(new CommandResult.Done());

        assertThat(happened).containsExactly("reloading", "reloaded ''");
    }

    @Test
    void shouldApplyLightAndLogUnderWayAndOnlyOnce() throws IOException {
        Files.writeString(file, "unit:\n  id: box\npanel:\n  light:\n    adapter: simulated\nlog:\n  level: warn");

        assertThat(reload.run()).isEqualTo(new CommandResult.Done());
        assertThat(reload.run()).isEqualTo(new CommandResult.Done());

        assertThat(happened)
                .containsExactly("reloading", "log WARN", "light SIMULATED", "reloaded ''", "reloading", "reloaded ''");
    }

    @Test
    void shouldNameWhatNeedsARestartUntilItIsPutBack() throws IOException {
        Files.writeString(file, "unit:\n  id: other\nmqtt:\n  broker: mqtt://elsewhere:1883\n");

        for (int again = 0; again < 2; again++) {
            assertThat(reload.run()).isInstanceOfSatisfying(CommandResult.Refused.class, refused -> {
                assertThat(refused.reason()).isEqualTo("restart-needed");
                assertThat(refused.explanation()).endsWith("a restart is needed for: unit, mqtt");
            });
        }
        Files.writeString(file, "unit:\n  id: box\n");
        assertThat(reload.run()).isEqualTo(new CommandResult.Done());
    }

    @Test
    void shouldKeepTheOldSettingsAndNameTheLineOfABrokenFile() throws IOException {
        Files.writeString(file, "unit:\n  id: box\n  colour: red\npanel:\n  light:\n    adapter: simulated\n");

        assertThat(reload.run()).isInstanceOfSatisfying(CommandResult.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo("configuration");
            assertThat(refused.explanation()).contains("rostrum.yaml:3:");
        });
        assertThat(happened).hasSize(2).first().isEqualTo("reloading");
        assertThat(happened.getLast()).contains("rostrum.yaml:3:");
    }

    private final class Told implements ConfigReload.Reloadable {
        @Override
        public void perform(Runnable chore) {
            chore.run();
        }

        @Override
        public void reloading() {
            happened.add("reloading");
        }

        @Override
        public void reloaded(String problem) {
            happened.add("reloaded '" + problem + "'");
        }
    }
}
