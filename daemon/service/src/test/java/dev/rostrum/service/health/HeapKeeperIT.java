package dev.rostrum.service.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.service.testing.OwnJava;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A process that keeps 40 MB in use and leaves 1.5 GB behind, with a unit's collector. */
class HeapKeeperIT {
    private static final int MEGABYTE = 1_000_000;

    /** Prints how large the heap became, in MB. */
    static final class Allocating {
        private Allocating() {}

        public static void main(String[] words) {
            if (words.length > 0) {
                HeapKeeper.start();
            }
            Deque<byte[]> used = new ArrayDeque<>();
            long largest = 0;
            for (int i = 0; i < 30_000; i++) {
                used.add(new byte[MEGABYTE / 20]);
                if (used.size() > 800) {
                    used.remove();
                }
                if (i % 500 == 0) {
                    largest = Math.max(largest, Runtime.getRuntime().totalMemory());
                    // as sound does: what comes, comes over time, and Java's own thread gets its turn
                    LockSupport.parkNanos(20_000_000);
                }
            }
            System.out.println(largest / MEGABYTE);
        }
    }

    @Test
    void shouldKeepTheHeapNearWhatIsInUse() throws Exception {
        assertThat(largestMegabytes()).isGreaterThan(350);
        assertThat(largestMegabytes("kept")).isLessThan(250);
    }

    private static int largestMegabytes(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                OwnJava.program(),
                "-XX:+UseSerialGC",
                "-Xms32m",
                "-Xmn24m",
                "-Xmx512m",
                "-XX:MinHeapFreeRatio=10",
                "-XX:MaxHeapFreeRatio=25",
                "-cp",
                OwnJava.classPath(),
                Allocating.class.getName()));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return Integer.parseInt(said.strip());
    }
}
