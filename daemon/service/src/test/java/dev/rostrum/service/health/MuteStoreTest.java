package dev.rostrum.service.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MuteStoreTest {
    @TempDir
    Path state;

    @Test
    void shouldListenWhenItWasNeverMuted() {
        assertThat(new MuteStore(state).mutedBy()).isEmpty();
    }

    @Test
    void shouldRememberAcrossRestarts() {
        assertThat(new MuteStore(state).remember(Optional.of("mqtt"))).isTrue();
        assertThat(new MuteStore(state).mutedBy()).contains("mqtt");

        assertThat(new MuteStore(state).remember(Optional.empty())).isTrue();
        assertThat(new MuteStore(state).mutedBy()).isEmpty();
    }

    @Test
    void shouldStartMutedWhenTheFileMakesNoSense() throws IOException {
        Files.write(state.resolve("mute"), new byte[] {0, 0, 0});
        assertThat(new MuteStore(state).mutedBy()).contains(MuteStore.UNKNOWN);

        Files.write(state.resolve("mute"), new byte[] {});
        assertThat(new MuteStore(state).mutedBy()).contains(MuteStore.UNKNOWN);

        Files.delete(state.resolve("mute"));
        Files.createDirectory(state.resolve("mute"));
        assertThat(new MuteStore(state).mutedBy()).contains(MuteStore.UNKNOWN);
    }

    @Test
    void shouldMakeItsFolder() {
        assertThat(new MuteStore(state.resolve("a/b")).remember(Optional.of("mqtt")))
                .isTrue();
        assertThat(new MuteStore(state.resolve("a/b")).mutedBy()).contains("mqtt");
    }

    @Test
    void shouldKeepTheOldWishWhenPowerWentBeforeTheRename() throws IOException {
        new MuteStore(state).remember(Optional.of("mqtt"));
        Files.writeString(state.resolve("mute.7.new"), "listen");

        assertThat(new MuteStore(state).mutedBy()).contains("mqtt");
    }

    @Test
    void shouldSayThatItCouldNotStore() throws IOException {
        String fresh = "mute." + ProcessHandle.current().pid() + ".new";
        Files.createDirectories(state.resolve(fresh).resolve("in-the-way"));

        assertThat(new MuteStore(state).remember(Optional.of("mqtt"))).isFalse();
        assertThat(new MuteStore(Files.createFile(state.resolve("file"))).remember(Optional.of("mqtt")))
                .isFalse();
    }
}
