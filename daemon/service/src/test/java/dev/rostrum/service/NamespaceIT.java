package dev.rostrum.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rostrum.model.tensorflow.NativeLibraries;
import dev.rostrum.service.testing.OwnJava;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * This build as a service of a systemd that is process 1 of a namespace: killed, stopped, hung, misconfigured, with a
 * full disk, muted. The job's own checks decide. Takes a minute and a half on an idle machine.
 */
class NamespaceIT {
    private static final Path ROOT =
            Path.of(Objects.requireNonNull(System.getProperty("rostrum.root"), "rostrum.root"));
    private static final Path BUILT = ROOT.resolve("systemd/target");
    /** What the runner of jobs ends with where the machine does not allow namespaces. */
    private static final int NOT_HERE = 77;

    private static final int MINUTES = 10;

    @TempDir
    Path folder;

    @Test
    void shouldBehaveAsAService() throws Exception {
        Files.write(folder.resolve("classpath"), classPath());
        Optional<Path> unit = unit();
        Path java = unit.map(staged -> staged.resolve("runtime")).orElse(Path.of(System.getProperty("java.home")));
        Path natives = unit.map(staged -> staged.resolve("native"))
                .orElseGet(() -> NativeLibraries.folder().path());
        Files.writeString(folder.resolve("java-home"), java.toString());
        Files.writeString(folder.resolve("natives"), natives.toString());
        Path systemd = ROOT.resolve("systemd");
        Path boot = systemd.resolve("boot");
        List<String> command = new ArrayList<>(List.of(
                boot.resolve("run").toString(), boot.resolve("service-test").toString(), folder.toString()));
        command.add(systemd.resolve("rostrumd.service").toString());
        command.add(systemd.resolve("rostrum.sysusers.conf").toString());
        command.add(systemd.resolve("package/rostrum.yaml").toString());
        command.add(systemd.resolve("package/first-boot.sh").toString());

        int status = run(command);

        assumeTrue(status != NOT_HERE, "needs root, systemd and namespaces");
        assertThat(status).as(log()).isZero();
    }

    /** What a unit runs on, where it was built: {@code ./rostrum test} does so first, {@code mvn -Ppackage} too. */
    private static Optional<Path> unit() {
        return Stream.of("image", "stage")
                .map(name -> BUILT.resolve(name).resolve("runtime-amd64/usr/lib/rostrum"))
                .filter(Files::isDirectory)
                .findFirst();
    }

    /** Classes before libraries, without what only the tests use and without the packed native libraries. */
    private static List<String> classPath() {
        return OwnJava.entries().stream()
                .filter(entry -> !entry.endsWith("test-classes") && Files.exists(entry))
                .map(Path::toString)
                .filter(entry -> !entry.matches(".*/tensorflow-core-native-.*-linux-.*[.]jar"))
                .toList();
    }

    private int run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("BOOT_SECONDS", String.valueOf(TimeUnit.MINUTES.toSeconds(MINUTES) - 20));
        Process process =
                builder.redirectOutput(folder.resolve("output").toFile()).start();
        try {
            assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).as(log()).isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private String log() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String name : List.of("output", "log")) {
            Path file = folder.resolve(name);
            all.append(Files.exists(file) ? Files.readString(file) : name + " is missing\n");
        }
        return all.toString();
    }
}
