package dev.rostrum.service.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimeServiceTest {
    @TempDir
    Path run;

    @Test
    void shouldComplainOnlyWhileTheServiceRunsAndHasNotSetTheClock() throws IOException {
        Path folder = run.resolve("timesync");
        TimeService service = new TimeService(folder);
        assertThat(service.holds()).isFalse();
        assertThat(service.trouble()).as("another service may keep the clock").isEmpty();

        Files.createDirectory(folder);
        assertThat(service.trouble()).contains("clock-not-synchronised");

        Files.createFile(folder.resolve("synchronized"));
        assertThat(service.holds()).isTrue();
        assertThat(service.trouble()).isEmpty();
    }
}
