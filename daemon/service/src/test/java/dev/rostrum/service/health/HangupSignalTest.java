package dev.rostrum.service.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HangupSignalTest {
    @Test
    void shouldRunTheActionInsteadOfEndingTheProcess() throws Exception {
        CountDownLatch seen = new CountDownLatch(2);
        assertThat(HangupSignal.onHangup(seen::countDown)).isTrue();

        for (int i = 1; i >= 0; i--) {
            hangup();
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (seen.getCount() > i && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
        }

        assertThat(seen.getCount()).isZero();
    }

    private static void hangup() throws Exception {
        String pid = Long.toString(ProcessHandle.current().pid());
        assertThat(new ProcessBuilder("/bin/kill", "-HUP", pid).start().waitFor())
                .isZero();
    }
}
