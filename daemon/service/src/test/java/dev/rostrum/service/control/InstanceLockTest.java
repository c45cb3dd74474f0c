package dev.rostrum.service.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceLockTest {
    @TempDir
    private Path folder;

    @Test
    void shouldNameTheProcessThatHoldsIt() throws IOException {
        try (InstanceLock held = InstanceLock.acquire(folder)) {
            assertThat(held).isNotNull();
            assertThatThrownBy(() -> InstanceLock.acquire(folder))
                    .isInstanceOf(AlreadyRunningException.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid())
                    .hasMessageContaining(folder.resolve("lock").toString());
        }
    }

    @Test
    void shouldBeFreeAfterClosingAndWhereAStaleFileLies() throws IOException {
        Path runtime = folder.resolve("made/here");
        InstanceLock.acquire(runtime).close();
        Files.writeString(runtime.resolve("lock"), "1\n");

        try (InstanceLock again = InstanceLock.acquire(runtime)) {
            assertThat(again).isNotNull();
            assertThat(Files.readString(runtime.resolve("lock")).strip())
                    .isEqualTo(Long.toString(ProcessHandle.current().pid()));
        }
    }
}
