package dev.rostrum.service.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HangupSignalTest {
    @Test
    void shouldRunTheActionInsteadOfEndingTheProcess() throws Exception {
        CountDownLatch seen = new CountDownLatch(2);
        boolean ignored = ignoredFromTheStart();

        assertThat(HangupSignal.onHangup(seen::countDown)).isEqualTo(!ignored);

        for (int i = 1; i >= 0; i--) {
            hangup();
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (!ignored && seen.getCount() > i && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
        }

        assertThat(seen.getCount()).isEqualTo(ignored ? 2 : 0);
    }

    /** As the kernel tells: whoever runs this under nohup has a JVM that leaves the signal ignored. */
    private static boolean ignoredFromTheStart() throws IOException {
        String mask = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .findFirst()
                .orElseThrow()
                .substring("SigIgn:".length())
                .strip();
        return (Long.parseUnsignedLong(mask, 16) & 1) == 1;
    }

    private static void hangup() throws Exception {
        String pid = Long.toString(ProcessHandle.current().pid());
        assertThat(new ProcessBuilder("/bin/kill", "-HUP", pid).start().waitFor())
                .isZero();
    }
}
