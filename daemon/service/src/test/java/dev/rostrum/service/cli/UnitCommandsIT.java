package dev.rostrum.service.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rostrum.service.testing.OwnJava;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line of a unit as a process of its own. */
class UnitCommandsIT {
    private record Ended(int code, String said) {}

    @ParameterizedTest
    @ValueSource(strings = {"demo", "soak", "evaluate"})
    void shouldSayInALineThatAUnitHasNoSuchCommand(String name) throws Exception {
        Ended ended = run(name, "--fast", "--hours", "1", "more");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.said()).contains("'" + name + "'", "source tree").hasLineCount(1);
    }

    @Test
    void shouldNotOfferThem() throws Exception {
        Ended ended = run();

        assertThat(ended.code()).isZero();
        assertThat(ended.said()).contains("  run ", "  doctor ").doesNotContain("  demo ", "  soak ", "  evaluate ");
    }

    @Test
    void shouldSayInALineThatThereIsNoGpu() throws Exception {
        assumeTrue(Files.notExists(Path.of("/dev/nvidiactl")) && Files.notExists(Path.of("/dev/nvmap")), "has a GPU");

        Ended ended = run("gpu-check");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.said().lines().filter(line -> line.startsWith("rostrum:")))
                .singleElement()
                .asString()
                .contains("no GPU here", "sees only CPU", "libtensorflow_cc");
    }

    private static Ended run(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(OwnJava.program());
        command.addAll(List.of("-cp", OwnJava.classPath(), Main.class.getName()));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), said.strip());
    }
}
