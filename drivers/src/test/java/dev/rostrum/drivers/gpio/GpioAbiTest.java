package dev.rostrum.drivers.gpio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares the driver's numbers with the kernel's headers, through a C program. */
class GpioAbiTest {
    /** Not of the kernel: our own choices. */
    private static final Set<String> OURS = Set.of("EVENT_BUFFER_SIZE", "NAME_BYTES");

    @TempDir
    Path folder;

    @Test
    void shouldAgreeWithTheRecordedHeader() throws Exception {
        assertThat(driverNumbers()).isEqualTo(numbers(resource("abi.properties")));
    }

    @Test
    void shouldAgreeWithTheHeaderOfThisMachine() throws Exception {
        assumeTrue(Files.exists(Path.of("/usr/include/linux/gpio.h")), "no kernel headers here (linux-libc-dev)");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/cc")), "no C compiler here");
        Path source = folder.resolve("probe.c");
        Files.writeString(source, resource("abi-probe.c"));
        Path probe = folder.resolve("probe");
        assertThat(run("/usr/bin/cc", "-o", probe.toString(), source.toString()))
                .isEmpty();

        assertThat(driverNumbers()).isEqualTo(numbers(run(probe.toString())));
    }

    private static Map<String, Long> driverNumbers() throws IllegalAccessException {
        Map<String, Long> numbers = new HashMap<>();
        for (Field field : GpioAbi.class.getDeclaredFields()) {
            boolean number = field.getType() == int.class || field.getType() == long.class;
            if (Modifier.isStatic(field.getModifiers())
                    && number
                    && !OURS.contains(field.getName())
                    && !field.isSynthetic()) {
                field.setAccessible(true);
                numbers.put(field.getName(), field.getLong(null));
            }
        }
        numbers.put("WR_MAX_SPEED_HZ", SpiDevice.WR_MAX_SPEED_HZ);
        return numbers;
    }

    private static Map<String, Long> numbers(String text) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(text));
        Map<String, Long> numbers = new HashMap<>();
        properties.forEach((name, value) -> numbers.put((String) name, Long.parseLong((String) value)));
        return numbers;
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = GpioAbiTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
