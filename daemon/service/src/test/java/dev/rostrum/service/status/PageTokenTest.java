package dev.rostrum.service.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTokenTest {
    private static final String FIRST = "0123456789abcdef".repeat(3);
    private static final String SECOND = "fedcba9876543210".repeat(3);
    private static final String NO_SUCH_GROUP = "no-such-group";

    @TempDir
    private Path folder;

    private Path state;
    private Path runtime;

    @BeforeEach
    void makeTheRuntimeFolder() throws IOException {
        state = folder.resolve("state");
        runtime = Files.createDirectory(folder.resolve("run"));
    }

    @Test
    void shouldBeTheSameAtEveryStart() throws IOException {
        assertThat(PageToken.of(state, runtime, FIRST, NO_SUCH_GROUP)).isEqualTo(FIRST);
        Files.delete(runtime.resolve("page-token")); // as systemd removes the runtime folder
        assertThat(PageToken.of(state, runtime, SECOND, NO_SUCH_GROUP)).isEqualTo(FIRST);

        assertThat(content(runtime.resolve("page-token"))).isEqualTo(FIRST);
        Files.writeString(state.resolve("page-token"), "half");
        assertThat(PageToken.of(state, runtime, SECOND, NO_SUCH_GROUP)).isEqualTo(SECOND);
        assertThat(content(runtime.resolve("page-token"))).isEqualTo(SECOND);
    }

    @Test
    void shouldBeReadableByTheOperatorsAlone() throws IOException {
        String operators =
                Files.readAttributes(folder, PosixFileAttributes.class).group().getName();
        PageToken.of(state, runtime, FIRST, operators);
        assertThat(permissions(state)).isEqualTo("rw-------");
        assertThat(permissions(runtime)).isEqualTo("rw-r-----");
        assertThat(Files.readAttributes(runtime.resolve("page-token"), PosixFileAttributes.class)
                        .group()
                        .getName())
                .isEqualTo(operators);

        PageToken.of(state, runtime, FIRST, NO_SUCH_GROUP);
        assertThat(permissions(runtime)).as("where there are none").isEqualTo("rw-------");
    }

    @Test
    void shouldFollowNoLink() throws IOException {
        Path elsewhere = Files.writeString(folder.resolve("elsewhere"), SECOND);
        Files.createSymbolicLink(runtime.resolve("page-token"), elsewhere);
        Files.createSymbolicLink(
                runtime.resolve("page-token." + ProcessHandle.current().pid() + ".new"), elsewhere);
        PageToken.of(state, runtime, FIRST, NO_SUCH_GROUP);
        assertThat(content(elsewhere)).isEqualTo(SECOND);
        assertThat(content(runtime.resolve("page-token"))).isEqualTo(FIRST);

        Files.delete(state.resolve("page-token"));
        Files.createSymbolicLink(state.resolve("page-token"), elsewhere);
        assertThatThrownBy(() -> PageToken.of(state, runtime, FIRST, NO_SUCH_GROUP))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("link");
    }

    private static String content(Path file) throws IOException {
        return Files.readString(file).strip();
    }

    private static String permissions(Path in) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(in.resolve("page-token")));
    }
}
