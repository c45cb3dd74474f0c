package dev.rostrum.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that keeps releases, with made-up packages whose program only says which version it is. */
class ReleaseTest {
    private static final Path SCRIPT = Path.of(
            Objects.requireNonNull(System.getProperty("rostrum.root"), "rostrum.root"), "systemd/package/release.sh");
    private static final int KILLS = 20;

    @TempDir
    Path folder;

    @Test
    void shouldKeepTheReleaseBeforeWhereTheSameOneIsInstalledAgain() throws Exception {
        install("1.0");
        install("2.0");

        install("2.0");
        install("2.0");

        assertThat(used()).isEqualTo("2.0");
        assertThat(said("list")).containsExactlyInAnyOrder("1.0", "2.0 in use");
        assertThat(run("rollback")).isZero();
        assertThat(used()).isEqualTo("1.0");
    }

    @Test
    void shouldHaveNothingToGoBackToAfterAFirstInstallationTwice() throws Exception {
        install("1.0");
        install("1.0");

        assertThat(used()).isEqualTo("1.0");
        assertThat(run("rollback")).isEqualTo(1);
    }

    @Test
    void shouldGoBackAndForthBetweenTwo() throws Exception {
        install("1.0");
        install("2.0");
        install("1.0");
        assertThat(used()).isEqualTo("1.0");

        assertThat(run("rollback")).isZero();
        assertThat(used()).isEqualTo("2.0");
        install("2.0");
        assertThat(run("rollback")).isZero();
        assertThat(used()).isEqualTo("1.0");
    }

    @Test
    void shouldKeepWhatItHasWhereTheNewOneFailsItsSelfTest() throws Exception {
        install("1.0");
        install("2.0");
        payload("3.0", "exit 1");

        assertThat(run("install", "3.0")).isEqualTo(1);

        assertThat(used()).isEqualTo("2.0");
        assertThat(run("rollback")).isZero();
        assertThat(used()).isEqualTo("1.0");
    }

    @Test
    void shouldAlwaysHaveAReleaseInUseWheneverItIsKilled() throws Exception {
        Random random = new Random();
        install("1.0");
        long beganNs = System.nanoTime();
        install("2.0");
        long micros = (System.nanoTime() - beganNs) / 1_000;
        for (int kill = 0; kill < KILLS; kill++) {
            String version = kill % 2 == 0 ? "3.0" : "2.0";
            payload(version, "echo " + version);
            long after = random.nextLong(micros);
            Process process = start("install", version);
            process.waitFor(after, TimeUnit.MICROSECONDS);
            // the group: the script's children with it
            new ProcessBuilder("kill", "-9", "--", "-" + process.pid()).start().waitFor();
            process.waitFor();

            assertThat(used()).as("killed after %d of %d µs", after, micros).isIn("1.0", "2.0", "3.0");
            install(version);
            assertThat(used()).isEqualTo(version);
            assertThat(run("rollback")).isZero();
            assertThat(used()).isNotEqualTo(version);
            assertThat(run("rollback")).isZero();
        }
    }

    @Test
    void shouldNotWriteThroughALinkInTheServicesFolder() throws Exception {
        Path victim = Files.writeString(folder.resolve("victim"), "of the system");
        Path mark = Files.createDirectory(folder.resolve("run")).resolve("updating");
        Files.createSymbolicLink(mark, victim);

        install("1.0");

        assertThat(victim).hasContent("of the system");
        assertThat(mark).doesNotExist();
    }

    @Test
    void shouldKeepWhatJavaStartsQuickerFrom() throws Exception {
        // a program that does what Java does with that option
        payload(
                "1.0",
                "for o in $ROSTRUM_JAVA_OPTS; do case $o in *CacheOutput=*) echo made > \"${o#*=}\";; esac; done; echo 1.0");

        assertThat(run("install", "1.0")).isZero();

        assertThat(folder.resolve("opt/current/start.aot")).hasContent("made");
        assertThat(output()).doesNotContain("cache");
        try (Stream<Path> files = Files.list(folder.resolve("opt/current/"))) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith("start")))
                    .hasSize(1);
        }
    }

    @Test
    void shouldSayWhereJavaMakesNothingToStartQuickerFrom() throws Exception {
        payload("1.0", "[ -z \"$ROSTRUM_JAVA_OPTS\" ] || { echo no room; exit 1; }; echo 1.0");

        assertThat(run("install", "1.0")).isZero();

        assertThat(used()).isEqualTo("1.0");
        assertThat(folder.resolve("opt/current/start.aot")).doesNotExist();
        assertThat(output()).contains("no room").contains("no start cache");
    }

    private void install(String version) throws Exception {
        payload(version, "echo " + version);
        assertThat(run("install", version)).as(output()).isZero();
    }

    private void payload(String version, String program) throws IOException {
        for (String part : List.of("app/bin", "app/lib", "app/share", "runtime", "native")) {
            Files.createDirectories(folder.resolve("payload").resolve(part));
        }
        Files.writeString(folder.resolve("payload/app/share/rostrum.yaml"), "# of " + version + "\n");
        Path rostrum = folder.resolve("payload/app/bin/rostrum");
        // another file each time, as a package manager does it: a release is hard links to the one before
        Files.deleteIfExists(rostrum);
        Files.writeString(rostrum, "#!/bin/sh\n" + program + "\n");
        Files.setPosixFilePermissions(rostrum, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private String used() throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(folder.resolve("opt/current/bin/rostrum").toString()).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return said.strip();
    }

    private List<String> said(String... words) throws Exception {
        assertThat(run(words)).isZero();
        return output().lines().map(line -> line.replaceAll("_[0-9]+", "")).toList();
    }

    private String output() throws IOException {
        return Files.exists(folder.resolve("output")) ? Files.readString(folder.resolve("output")) : "";
    }

    private int run(String... words) throws IOException, InterruptedException {
        return start(words).waitFor();
    }

    private Process start(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("setsid", "sh", SCRIPT.toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("ROSTRUM_ROOT", folder.resolve("opt").toString());
        builder.environment().put("ROSTRUM_PAYLOAD", folder.resolve("payload").toString());
        builder.environment().put("ROSTRUM_RUNTIME", folder.resolve("run").toString());
        builder.environment().put("ROSTRUM_USER", "nobody-of-that-name");
        builder.environment().put("ROSTRUM_UNIT", "nothing-of-that-name.service");
        return builder.redirectOutput(folder.resolve("output").toFile()).start();
    }
}
