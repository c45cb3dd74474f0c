package dev.rostrum.service.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rostrum.service.testing.OwnJava;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The doctor as a process, in a mount namespace of its own with a full disk, a cache that nobody can write, a broker
 * that is not there and a chip that is none. How long each look may take, {@code DoctorTest} tells. Takes a quarter of a minute.
 */
class DoctorIT {
    private static final int NO_NAMESPACE = 77;

    @TempDir
    Path folder;

    @Test
    void shouldNameEveryFaultPlantedAtOnceInTenSeconds() throws Exception {
        for (String name : List.of("state", "run", "cache")) {
            Files.createDirectory(folder.resolve(name));
        }
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        Path config = Files.writeString(folder.resolve("planted.yaml"), """
            unit: {state-folder: '%1$s/state', runtime-folder: '%1$s/run'}
            mqtt: {broker: 'mqtt://127.0.0.1:%2$d'}
            panel: {light: {adapter: gpiochip, chip: no-such-chip, lines: ['7']}}
            """.formatted(folder, closed));

        String printed = doctor(config, """
            mount -t tmpfs -o size=8k,mode=700 none %1$s/state || exit 77
            head -c 8192 /dev/zero > %1$s/state/filler
            mount -t tmpfs -o ro none %1$s/cache || exit 77
            """.formatted(folder));

        assertThat(printed).contains("disk-full", "no-native-libraries", "refused", "wrong-chip");
        assertThat(printed).contains(folder.resolve("cache") + "/rostrum/natives: Read-only file system");
        assertThat(printed).contains("make room", "start the broker");
    }

    @Test
    void shouldLookAtTheNetworksToo() throws Exception {
        Path config = Files.writeString(folder.resolve("plain.yaml"), """
            unit: {state-folder: '%1$s/state', runtime-folder: '%1$s/run'}
            mqtt: {broker: 'mqtt://no-such-host.invalid:1883'}
            """.formatted(folder));

        String printed = doctor(config, "");

        assertThat(printed).contains("unknown-host").contains("networks");
    }

    @Test
    void shouldLookAsTheServicesUserWhereRootAsks() throws Exception {
        assumeTrue(Files.getOwner(folder).getName().equals("root"), "only root sees what others may not");
        Path open = Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path state = Files.createDirectory(open.resolve("state"));
        Path run = Files.createDirectory(open.resolve("run"));
        Files.setOwner(
                state, open.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        Path key = Files.write(open.resolve("key"), new byte[32]);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        Path config = Files.writeString(open.resolve("service.yaml"), """
            unit: {state-folder: '%1$s', runtime-folder: '%2$s'}
            mqtt: {broker: 'mqtt://no-such-host.invalid:1883'}
            people: {key-file: '%3$s'}
            status: {token-file: '%4$s/no-token'}
            """.formatted(state, run, key, open));
        Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-r--r--"));

        String printed = doctor(config, "", readableClassPath(open.resolve("lib")));

        assertThat(printed)
                .contains("not-writable: unit.runtime-folder " + run, "by nobody")
                .contains("unit.state-folder " + state + ": ")
                .contains("file-unreadable: people.key-file " + key)
                .contains("file-missing: status.token-file")
                .doesNotContain("looked-as-root");
    }

    /** The class path where anybody may read it; without the largest libraries, which only the networks need. */
    private static String readableClassPath(Path lib) throws IOException, InterruptedException {
        Files.createDirectory(lib);
        List<Path> entries = new ArrayList<>();
        for (Path from : OwnJava.entries()) {
            if (Files.isDirectory(from)) {
                Path to = lib.resolve("classes-" + entries.size());
                new ProcessBuilder("cp", "-r", from.toString(), to.toString())
                        .start()
                        .waitFor();
                new ProcessBuilder("chmod", "-R", "a+rX", to.toString()).start().waitFor();
                entries.add(to);
            } else if (Files.isRegularFile(from) && Files.size(from) < 20_000_000) {
                Path to = Files.copy(from, lib.resolve(entries.size() + "-" + from.getFileName()));
                Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rw-r--r--"));
                entries.add(to);
            }
        }
        return OwnJava.join(entries);
    }

    private String doctor(Path config, String before) throws IOException, InterruptedException {
        return doctor(config, before, OwnJava.classPath());
    }

    /** What it prints, after {@code before} was done to its file system. */
    private String doctor(Path config, String before, String classPath) throws IOException, InterruptedException {
        Path script = Files.writeString(folder.resolve("doctor.sh"), before + "exec \"$@\"\n");
        List<String> command = new ArrayList<>();
        if (!before.isEmpty()) {
            command.addAll(List.of("unshare", "-m", "--map-root-user"));
        }
        command.addAll(List.of(
                "sh",
                script.toString(),
                OwnJava.program(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath,
                Main.class.getName(),
                "doctor",
                "--config=" + config));
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        if (!before.isEmpty()) {
            builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        }
        Process process = builder.redirectOutput(output.toFile()).start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String printed = Files.readString(output);
        assumeTrue(
                process.exitValue() != NO_NAMESPACE && !printed.startsWith("unshare:"),
                "needs a mount namespace of its own");
        assertThat(process.exitValue()).as(printed).isEqualTo(1);
        return printed;
    }
}
