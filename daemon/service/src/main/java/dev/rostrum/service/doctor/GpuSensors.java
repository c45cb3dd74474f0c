package dev.rostrum.service.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/**
 * What a board says of its GPU: {@code nvidia-smi} where it is there, else a Jetson's sensor of what the whole board draws
 * (hwmon {@code ina3221}, the rail {@code VDD_IN}). Empty where neither tells.
 */
public final class GpuSensors {
    private static final String RAIL = "VDD_IN";
    private static final int RAILS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String program;
    private final Path hwmon;
    private final Duration patience;

    /**
     * Asks a program and a folder.
     *
     * @param program {@code nvidia-smi}
     * @param hwmon {@code /sys/class/hwmon}
     */
    public GpuSensors(String program, Path hwmon) {
        this(program, hwmon, PATIENCE);
    }

    GpuSensors(String program, Path hwmon, Duration patience) {
        this.program = program;
        this.hwmon = hwmon;
        this.patience = patience;
    }

    /** Of the GPU, or of the whole board. */
    OptionalDouble watts() {
        OptionalDouble told = asked("power.draw");
        return told.isPresent() ? told : boardWatts();
    }

    /** Memory of the first GPU that is in use, by whomever, in MB. */
    OptionalDouble memoryMb() {
        return asked("memory.used");
    }

    private OptionalDouble asked(String what) {
        try {
            Process process = new ProcessBuilder(
                            List.of(program, "--query-gpu=" + what, "--format=csv,noheader,nounits"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            // read when it has ended: reading waits for as long as a program whose driver hangs, and a number fits in
            // the pipe
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                return OptionalDouble.empty();
            }
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return number(said.lines().findFirst().orElse(""));
        } catch (IOException e) {
            return OptionalDouble.empty(); // no such program: a Jetson, or no driver
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalDouble.empty();
        }
    }

    private OptionalDouble boardWatts() {
        try (DirectoryStream<Path> sensors = Files.newDirectoryStream(hwmon)) {
            for (Path sensor : sensors) {
                for (int rail = 1; rail <= RAILS; rail++) {
                    if (text(sensor.resolve("in" + rail + "_label")).equals(RAIL)) {
                        OptionalDouble millivolts = number(text(sensor.resolve("in" + rail + "_input")));
                        OptionalDouble milliamperes = number(text(sensor.resolve("curr" + rail + "_input")));
                        return millivolts.isPresent() && milliamperes.isPresent()
                                ? OptionalDouble.of(millivolts.getAsDouble() * milliamperes.getAsDouble() / 1e6)
                                : OptionalDouble.empty();
                    }
                }
            }
            return OptionalDouble.empty();
        } catch (IOException e) {
            return OptionalDouble.empty();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return "";
        }
    }

    private static OptionalDouble number(String text) {
        try {
            return OptionalDouble.of(Double.parseDouble(text.strip()));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty(); // "[N/A]"
        }
    }
}
