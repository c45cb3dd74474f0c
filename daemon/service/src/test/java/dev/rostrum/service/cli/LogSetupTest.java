package dev.rostrum.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogSetupTest {
    @Test
    void shouldKnowTheJournalByDeviceAndInode(@TempDir Path folder) throws IOException {
        Path stream = Files.createFile(folder.resolve("stream"));
        String named = Files.getAttribute(stream, "unix:dev") + ":" + Files.getAttribute(stream, "unix:ino");

        assertThat(LogSetup.isJournal(named, stream)).isTrue();
        assertThat(LogSetup.isJournal(named + "1", stream)).isFalse();
        assertThat(LogSetup.isJournal(null, stream)).isFalse();
        assertThat(LogSetup.isJournal(named, folder.resolve("missing"))).isFalse();
    }
}
