package dev.rostrum.service.unit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.service.indicator.LightPattern;
import dev.rostrum.service.time.ManualTimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpdateMarkTest {
    private final ManualTimeSource time = new ManualTimeSource();

    @TempDir
    Path runtime;

    @Test
    void shouldSayWithinASecondThatAReleaseIsBeingInstalled() throws IOException {
        UpdateMark mark = mark();
        assertThat(mark.get()).isEmpty();

        left(Duration.ZERO);
        time.advance(Duration.ofSeconds(1));
        assertThat(mark.get()).contains(LightPattern.UPDATE_RUNNING);

        Files.delete(runtime.resolve("updating"));
        time.advance(Duration.ofSeconds(1));
        assertThat(mark.get()).isEmpty();
    }

    @Test
    void shouldNotBelieveAForgottenFile() throws IOException {
        left(Duration.ofMinutes(31));

        assertThat(mark().get()).isEmpty();
    }

    private UpdateMark mark() {
        return new UpdateMark(runtime, time);
    }

    private void left(Duration ago) throws IOException {
        Path file = Files.writeString(runtime.resolve("updating"), "");
        Files.setLastModifiedTime(file, FileTime.fromMillis(time.epochMillis() - ago.toMillis()));
    }
}
