package dev.rostrum.service.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.drivers.clock.KernelClock.Kept;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimeServiceTest {
    @TempDir
    Path run;

    private Kept kept = Kept.UNSYNCHRONISED;

    @Test
    void shouldBelieveTheKernelWhoeverKeepsTheClock() {
        TimeService service = new TimeService(run.resolve("nobody-of-that-name"), () -> kept);
        assertThat(service.holds()).isFalse();
        kept = Kept.SYNCHRONISED;
        assertThat(service.holds()).isTrue();
        kept = Kept.NOT_TOLD;
        assertThat(service.holds()).isFalse();
    }

    @Test
    void shouldComplainOnlyWhileTheServiceRunsAndHasNotSetTheClock() throws IOException {
        Path folder = run.resolve("timesync");
        TimeService service = new TimeService(folder, () -> kept);
        assertThat(service.trouble()).as("the room may have no time server").isEmpty();

        Files.createDirectory(folder);
        assertThat(service.trouble()).contains("clock-not-synchronised");

        kept = Kept.SYNCHRONISED;
        assertThat(service.trouble()).isEmpty();
    }
}
