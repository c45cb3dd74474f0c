package dev.rostrum.service.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rostrum.service.control.InstanceLock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code run} refuses; the lock of the runtime folder is held here, so that no daemon ever starts. */
class RunCommandTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void shouldRefuseToRunAsRootOnTheServicesFoldersUnlessToldTo() throws IOException {
        assumeTrue(Files.getOwner(folder).getName().equals("root"), "only root can run as root");
        Path state = Files.createDirectory(folder.resolve("state"));
        Path run = Files.createDirectory(folder.resolve("run"));
        Path config = Files.writeString(
                folder.resolve("r.yaml"), "unit: {state-folder: '" + state + "', runtime-folder: '" + run + "'}\n");
        try (InstanceLock held = InstanceLock.acquire(run)) {
            assertThat(held).isNotNull();
            assertThat(run(config)).isEqualTo(75);

            Files.setOwner(
                    state, state.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
            assertThat(run(config)).isEqualTo(1);
            assertThat(err.toString(StandardCharsets.UTF_8))
                    .contains(state + " belongs to nobody", "sudo -u nobody", "--as-root");
            assertThat(run(config, "--as-root")).isEqualTo(75);
        }
    }

    private int run(Path config, String... more) {
        err.reset();
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        String[] words = new String[3 + more.length];
        words[0] = "run";
        words[1] = "--config";
        words[2] = config.toString();
        System.arraycopy(more, 0, words, 3, more.length);
        return Main.run(new Console(stream, stream, false), words);
    }
}
