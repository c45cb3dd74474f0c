package dev.rostrum.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.service.testing.OwnJava;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command for a running daemon, given by somebody whom the socket does not let in: root without its overriding rights. */
class RunningDaemonIT {
    @TempDir
    private Path folder;

    @Test
    void shouldSayWhoMayAskWhereTheFolderOrTheSocketIsClosed() throws Exception {
        Path run = Files.createDirectory(folder.resolve("run"));
        Path config = Files.writeString(folder.resolve("r.yaml"), "unit: {runtime-folder: '" + run + "'}\n");
        try (ServerSocketChannel daemon = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            Path socket = run.resolve("control.sock");
            daemon.bind(UnixDomainSocketAddress.of(socket));

            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("---------"));
            assertThat(status(config)).contains(socket.toString(), "may not ask", "rostrum-operators");

            Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("---------"));
            assertThat(status(config))
                    .contains(socket.toString(), "may not ask", "rostrum-operators")
                    .doesNotContain("no daemon is running");
            Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static String status(Path config) throws Exception {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search"));
        }
        command.addAll(List.of(
                OwnJava.program(), "-cp", OwnJava.classPath(), Main.class.getName(), "status", "--config=" + config));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isEqualTo(1);
        return printed;
    }
}
