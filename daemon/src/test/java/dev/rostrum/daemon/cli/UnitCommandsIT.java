package dev.rostrum.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line as a process whose class path has no embedded broker, as that of the packages has none. */
class UnitCommandsIT {
    private record Ended(int code, String said) {}

    @ParameterizedTest
    @ValueSource(strings = {"demo", "soak"})
    void shouldSayInALineThatAUnitHasNoSuchCommand(String name) throws Exception {
        Ended ended = run(name, "--fast", "--hours", "1", "more");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.said()).contains("'" + name + "'", "source tree").hasLineCount(1);
    }

    @Test
    void shouldNotOfferThem() throws Exception {
        Ended ended = run();

        assertThat(ended.code()).isZero();
        assertThat(ended.said()).contains("  run ", "  doctor ").doesNotContain("  demo ", "  soak ");
    }

    private static Ended run(String... words) throws IOException, InterruptedException {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("hivemq"))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", classPath, Main.class.getName()));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), said.strip());
    }
}
