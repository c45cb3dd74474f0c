package dev.rostrum.daemon.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MuteStoreTest {
    @TempDir
    Path state;

    @Test
    void shouldListenWhenItWasNeverMuted() {
        assertThat(new MuteStore(state).startMuted()).isFalse();
    }

    @Test
    void shouldRememberAcrossRestarts() {
        assertThat(new MuteStore(state).remember(true)).isTrue();
        assertThat(new MuteStore(state).startMuted()).isTrue();

        assertThat(new MuteStore(state).remember(false)).isTrue();
        assertThat(new MuteStore(state).startMuted()).isFalse();
    }

    @Test
    void shouldStartMutedWhenTheFileMakesNoSense() throws IOException {
        Files.write(state.resolve("mute"), new byte[] {0, 0, 0});
        assertThat(new MuteStore(state).startMuted()).isTrue();

        Files.write(state.resolve("mute"), new byte[] {});
        assertThat(new MuteStore(state).startMuted()).isTrue();

        Files.delete(state.resolve("mute"));
        Files.createDirectory(state.resolve("mute"));
        assertThat(new MuteStore(state).startMuted()).isTrue();
    }

    @Test
    void shouldMakeItsFolder() {
        assertThat(new MuteStore(state.resolve("a/b")).remember(true)).isTrue();
        assertThat(new MuteStore(state.resolve("a/b")).startMuted()).isTrue();
    }

    @Test
    void shouldKeepTheOldWishWhenPowerWentBeforeTheRename() throws IOException {
        new MuteStore(state).remember(true);
        Files.writeString(state.resolve("mute.new"), "listen");

        assertThat(new MuteStore(state).startMuted()).isTrue();
    }

    @Test
    void shouldSayThatItCouldNotStore() throws IOException {
        String fresh = "mute." + ProcessHandle.current().pid() + ".new";
        Files.createDirectories(state.resolve(fresh).resolve("in-the-way"));

        assertThat(new MuteStore(state).remember(true)).isFalse();
        assertThat(new MuteStore(Files.createFile(state.resolve("file"))).remember(true))
                .isFalse();
    }
}
