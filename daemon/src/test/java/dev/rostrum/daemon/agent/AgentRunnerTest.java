package dev.rostrum.daemon.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class AgentRunnerTest {
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final AtomicInteger cycles = new AtomicInteger();
    private final CountDownLatch worked = new CountDownLatch(3);

    @Test
    void shouldStartWorkAndCloseOnOneThread() throws InterruptedException {
        var runner = new AgentRunner(
                        new Probe(false), cycles::incrementAndGet, (name, failure) -> calls.add("failed " + failure))
                .start();
        assertThat(worked.await(5, TimeUnit.SECONDS)).isTrue();

        assertThat(runner.stopWithin(Duration.ofSeconds(5))).isTrue();

        assertThat(runner.ended()).isTrue();
        assertThat(cycles.get()).isGreaterThanOrEqualTo(3);
        assertThat(calls).containsExactly("start on probe", "close on probe");
    }

    @Test
    void shouldCloseAndTellWhenTheAgentFails() throws InterruptedException {
        var told = new CountDownLatch(1);
        try (var runner = new AgentRunner(new Probe(true), cycles::incrementAndGet, (name, failure) -> {
                    calls.add(name + ": " + failure.getMessage());
                    told.countDown();
                })
                .start()) {
            assertThat(told.await(5, TimeUnit.SECONDS)).isTrue();
            assertThat(runner.stopWithin(Duration.ofSeconds(5))).isTrue();
        }

        assertThat(calls).containsExactly("start on probe", "close on probe", "probe: broken");
    }

    private final class Probe implements Agent {
        private final boolean broken;

        private Probe(boolean broken) {
            this.broken = broken;
        }

        @Override
        public String name() {
            return "probe";
        }

        @Override
        public void onStart() {
            calls.add("start on " + Thread.currentThread().getName());
        }

        @Override
        public int doWork() {
            worked.countDown();
            if (broken) {
                throw new IllegalStateException("broken");
            }
            return 0;
        }

        @Override
        public void onClose() {
            calls.add("close on " + Thread.currentThread().getName());
        }
    }
}
