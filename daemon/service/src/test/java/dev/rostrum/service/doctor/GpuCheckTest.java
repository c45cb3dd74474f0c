package dev.rostrum.service.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.service.doctor.GpuFigures.Need;
import dev.rostrum.service.doctor.GpuFigures.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The table of a GPU from given figures, and what a board says of its GPU. */
class GpuCheckTest {
    private static final OptionalDouble NONE = OptionalDouble.empty();
    private static final Row TIME = Row.of("a time, ms", OptionalDouble.of(61.25), OptionalDouble.of(4.5), Need.MUST);

    @TempDir
    private Path folder;

    @Test
    void shouldShowProcessorAndGpuSideBySide() {
        GpuFigures figures = new GpuFigures(List.of(TIME));

        assertThat(figures.table()).contains("processor", "GPU").containsPattern("a time, ms +61\\.3 +4\\.50000");
        assertThat(figures.complaints()).isEmpty();
    }

    @Test
    void shouldComplainOfAFigureThatIsMissing() {
        Row nothing = Row.of("a cosine", NONE, NONE, Need.MUST);
        Row noNumber = Row.of("a difference", NONE, OptionalDouble.of(Double.NaN), Need.MUST);

        GpuFigures figures = new GpuFigures(List.of(TIME, nothing, noNumber));

        assertThat(figures.complaints()).containsExactly("no figure: a cosine", "no figure: a difference");
        assertThat(figures.table()).containsPattern("a cosine +none").containsPattern("a difference +none");
    }

    @Test
    void shouldDoWithoutWattsWhereABoardDoesNotTellThem() {
        GpuFigures figures = new GpuFigures(List.of(TIME, Row.of("watts", NONE, NONE, Need.WHERE_READABLE)));

        assertThat(figures.complaints()).isEmpty();
        assertThat(figures.table()).containsPattern("watts +none");
    }

    @Test
    void shouldComplainWhereTheGpuComputesSomethingElse() {
        Row apart = new Row("a difference", NONE, OptionalDouble.of(0.25), NONE, OptionalDouble.of(0.01), Need.MUST);
        Row unlike = new Row("a cosine", NONE, OptionalDouble.of(0.5), OptionalDouble.of(0.998), NONE, Need.MUST);

        assertThat(new GpuFigures(List.of(apart, unlike)).complaints())
                .containsExactly("a difference is 0.25000, at most 0.01", "a cosine is 0.50000, at least 0.998");
    }

    @Test
    void shouldAskNvidiasProgram() throws IOException {
        Path program = Files.writeString(
                folder.resolve("nvidia-smi"),
                "#!/bin/sh\ncase $1 in *power.draw) echo 71.42; echo 3;; *memory.used) echo 1234;; *) exit 1;; esac\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        GpuSensors sensors = new GpuSensors(program.toString(), folder.resolve("hwmon"));

        assertThat(sensors.watts()).hasValue(71.42);
        assertThat(sensors.memoryMb()).hasValue(1234);
    }

    @Test
    @Timeout(30)
    void shouldNotWaitForAProgramThatHangs() throws IOException {
        Path program = Files.writeString(folder.resolve("nvidia-smi"), "#!/bin/sh\necho 71.42\nexec sleep 60\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        GpuSensors sensors = new GpuSensors(program.toString(), folder.resolve("hwmon"), Duration.ofMillis(200));

        assertThat(sensors.memoryMb()).isEmpty();
    }

    @Test
    void shouldReadWhatAJetsonDraws() throws IOException {
        // as the kernel's driver ina3221 shows it: millivolts and milliamperes of each rail
        Path sensor = Files.createDirectories(folder.resolve("hwmon/hwmon1"));
        Files.createDirectories(folder.resolve("hwmon/hwmon0"));
        Files.writeString(sensor.resolve("in1_label"), "VDD_IN\n");
        Files.writeString(sensor.resolve("in1_input"), "5000\n");
        Files.writeString(sensor.resolve("curr1_input"), "1500\n");
        Files.writeString(sensor.resolve("in2_label"), "VDD_CPU_GPU_CV\n");
        // JetPack's nvidia-smi is there and does not tell
        Path program = Files.writeString(folder.resolve("nvidia-smi"), "#!/bin/sh\necho '[N/A]'\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        GpuSensors sensors = new GpuSensors(program.toString(), folder.resolve("hwmon"));

        assertThat(sensors.watts()).hasValue(7.5);
        assertThat(sensors.memoryMb()).isEmpty();
    }

    @Test
    void shouldKnowNothingWhereNobodyTells() {
        GpuSensors sensors = new GpuSensors(folder.resolve("no-such-program").toString(), folder.resolve("hwmon"));

        assertThat(sensors.watts()).isEmpty();
        assertThat(sensors.memoryMb()).isEmpty();
    }
}
