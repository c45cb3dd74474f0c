package dev.rostrum.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.drivers.DeviceException;
import dev.rostrum.service.config.ConfigException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailureReportTest {
    @Test
    void shouldGiveConfigurationProblemsTheirOwnCode() {
        FailureReport report = FailureReport.of(new ConfigException(List.of("a.yaml:1:1: one", "a.yaml:2:1: two")));

        assertThat(report.code().number()).isEqualTo(78);
        assertThat(report.message()).contains("a.yaml:1:1: one").contains("a.yaml:2:1: two");
    }

    @Test
    void shouldLetOwnExceptionsSpeakForThemselves() {
        FailureReport report = FailureReport.of(new DeviceException("card 'usb' is busy"));

        assertThat(report).isEqualTo(new FailureReport(ExitCode.FAILED, "card 'usb' is busy"));
    }

    @Test
    void shouldNameTheFileThatIsMissing() {
        FailureReport report = FailureReport.of(new UncheckedIOException(new NoSuchFileException("talk.wav")));

        assertThat(report.message()).startsWith("talk.wav: no such file");
    }

    @Test
    void shouldCallAnythingElseAnInternalError() {
        FailureReport report = FailureReport.of(new IllegalStateException("x=3"));

        assertThat(report.code().number()).isEqualTo(1);
        assertThat(report.message()).startsWith("internal error").contains("x=3");
    }
}
