package dev.rostrum.service.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a datagram socket of another process: the JDK has none of its own. */
class NotifySocketTest {
    private static final String RECEIVER = """
            import socket, sys
            s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            s.bind(("\\0" + sys.argv[1][1:]) if sys.argv[1][0] == "@" else sys.argv[1])
            print("bound", flush=True)
            print(s.recv(4096).decode().replace("\\n", "|"), flush=True)
            """;

    @TempDir
    Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endReceivers() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void shouldReachASocketInTheFileSystem() throws IOException {
        assertDelivered(folder.resolve("notify").toString());
    }

    @Test
    void shouldReachAnAbstractSocket() throws IOException {
        assertDelivered("@rostrum-test-" + ProcessHandle.current().pid());
    }

    @Test
    void shouldDoNothingWithoutServiceManager() {
        NotifySocket nobody = new NotifySocket(Map.of("WATCHDOG_USEC", "3000000"));

        assertThat(nobody.present()).isFalse();
        assertThat(nobody.send("READY=1")).isFalse();
        assertThat(nobody.watchdog()).isEqualTo(Duration.ZERO);
    }

    @Test
    void shouldSayThatNobodyTookTheMessage() {
        assertThat(new NotifySocket(
                                Map.of("NOTIFY_SOCKET", folder.resolve("gone").toString()))
                        .send("READY=1"))
                .isFalse();
        assertThat(new NotifySocket(Map.of("NOTIFY_SOCKET", "/" + "x".repeat(200))).present())
                .isFalse();
        assertThat(new NotifySocket(Map.of("NOTIFY_SOCKET", "relative")).present())
                .isFalse();
    }

    @Test
    void shouldReadTheWatchdogMeantForThisProcessOnly() {
        String pid = Long.toString(ProcessHandle.current().pid());
        assertThat(watchdog(Map.of("NOTIFY_SOCKET", "/n", "WATCHDOG_USEC", "30000000", "WATCHDOG_PID", pid)))
                .isEqualTo(Duration.ofSeconds(30));
        assertThat(watchdog(Map.of("NOTIFY_SOCKET", "/n", "WATCHDOG_USEC", "30000000")))
                .isEqualTo(Duration.ofSeconds(30));
        assertThat(watchdog(Map.of("NOTIFY_SOCKET", "/n", "WATCHDOG_USEC", "30000000", "WATCHDOG_PID", "1")))
                .isEqualTo(Duration.ZERO);
        assertThat(watchdog(Map.of("NOTIFY_SOCKET", "/n", "WATCHDOG_USEC", "soon")))
                .isEqualTo(Duration.ZERO);
    }

    private void assertDelivered(String address) throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "no python3 here to receive a datagram");
        Process receiver = new ProcessBuilder("/usr/bin/python3", "-c", RECEIVER, address)
                .redirectErrorStream(true)
                .start();
        started.add(receiver);
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(receiver.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(out.readLine()).isEqualTo("bound");
            assertThat(new NotifySocket(Map.of("NOTIFY_SOCKET", address)).send("READY=1\nSTATUS=höre zu"))
                    .isTrue();
            assertThat(out.readLine()).isEqualTo("READY=1|STATUS=höre zu");
        }
    }

    private static Duration watchdog(Map<String, String> environment) {
        return new NotifySocket(environment).watchdog();
    }
}
