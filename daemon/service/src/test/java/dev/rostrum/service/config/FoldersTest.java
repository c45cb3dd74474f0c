package dev.rostrum.service.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FoldersTest {
    private static Folders folders(String user, Map<String, String> environment) {
        return new Folders(environment, user, Path.of("/home/ada"));
    }

    @Test
    void shouldUseTheServiceManagersFolders() {
        Folders folders = folders(
                "rostrum",
                Map.of("STATE_DIRECTORY", "/var/lib/rostrum:/var/lib/x", "RUNTIME_DIRECTORY", "/run/rostrum"));

        assertThat(folders.state()).isEqualTo(Path.of("/var/lib/rostrum"));
        assertThat(folders.runtime()).isEqualTo(Path.of("/run/rostrum"));
    }

    @Test
    void shouldUseTheSystemsFoldersAsRoot() {
        assertThat(folders("root", Map.of("XDG_RUNTIME_DIR", "/run/user/0")).state())
                .isEqualTo(Path.of("/var/lib/rostrum"));
        assertThat(folders("root", Map.of("XDG_RUNTIME_DIR", "/run/user/0")).runtime())
                .isEqualTo(Path.of("/run/rostrum"));
    }

    @Test
    void shouldUseTheSystemsFoldersForACommandOfTheServicesUser() {
        assertThat(folders("rostrum", Map.of()).runtime()).isEqualTo(Path.of("/run/rostrum"));
        assertThat(folders("rostrum", Map.of()).state()).isEqualTo(Path.of("/var/lib/rostrum"));
    }

    @Test
    void shouldUseTheUsersOwnFoldersOtherwise() {
        assertThat(folders("ada", Map.of()).state()).isEqualTo(Path.of("/home/ada/.local/state/rostrum"));
        assertThat(folders("ada", Map.of()).runtime()).isEqualTo(Path.of("/home/ada/.local/state/rostrum/run"));
        assertThat(folders("ada", Map.of("XDG_RUNTIME_DIR", "/run/user/7")).runtime())
                .isEqualTo(Path.of("/run/user/7/rostrum"));
    }
}
